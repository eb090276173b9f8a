"""What is tried together, because it can be told apart afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from faults.fault import Fault, Place

Trial = tuple[Fault, float]
"""A fault and its size."""

LONGEST = 30
"""Faults at most that are judged together: a process should not wait long for another's last ones."""

LOOKS_BESIDE = frozenset(
    {
        "filings.decisions",
        "filings.investments",
        "filings.output",
        "filings.participants",
        "filings.researchers",
        "kazpatent.inventions",
    }
)
"""Datasets whose checks look at what arrives beside a delivery: two damaged nights must not be judged as one."""


@dataclass(frozen=True)
class Asked:
    """A fault whose damaged answers have arrived. ``seconds``: what it took so far."""

    trial: Trial
    run_id: str
    seconds: float


@dataclass(frozen=True)
class Passed(Asked):
    """A fault that the gate of deliveries let through without a word. ``put_aside``: rows of it were quarantined."""

    put_aside: bool


def chunks(trials: Sequence[Trial]) -> list[list[Trial]]:
    """Faults that damage the same replies on the same night: each is asked for by itself, all are judged at once, as a
    gate judges whatever is pending. The longest first."""
    found: dict[tuple[str, str, timedelta, int], list[Trial]] = {}
    turns: Counter[tuple[str, str]] = Counter()
    for fault, size in trials:
        turn = turns[fault.dataset, fault.reply]
        turns[fault.dataset, fault.reply] += 1
        part = turn if fault.dataset in LOOKS_BESIDE else turn // LONGEST
        found.setdefault((fault.dataset, fault.reply, fault.later, part), []).append((fault, size))
    return sorted(found.values(), key=len, reverse=True)


def batches(passed: Sequence[Passed]) -> list[list[Passed]]:
    """In one build goes what should say nothing, one of each dataset: quirks, and what is read as it was meant."""
    together: dict[tuple[bool, int], list[Passed]] = {}
    alone: list[list[Passed]] = []
    turns: Counter[tuple[bool, str]] = Counter()
    for each in passed:
        fault, _ = each.trial
        if fault.later or not (fault.is_quirk or fault.place in (Place.ROW, Place.MENDED)):
            alone.append([each])
            continue
        turns[fault.is_quirk, fault.dataset] += 1
        together.setdefault((fault.is_quirk, turns[fault.is_quirk, fault.dataset]), []).append(each)
    return [*together.values(), *alone]
