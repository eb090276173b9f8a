"""What became of one fault at one size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from faults.fault import Fault, Place


@dataclass(frozen=True)
class Outcome:
    """Plain values: it crosses processes.

    Attributes:
        wanted: where it must be caught.
        place: where it was caught; NOWHERE if figures differ and nothing stopped them.
        holds: it was let into the marts with a warning, and the annual report is held.
        checks: names of the checks that said so.
        said: what the operator reads.
        reached: marts with cells that differ from those without the fault, where nothing was said.
        is_good: caught where it must be, in words that tell; of a quirk: not a word about it.
    """

    dataset: str
    fault: str
    says: str
    size: float
    is_quirk: bool
    wanted: Place
    place: Place
    holds: bool
    checks: tuple[str, ...]
    said: str
    reached: tuple[str, ...]
    is_good: bool
    seconds: float


def outcome(
    fault: Fault,
    size: float,
    place: Place,
    said: str,
    *,
    checks: Sequence[str] = (),
    holds: bool = False,
    reached: tuple[str, ...] = (),
    seconds: float,
) -> Outcome:
    """Judge what happened by what the fault wants."""
    caught = place == fault.place and bool(re.search(fault.words, said, re.IGNORECASE)) and not reached
    return Outcome(
        dataset=fault.dataset,
        fault=fault.name,
        says=fault.says,
        size=size,
        is_quirk=fault.is_quirk,
        wanted=fault.place,
        place=place,
        holds=holds,
        checks=tuple(checks),
        said=said,
        reached=reached,
        is_good=not said if fault.is_quirk else caught,
        seconds=seconds,
    )
