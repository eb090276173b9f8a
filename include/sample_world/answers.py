"""The right answer for an indicator and a year as it was known at a moment, and what usual mistakes would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TOTAL = "total"


@dataclass(frozen=True)
class Mistake:
    """A usual mistake: its name, what it does, and what it adds (negative: loses) per territory and in the total."""

    name: str
    mistake: str
    error: Mapping[str, Decimal]

    @property
    def is_set(self) -> bool:
        """Whether making it would change any figure."""
        return any(self.error.values())


@dataclass(frozen=True)
class Answer:
    """One indicator in one year, in its unit, by territory and for the programme (``total``); None: no data."""

    indicator_code: str
    year: int
    stage: Literal["provisional", "final"]
    values: Mapping[str, Decimal | None]
    mistakes: tuple[Mistake, ...]
