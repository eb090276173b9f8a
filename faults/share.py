"""Trials shared among processes, each with a copy of the sound warehouse."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, Queue

from faults import field as fields
from faults.corpus import corpus
from faults.field import Field
from faults.outcome import Outcome
from faults.trial import Passed, Trial
from faults.worlds import WORLDS, Sound, alarms
from sample_world.world import DEFAULT_SEED

Tasks = Queue[tuple[str, float]]
"""Names of faults, each with a size: whoever is free takes the next."""


def outcomes_of(
    folder: Path, tasks: Sequence[Trial], processes: int, *, builds: bool, asks_worlds: bool
) -> list[Outcome]:
    """Try all, in any order.

    Args:
        builds: whether what the gate of deliveries lets through is built.
        asks_worlds: whether sound worlds are lived through as well.
    """
    context = get_context("spawn")
    with (
        fields.server(folder) as field,
        context.Manager() as manager,
        ProcessPoolExecutor(processes, context, _silence) as pool,
    ):
        waiting: Tasks = manager.Queue()
        for fault, size in tasks:
            waiting.put((fault.name, size))
        sound = pool.submit(fields.make_sound, field, DEFAULT_SEED)
        worlds = [pool.submit(_live, field, world) for world in WORLDS] if asks_worlds else []
        sound.result()
        tell("sound")
        trials = [
            pool.submit(_try, field.copy(f"share_{number}"), waiting, builds)
            for number in range(min(processes, len(tasks)))
        ]
        return [*(outcome for each in trials for outcome in each.result()), *(world.result() for world in worlds)]


def tell(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def _try(field: Field, waiting: Tasks, builds: bool) -> list[Outcome]:
    faults = {fault.name: fault for fault in corpus()}
    done: list[Outcome] = []
    passed: list[Passed] = []
    with fields.bench(field, DEFAULT_SEED, builds=builds) as bench:
        for name, size in _taken(waiting):
            found = bench.attempt((faults[name], size), builds=builds)
            if isinstance(found, Passed):
                passed.append(found)
            else:
                done.append(_told(found))
        done += map(_told, bench.build(passed))
    return done


def _taken(waiting: Tasks) -> Iterator[tuple[str, float]]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _live(beside: Field, world: Sound) -> Outcome:
    return _told(alarms(beside, world))


def _told(outcome: Outcome) -> Outcome:
    mark = "ok " if outcome.is_good else "BAD"
    place = f"{outcome.place.name}{' held' if outcome.holds else ''}"
    tell(f"{mark} {outcome.fault} {outcome.size:g}: {place} {outcome.seconds:.1f} s")
    return outcome


def _silence() -> None:
    # The terminal is for progress: without a handler of its own, what is a warning would come there all the same.
    ours = logging.getLogger("naukograd")
    ours.propagate = False
    ours.addHandler(logging.NullHandler())
