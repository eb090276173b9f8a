"""The stack in the background: started by ``up``, ended by ``down``."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TextIO

import psutil

from naukograd.core.errors import NaukogradError
from naukograd.core.settings import Settings
from naukograd.standalone import airflow, postgres, processes, stack
from naukograd.standalone.credentials import write_private
from naukograd.standalone.progress import Progress
from naukograd.standalone.stack import DidNotStart, Stack, World

log = logging.getLogger(__name__)

# Taken when free, so that bookmarks and BI's saved connections live on.
UI_PORT, BI_PORT = 8080, 5433
WATCH = 2.0  # seconds between two looks at the processes
LONGEST_END = 120.0  # seconds; a checkpoint of a big load is part of it


@dataclass(frozen=True)
class Background:
    """The stack in the background: its process and what a person needs to reach it.

    ``bi_*`` are None when the warehouse is the operator's own server, whose accounts are theirs to give.
    """

    pid: int
    created: float
    warehouse_url: str
    airflow_url: str
    airflow_user: str
    airflow_password: str = field(repr=False)
    bi_port: int | None
    bi_password: str | None = field(repr=False)
    is_sample: bool


def up(
    settings: Settings,
    *,
    prepare: Callable[[Settings], object],
    world: World,
    dag_ids: Sequence[str],
    progress: Progress,
) -> Background:
    """Start the stack in the background, with the DAGs' schedules; returns once it is ready, at once if it already is.

    Raises:
        DidNotStart: some part did not start, or a run in the foreground holds the state folder; says which and why.
    """
    if there := background(settings):
        return there
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _serve(settings, prepare, world, dag_ids, progress, writer)
    os.close(writer)
    try:
        with os.fdopen(reader, encoding="utf-8") as pipe:
            told = pipe.read()
    except KeyboardInterrupt:
        psutil.Process(child).terminate()
        os.waitpid(child, 0)
        raise
    answer = json.loads(told) if told else {"what": "the background process ended without a word"}
    if "what" in answer:
        os.waitpid(child, 0)
        raise DidNotStart(answer["what"], where=answer.get("where", ""), remedy=answer.get("remedy", ""))
    return Background(**answer)


def down(settings: Settings) -> bool:
    """End the stack in the background and whatever a killed one left; returns whether there was one.

    Raises:
        UsageError: what runs here is a run in the foreground; it is left alone.
    """
    there = background(settings)
    if there:
        process = psutil.Process(there.pid)
        process.terminate()
        with suppress(psutil.TimeoutExpired):
            process.wait(LONGEST_END)
    with stack.alone(settings.state):
        left = processes.reap(settings.state)
        postgres.end_leftovers(settings.state)
        _record(settings).unlink(missing_ok=True)
    return bool(there or left)


def background(settings: Settings) -> Background | None:
    """The stack that runs in the background on this state folder, if one does."""
    try:
        found = Background(**json.loads(_record(settings).read_text("utf-8")))
        alive = psutil.Process(found.pid).create_time() == found.created
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None
    return found if alive else None


@contextmanager
def warehouse(settings: Settings) -> Iterator[Settings]:
    """Settings with a warehouse that answers: the operator's own, that of ``up``, or a server started for the block."""
    if settings.warehouse:
        yield settings
    elif there := background(settings):
        yield replace(settings, warehouse=there.warehouse_url)
    else:
        with postgres.running(settings.state) as server:
            yield replace(settings, warehouse=server.url())


def _serve(
    settings: Settings,
    prepare: Callable[[Settings], object],
    world: World,
    dag_ids: Sequence[str],
    progress: Progress,
    writer: int,
) -> NoReturn:
    """The background process: start the stack, say so through the pipe, watch it until a signal or a crash ends it."""
    os.setsid()
    code = 1
    try:
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            try:
                _watch(settings, prepare, world, dag_ids, progress, partial(_say, pipe))
            except NaukogradError as error:
                if pipe.closed:
                    log.error("%s", error)
                else:
                    pipe.write(json.dumps({"what": error.what, "where": error.where, "remedy": error.remedy}))
    except SystemExit:
        code = 0
    except BaseException:
        log.exception("the stack ended")
    finally:
        sys.stderr.flush()
        os._exit(code)  # the caller's own clean-up is the caller's


def _watch(
    settings: Settings,
    prepare: Callable[[Settings], object],
    world: World,
    dag_ids: Sequence[str],
    progress: Progress,
    say_ready: Callable[[str], object],
) -> None:
    with stack.running(
        settings,
        prepare=prepare,
        world=world,
        dag_ids=dag_ids,
        schedules=True,
        progress=progress,
        ui_port=UI_PORT,
        bi_port=None if settings.warehouse else airflow.free_port(BI_PORT),
    ) as running:
        record = json.dumps(_described(running))
        write_private(_record(settings), record)
        try:
            _turn_output(settings.state / "logs" / "up.log")
            say_ready(record)
            while True:
                running.check()
                time.sleep(WATCH)
        finally:
            _record(settings).unlink()


def _say(pipe: TextIO, text: str) -> None:
    pipe.write(text)
    pipe.close()  # the reader waits for the end


def _described(running: Stack) -> dict[str, Any]:
    reachable = running.server if running.offers_bi else None
    return asdict(
        Background(
            pid=os.getpid(),
            created=psutil.Process().create_time(),
            warehouse_url=running.settings.warehouse_url,
            airflow_url=running.airflow_url,
            airflow_user=airflow.ADMIN,
            airflow_password=running.secrets.admin_password,
            bi_port=reachable.port if reachable else None,
            bi_password=running.secrets.bi_password if reachable else None,
            is_sample=running.is_sample,
        )
    )


def _record(settings: Settings) -> Path:
    return settings.state / "up.json"


def _turn_output(path: Path) -> None:
    """From here on nobody may be at the terminal any more."""
    with path.open("w", encoding="utf-8") as out, Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
