"""Trials shared among processes, each with a copy of the sound warehouse."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from faults import field as fields
from faults.corpus import corpus
from faults.field import Field
from faults.trial import Outcome
from sample_world.world import DEFAULT_SEED

Tasks = Sequence[tuple[str, float]]
"""Names of faults, each with a size."""


def outcomes_of(folder: Path, tasks: Tasks, processes: int) -> list[Outcome]:
    """Try all, in any order."""
    _silence()
    with fields.sound(folder, DEFAULT_SEED) as field, ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        tell("sound")
        shares = [share for at in range(processes) if (share := tasks[at::processes])]
        futures = [pool.submit(_try, field.copy(f"share_{at}"), share) for at, share in enumerate(shares)]
        return [outcome for future in as_completed(futures) for outcome in future.result()]


def tell(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def _try(field: Field, tasks: Tasks) -> list[Outcome]:
    _silence()
    faults = {fault.name: fault for fault in corpus()}
    with fields.bench(field, DEFAULT_SEED) as bench:
        done = []
        for name, size in tasks:
            outcome = bench.attempt(faults[name], size)
            tell(f"{'ok ' if outcome.is_good else 'BAD'} {name} {size:g}: {outcome.place.name}")
            done.append(outcome)
        return done


def _silence() -> None:
    # A trial listens to what is logged; the terminal is for progress.
    logging.getLogger("naukograd").propagate = False
