"""The main job: a stack that starts, runs the DAGs once in order, and ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from naukograd.core.errors import SourceUnavailable
from naukograd.core.settings import Settings
from naukograd.standalone import airflow, stack
from naukograd.standalone.progress import Progress
from naukograd.standalone.rest import Run
from naukograd.standalone.stack import Stack, World

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One DAG to run and the parameters to give it."""

    dag_id: str
    conf: Mapping[str, object]


@dataclass(frozen=True)
class Stage:
    """Jobs of different DAGs that run together. ``clock``: the sample world's, moved before they begin."""

    jobs: Sequence[Job]
    clock: str | None = None


@dataclass(frozen=True)
class Failure:
    """A failed task, why, and where its whole log is."""

    task_id: str
    cause: str
    log: Path


@dataclass(frozen=True)
class Outcome:
    """How one DAG's run ended."""

    dag_id: str
    run_id: str
    state: str
    seconds: float
    failures: tuple[Failure, ...]

    @property
    def succeeded(self) -> bool:
        return self.state == "success"


def main_job(
    settings: Settings,
    *,
    prepare: Callable[[Settings], object],
    world: World,
    stages: Sequence[Stage],
    then: Callable[[Settings, Sequence[Outcome]], None],
    progress: Progress,
    dags: Path = airflow.DAGS,
) -> list[Outcome]:
    """Start the stack, run the jobs of each stage together and the stages one after another, end the stack.

    A job that fails does not keep the next stage from running: a build of what did arrive states its own coverage,
    which is how a night with one silent source goes as well.

    Args:
        prepare: brings the warehouse to this code's version before any job.
        then: called after the last job while the warehouse still answers, to read results.
    Returns:
        One outcome per job, in order.
    Raises:
        UsageError: another stack uses this state folder.
        ProcessEnded, DidNotStart, DagBroken, MigrationFailed: the stack does not work, and why.
    """
    dag_ids = list(dict.fromkeys(job.dag_id for stage in stages for job in stage.jobs))
    with stack.running(
        settings,
        prepare=prepare,
        world=world,
        dag_ids=dag_ids,
        schedules=False,
        progress=progress,
        dags=dags,
    ) as running:
        for dag_id in dag_ids:
            # Runs that a killed run left unfinished: their processes are gone, all tasks can be repeated, and what they
            # had archived is found again. So they are closed and asked for anew, which is at once and certain; waiting
            # for the scheduler to notice would take its heartbeat time-out, and end in two runs of the same work.
            for run_id in running.airflow.fail_unfinished(dag_id):
                log.warning("%s: closed run %s, which an earlier, interrupted start left unfinished", dag_id, run_id)
            running.airflow.unpause(dag_id)
        outcomes = [outcome for stage in stages for outcome in _run(running, stage, progress)]
        then(running.settings, outcomes)
    return outcomes


def _run(running: Stack, stage: Stage, progress: Progress) -> list[Outcome]:
    began = time.monotonic()
    if stage.clock and running.is_sample:
        progress.step(f"sample world: it is {stage.clock}")
        running.set_clock(stage.clock)
    run_ids = {job.dag_id: running.airflow.trigger(job.dag_id, job.conf) for job in stage.jobs}
    outcomes: dict[str, Outcome] = {}
    try:
        while len(outcomes) < len(run_ids):
            going_on = {dag_id: run_id for dag_id, run_id in run_ids.items() if dag_id not in outcomes}
            runs = [running.airflow.run(dag_id, run_id) for dag_id, run_id in going_on.items()]
            progress.show(runs)
            for run in runs:
                if run.finished:
                    seconds = time.monotonic() - began
                    outcomes[run.dag_id] = Outcome(run.dag_id, run.run_id, run.state, seconds, _failures(running, run))
            running.check()
            time.sleep(stack.POLL)
    except SourceUnavailable:
        running.check()  # a server that has ended says more in its log than a refused connection does
        raise
    return [outcomes[job.dag_id] for job in stage.jobs]


def _failures(running: Stack, run: Run) -> tuple[Failure, ...]:
    state = running.settings.state
    return tuple(
        Failure(
            task.task_id,
            running.airflow.cause(run, task),
            airflow.task_log(state, run.dag_id, run.run_id, task.task_id, task.attempt),
        )
        for task in run.tasks
        if task.state == "failed"
    )
