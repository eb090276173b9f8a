"""Trials shared among processes, each with a copy of the sound warehouse."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from faults import field as fields
from faults.corpus import corpus
from faults.fault import Place
from faults.field import Field
from faults.outcome import Outcome
from faults.trial import Trial
from faults.worlds import WORLDS, Sound, alarms
from sample_world.world import DEFAULT_SEED

Batch = list[tuple[str, float]]
"""Names of faults of different datasets, each with a size, that can be built together."""


def outcomes_of(
    folder: Path, tasks: Sequence[Trial], processes: int, *, builds: bool, asks_worlds: bool
) -> list[Outcome]:
    """Try all, in any order.

    Args:
        builds: whether what the gate of deliveries lets through is built.
        asks_worlds: whether sound worlds are lived through as well.
    """
    _silence()
    with fields.sound(folder, DEFAULT_SEED) as field, ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        tell("sound")
        shares = [share for at in range(processes) if (share := _batches(tasks)[at::processes])]
        worlds = [pool.submit(_live, field, world) for world in WORLDS] if asks_worlds else []
        futures = [pool.submit(_try, field.copy(f"share_{at}"), share, builds) for at, share in enumerate(shares)]
        trials = [outcome for future in as_completed(futures) for outcome in future.result()]
        return [*trials, *(future.result() for future in worlds)]


def tell(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def _batches(tasks: Sequence[Trial]) -> list[Batch]:
    """Together goes what should say nothing: quirks, and what is read as it was meant. All else comes alone."""
    batches: list[Batch] = []
    together: dict[tuple[bool, int], Batch] = {}
    turns: Counter[tuple[bool, str]] = Counter()
    for fault, size in tasks:
        task = fault.name, size
        if fault.later or not (fault.is_quirk or fault.place in (Place.ROW, Place.MENDED)):
            batches.append([task])
            continue
        turns[fault.is_quirk, fault.dataset] += 1
        together.setdefault((fault.is_quirk, turns[fault.is_quirk, fault.dataset]), []).append(task)
    return [*together.values(), *batches]


def _try(field: Field, batches: Sequence[Batch], builds: bool) -> list[Outcome]:
    _silence()
    faults = {fault.name: fault for fault in corpus()}
    with fields.bench(field, DEFAULT_SEED, builds=builds) as bench:
        done = []
        for batch in batches:
            for outcome in bench.attempt([(faults[name], size) for name, size in batch], builds=builds):
                mark = "ok " if outcome.is_good else "BAD"
                place = f"{outcome.place.name}{' held' if outcome.holds else ''}"
                tell(f"{mark} {outcome.fault} {outcome.size:g}: {place} {outcome.seconds:.1f} s")
                done.append(outcome)
        return done


def _live(beside: Field, world: Sound) -> Outcome:
    _silence()
    outcome = alarms(beside, world)
    tell(f"{'ok ' if outcome.is_good else 'BAD'} {outcome.fault} {outcome.size:g}: {outcome.seconds:.1f} s")
    return outcome


def _silence() -> None:
    # The terminal is for progress.
    logging.getLogger("naukograd").propagate = False
