"""One line of the table: what was measured, against what, and how much it may take."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Measured in turns in one run on the same data.

    Attributes:
        what: of ours.
        against: the named peer or limit.
        unit: of the figures, ``s`` or ``MiB``.
        ours, theirs: one figure per turn.
        at_most: what the median of the turns' ratios may be.
    """

    what: str
    against: str
    unit: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    at_most: float

    @property
    def ratio(self) -> float:
        """Median of the ratios of each turn: a machine that is busy for a while slows both."""
        return statistics.median(mine / its for mine, its in zip(self.ours, self.theirs, strict=True))

    @property
    def is_reached(self) -> bool:
        return self.ratio <= self.at_most


def lines(rows: Sequence[Row]) -> list[str]:
    """The table in Markdown."""
    head = ["| what | against | ours | theirs | ratio | at most | |", "|---|---|---|---|---|---|---|"]
    return head + [
        f"| {row.what} | {row.against} | {statistics.median(row.ours):.2f} {row.unit} "
        f"| {statistics.median(row.theirs):.2f} {row.unit} | {row.ratio:.2f} | {row.at_most:g} "
        f"| {'reached' if row.is_reached else 'missed'} |"
        for row in rows
    ]
