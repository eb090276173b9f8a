"""The stack: run it once, start it, stop it."""

from __future__ import annotations

import argparse
import dataclasses

from naukograd import pipeline, summary
from naukograd.cli.verbs import DONE, FAILED, Verbs, json_option, show, verb
from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.standalone import plan, run, stack, up
from naukograd.standalone.progress import Progress


def add(verbs: Verbs) -> None:
    running = verb(
        verbs, "run", _run, "Run the main job once: start everything, ingest, build, publish, stop everything."
    )
    starting = verb(verbs, "up", _up, "Start the same stack and leave it running, for a person and for BI tools.")
    for command in (running, starting):
        command.add_argument("--seed", type=int, default=1134, help="seed of the sample world (default: %(default)s)")
        command.add_argument(
            "--payments", type=int, default=300_000, help="payments of the sample world (default: %(default)s)"
        )
    json_option(running)
    verb(verbs, "down", _down, "Stop what `up` started.")


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    began = periods.now()
    found: list[summary.Summary] = []
    outcomes = run.main_job(
        settings,
        prepare=pipeline.prepare,
        world=_world(arguments, plan.FIRST_CLOCK),
        stages=plan.stages(is_sample=not stack.has_real_sources()),
        then=lambda running, _: found.append(summary.summary(running, began)),
        progress=Progress(),
    )
    as_of = found[0].as_of
    written = pipeline.report_address(settings, as_of) if as_of else None
    report = str(written) if written and written.exists() else None
    failures = [f"{o.dag_id}.{f.task_id} failed: {f.cause} (log: {f.log})" for o in outcomes for f in o.failures]
    timings = [f"{outcome.dag_id}: {outcome.state}, {outcome.seconds:.0f} s" for outcome in outcomes]
    result = {
        "outcomes": [dataclasses.asdict(outcome) for outcome in outcomes],
        "summary": found[0].as_dict(),
        "report": report,
    }
    reports = [f"report: {report}"] if report else []
    show(result, arguments.json, [*timings, *summary.lines(found[0]), *reports, *failures])
    return DONE if all(outcome.succeeded for outcome in outcomes) else FAILED


def _up(settings: Settings, arguments: argparse.Namespace) -> int:
    stack.has_real_sources()  # half of them is said before anything is started
    there = up.up(
        settings,
        prepare=pipeline.prepare,
        # Its DAGs run by the real calendar, so what they ask must stand in the same present.
        world=_world(arguments, periods.now().isoformat()),
        dag_ids=["ingest_filings", *plan.INDEPENDENT, "build_marts"],
        progress=Progress(),
    )
    print(f"Airflow: {there.airflow_url}  user {there.airflow_user}  password {there.airflow_password}")
    if there.bi_port:
        print(
            f"BI: host 127.0.0.1 port {there.bi_port} database warehouse schema marts user bi_reader "
            f"password {there.bi_password}"
        )
    return DONE


def _down(settings: Settings, _: argparse.Namespace) -> int:
    print("stopped" if up.down(settings) else "nothing was running")
    return DONE


def _world(arguments: argparse.Namespace, clock: str) -> stack.World:
    return stack.World(["--seed", str(arguments.seed), "--payments", str(arguments.payments), "--clock", clock])
