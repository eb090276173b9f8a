"""Outcomes as a table for people and as records for machines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from faults.outcome import Outcome

LONGEST = 160


def table(outcomes: Sequence[Outcome]) -> str:
    """Markdown, a line per fault and size."""
    head = "| | dataset | fault | size | to be caught | caught | by | came through | the operator reads |"
    lines = [head, "|" + "---|" * 9]
    for each in outcomes:
        cells = (
            "" if each.is_good else "✗",
            each.dataset,
            each.fault,
            f"{each.size:g}",
            "quirk" if each.is_quirk else each.wanted.name.lower(),
            f"{each.place.name.lower()}{', report held' if each.holds else ''}",
            ", ".join(each.checks),
            ", ".join(each.reached),
            _short(each.said),
        )
        lines.append("| " + " | ".join(cell.replace("|", "¦") for cell in cells) + " |")
    return "\n".join(lines)


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """How many faults were caught where they must be, came through, or raised a false alarm."""
    faults = [each for each in outcomes if not each.is_quirk]
    quirks = [each for each in outcomes if each.is_quirk]
    whole = [
        all(each.is_good for each in sizes) for _, sizes in groupby(faults, key=lambda each: (each.dataset, each.fault))
    ]
    checks = {check for each in faults for check in each.checks}
    return "\n".join(
        (
            f"faults caught in the place and words wanted, at every size: {sum(whole)} of {len(whole)}",
            f"trials caught so: {sum(each.is_good for each in faults)} of {len(faults)}",
            f"trials in which a wrong figure came through: {sum(bool(each.reached) for each in faults)}",
            f"false alarms: {sum(not each.is_good for each in quirks)} of {len(quirks)}",
            f"checks that spoke: {len(checks)}; {seconds:.0f} s",
        )
    )


def records(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Plain JSON values."""
    return [
        {
            "dataset": each.dataset,
            "fault": each.fault,
            "says": each.says,
            "size": each.size,
            "is_quirk": each.is_quirk,
            "is_good": each.is_good,
            "wanted": each.wanted.name.lower(),
            "caught": each.place.name.lower(),
            "holds": each.holds,
            "checks": list(each.checks),
            "said": each.said,
            "reached": list(each.reached),
            "seconds": round(each.seconds, 1),
        }
        for each in outcomes
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
