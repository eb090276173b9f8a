"""Sound worlds of other seeds and sizes: whatever a gate says of them is a false alarm."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass

from faults.fault import Place
from faults.field import Field, live
from faults.night import candidate
from faults.outcome import Outcome
from naukograd import pipeline
from naukograd.core.errors import NaukogradError


@dataclass(frozen=True)
class Sound:
    """A world with nothing wrong in it."""

    seed: int
    payments: int

    @property
    def name(self) -> str:
        return f"world_{self.seed}"


WORLDS = (Sound(7, 3_000), Sound(2035, 60_000))


def alarms(empty: Field, world: Sound) -> Outcome:
    """Live the nights of that world in a copy of an empty warehouse, and freeze its report."""
    started = time.monotonic()
    field = empty.copy(world.name)
    said = ""
    try:
        with closing(live(field.settings(), world.seed, world.payments)) as nights:
            pipeline.build(field.settings(), next(nights))
            candidate(field.settings(), next(nights))
    except NaukogradError as error:
        said = str(error)
    return Outcome(
        dataset="all",
        fault=world.name,
        says=f"A sound world of seed {world.seed} with {world.payments} payments.",
        size=world.payments,
        is_quirk=True,
        wanted=Place.NOWHERE,
        place=Place.RELEASE if said else Place.MENDED,
        holds=bool(said),
        checks=(),
        said=said,
        reached=(),
        is_good=not said,
        seconds=time.monotonic() - started,
    )
