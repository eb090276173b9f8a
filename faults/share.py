"""Trials shared among processes, each with a copy of the sound warehouse."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.managers import SyncManager
from pathlib import Path
from queue import Empty, Queue

from faults import field as fields
from faults.corpus import corpus
from faults.fault import Place
from faults.field import Field
from faults.grouping import Passed, Trial, chunks, is_built
from faults.outcome import Outcome
from faults.worlds import WORLDS, Sound, alarms
from sample_world.world import DEFAULT_SEED

Named = list[tuple[str, float]]
"""Names of faults, each with a size: a fault itself does not cross processes."""


def outcomes_of(
    folder: Path, tasks: Sequence[Trial], processes: int, *, builds: bool, asks_worlds: bool
) -> list[Outcome]:
    """Try all, in any order.

    Args:
        builds: whether what the gate of deliveries lets through is built.
        asks_worlds: whether sound worlds are lived through as well.
    """
    context = get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(processes, context, _silence) as pool:
        # While the server is prepared, which keeps one core busy.
        imported = [pool.submit(_import) for _ in range(processes)]
        with fields.server(folder) as empty:
            own, waiting = _queues(manager, tasks, processes)
            wait(imported)
            living = pool.submit(fields.sound, empty, DEFAULT_SEED)
            worlds = [pool.submit(_live, empty, world) for world in WORLDS] if asks_worlds else []
            sound = living.result()
            tell("sound")
            trials = [
                pool.submit(_try, sound.copy(f"share_{number}"), [queue, waiting], builds)
                for number, queue in enumerate(own)
            ]
            return [*(outcome for each in trials for outcome in each.result()), *(world.result() for world in worlds)]


def _queues(manager: SyncManager, tasks: Sequence[Trial], processes: int) -> tuple[list[Queue[Named]], Queue[Named]]:
    """Of each process its own, and one for whoever is free. What one build could show stays in one process, or two
    would build for it."""
    waiting: Queue[Named] = manager.Queue()
    own: list[Queue[Named]] = [manager.Queue() for _ in range(processes)]
    for chunk in chunks(tasks):
        fault, _ = chunk[0]
        if is_built(fault):
            queue = own[fault.is_quirk % processes]
        else:
            # Builds of their own, beside the fewer ones of quirks.
            queue = own[-1] if fault.place in (Place.MART, Place.RELEASE) else waiting
        queue.put([(fault.name, size) for fault, size in chunk])
    return own, waiting


def tell(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def _try(field: Field, waiting: Sequence[Queue[Named]], builds: bool) -> list[Outcome]:
    faults = {fault.name: fault for fault in corpus()}
    done: list[Outcome] = []
    passed: list[Passed] = []
    with fields.bench(field, DEFAULT_SEED) as bench:
        for named in _taken(waiting):
            for found in bench.attempt([(faults[name], size) for name, size in named], builds=builds):
                if isinstance(found, Passed):
                    passed.append(found)
                else:
                    done.append(_told(found))
        done += map(_told, bench.build(passed))
    return done


def _taken(waiting: Sequence[Queue[Named]]) -> Iterator[Named]:
    for queue in waiting:
        with suppress(Empty):
            while True:
                yield queue.get_nowait()


def _live(empty: Field, world: Sound) -> Outcome:
    return _told(alarms(empty, world))


def _told(outcome: Outcome) -> Outcome:
    mark = "ok " if outcome.is_good else "BAD"
    place = f"{outcome.place.name}{' held' if outcome.holds else ''}"
    tell(f"{mark} {outcome.fault} {outcome.size:g}: {place} {outcome.seconds:.1f} s")
    return outcome


def _import() -> None:
    """What takes seconds to import."""
    for module in ("dbt.cli.main", "great_expectations"):
        import_module(module)


def _silence() -> None:
    # The terminal is for progress: without a handler of its own, what is a warning would come there all the same.
    ours = logging.getLogger("naukograd")
    ours.propagate = False
    ours.addHandler(logging.NullHandler())
