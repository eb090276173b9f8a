"""A fault: which answers it damages, how, at three sizes, and where it must be caught."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from random import Random
from typing import Any

from faults.forms import Form
from sample_world.site import Reply


class Place(IntEnum):
    """Where something is caught, in the order in which a delivery comes by."""

    REPLY = 1
    """While asking: what came is no answer."""
    READER = 2
    """While loading: it cannot be opened, or lacks a column."""
    ROW = 3
    """In staging: rows that cannot be read are put aside, countable, and the rest is taken."""
    DELIVERY = 4
    """At the gate of deliveries: a critical check."""
    MART = 5
    """At the gate of the candidate marts."""
    RELEASE = 6
    """At the gate of the annual report."""
    MENDED = 7
    """It is read as it was meant: nothing is reported as wrong, and no figure differs."""
    NOWHERE = 8
    """It came through."""


Damage = Callable[[Any, float, Random], Any]
"""Content in the fault's form, a size, chance; returns the damaged content, or None having changed it in place."""


@dataclass(frozen=True)
class Fault:
    """One way in which data go wrong.

    Attributes:
        name: unique in the corpus.
        says: one sentence, what happened at the source.
        dataset: whose answers are damaged.
        reply: regular expression; the replies to requests ``<path>?<query> <body>`` that it finds are damaged.
        form: in which the damage sees a reply.
        sizes: from the smallest that a person would care about to the largest; what the number means is the damage's
            own affair (a share of rows, a number of rows, a factor).
        place: the earliest that can see it; MENDED for what is read as it was meant.
        words: regular expression found in what the operator reads, whatever its case.
        later: how much later than the rest of the world it happens.
        is_quirk: no fault at all: nothing may stop at it or warn of it. Its figures may differ from those without it.
    """

    name: str
    says: str
    dataset: str
    reply: str
    form: Form
    sizes: tuple[float, ...]
    place: Place
    words: str
    later: timedelta
    is_quirk: bool
    damage: Damage

    @property
    def years(self) -> tuple[int, ...]:
        """Years to ask for, so that what is damaged is among it: of hundreds of small slices, those of the years that
        the replies name. None: all."""
        if self.later or not self.dataset.startswith(("kgd.", "kazpatent.")):
            return ()
        return tuple(sorted({int(year) for year in re.findall(r"20\d\d", self.reply)}))

    def damaged(self, reply: Reply, size: float) -> Reply:
        """The reply, damaged: the same fault, size and reply give the same bytes."""
        chance = Random(f"{self.name} {size}")  # noqa: S311 (no secret)
        return self.form.change(reply, lambda content: self.damage(content, size, chance))

    def has_changed(self, replies: Iterable[tuple[Reply, Reply]]) -> bool:
        """Whether any of these replies, each before and after, is another one now: what should say nothing must not be
        silent because it did nothing. Opening and closing changes bytes as well; what counts is what the damage adds.
        """
        return any(after != self.form.change(sound, lambda content: None) for sound, after in replies)


def fault(
    dataset: str,
    reply: str,
    form: Form,
    place: Place,
    words: str,
    sizes: tuple[float, float, float],
    *,
    later: timedelta = timedelta(),
) -> Callable[[Damage], Fault]:
    """Make a fault of the damage it decorates: its name is the function's, its sentence the docstring's."""

    def of(damage: Damage) -> Fault:
        return Fault(*_named(damage), dataset, reply, form, sizes, place, words, later, False, damage)

    return of


def quirk(
    dataset: str, reply: str, form: Form, *, size: float = 1, later: timedelta = timedelta()
) -> Callable[[Damage], Fault]:
    """Make a quirk of the change it decorates."""

    def of(change: Damage) -> Fault:
        return Fault(*_named(change), dataset, reply, form, (size,), Place.NOWHERE, "", later, True, change)

    return of


def _named(damage: Damage) -> tuple[str, str]:
    assert damage.__doc__, f"{damage.__name__} says nothing of itself"
    return damage.__name__, " ".join(damage.__doc__.split())
