"""What is tried together, because it can be told apart afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from faults.fault import Fault, Place

Trial = tuple[Fault, float]
"""A fault and its size."""

LONGEST = 30
"""Faults at most that are judged together: a process should not wait long for another's last ones."""

LOOKS_BESIDE = frozenset({"filings.investments", "filings.output", "filings.researchers"})
"""Datasets whose checks look at what arrived for other slices: nights damaged in several must not be judged as one."""
LOOKS_EVERYWHERE = frozenset({"filings.decisions", "filings.participants", "kazpatent.inventions"})
"""Datasets whose checks look at what else arrived for the same slice: no two damaged nights must be judged as one."""


@dataclass(frozen=True)
class Asked:
    """A fault whose damaged answers have arrived.

    Attributes:
        slices: where its night differs from the sound one.
        seconds: what it took so far.
    """

    trial: Trial
    run_id: str
    slices: frozenset[str]
    seconds: float


@dataclass(frozen=True)
class Passed(Asked):
    """A fault that the gate of deliveries let through without a word. ``put_aside``: rows of it were quarantined."""

    put_aside: bool


def is_built(fault: Fault) -> bool:
    """Whether the gate of deliveries should say nothing of it: a build has to show that nothing is wrong."""
    return fault.is_quirk or fault.place in (Place.ROW, Place.MENDED)


def chunks(trials: Sequence[Trial]) -> list[list[Trial]]:
    """Faults that damage the same replies on the same night: each is asked for by itself, all are judged at once, as a
    gate judges whatever is pending. What is to be built stands apart. The longest first."""
    found: dict[tuple[object, ...], list[Trial]] = {}
    turns: Counter[tuple[object, ...]] = Counter()
    for fault, size in trials:
        alike = (fault.dataset, fault.reply, fault.later, is_built(fault), fault.is_quirk)
        is_alone = fault.dataset in LOOKS_EVERYWHERE or (fault.dataset in LOOKS_BESIDE and bool(fault.later))
        found.setdefault((*alike, turns[alike] // (1 if is_alone else LONGEST)), []).append((fault, size))
        turns[alike] += 1
    return sorted(found.values(), key=len, reverse=True)


def disturb_each_other(arrived: Sequence[Asked]) -> bool:
    """Whether the gate would hold one damaged night against another."""
    slices = frozenset().union(*(each.slices for each in arrived))
    return len(arrived) > 1 and len(slices) > 1 and arrived[0].trial[0].dataset in LOOKS_BESIDE


def batches(passed: Sequence[Passed]) -> list[list[Passed]]:
    """In one build goes what should say nothing, each in slices of its own: quirks, or what is read as it was meant."""
    together: dict[bool, list[list[Passed]]] = {True: [], False: []}
    alone: list[list[Passed]] = []
    for each in passed:
        fault, _ = each.trial
        if fault.later or not is_built(fault):
            alone.append([each])
            continue
        fitting = (batch for batch in together[fault.is_quirk] if not any(_collide(each, other) for other in batch))
        batch = next(fitting, None)
        if batch is None:
            together[fault.is_quirk].append([each])
        else:
            batch.append(each)
    return [*together[True], *together[False], *alone]


def _collide(one: Passed, other: Passed) -> bool:
    return one.trial[0].dataset == other.trial[0].dataset and bool(one.slices & other.slices)
