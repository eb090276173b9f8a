"""Arithmetic of what comes next: how late the path rises, where last year's pace leads, chances of small counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from naukograd.report.model import Indicator

HUNDRED = Decimal(100)
LAST_YEARS = 3
"""The last third of the ten decreed years, rounded down."""


@dataclass(frozen=True)
class BackLoad:
    """Percent of the whole decreed change, baseline to last target, that falls in the last year and last years."""

    last_year: Decimal
    last_years: Decimal


def back_load(indicator: Indicator) -> BackLoad:
    """How late the decreed path rises. A path as steep in every year would give 10 and 30 percent."""
    targets = [row.target for row in indicator.path]
    whole = targets[-1] - targets[0]
    return BackLoad(
        (targets[-1] - targets[-2]) / whole * HUNDRED, (targets[-1] - targets[-1 - LAST_YEARS]) / whole * HUNDRED
    )


def continued(indicator: Indicator, year: int) -> Decimal | None:
    """The next year's value if the change of ``year`` came again; None unless both years are whole."""
    rows = {row.year: row for row in indicator.path}
    this, before = rows[year], rows.get(year - 1)
    if before is None or not (this.is_whole and before.is_whole):
        return None
    assert this.actual is not None
    assert before.actual is not None
    return 2 * this.actual - before.actual


@dataclass(frozen=True)
class Chance:
    """Of a small count.

    Attributes:
        low, high: 95 % range of the expected count, by Byar's approximation.
        at_count, at_low, at_high: percent chance of at least the target if the expected count is the observed one,
            or an end of the range.
    """

    low: float
    high: float
    at_count: float
    at_low: float
    at_high: float


def chance(count: int, target: int) -> Chance:
    """The chance that a Poisson count of an unchanged expectation reaches ``target``.

    Byar's approximation of the exact Poisson limits: Breslow and Day, Statistical Methods in Cancer Research, vol. II
    (IARC 1987), section 2.3.
    """
    low, high = byar(count)
    return Chance(low, high, *(100 * _at_least(target, mean) for mean in (float(count), low, high)))


def byar(count: int) -> tuple[float, float]:
    """Ends of the 95 % range of the expectation behind an observed Poisson count."""
    z, above = 1.959964, count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    return low, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3


def _at_least(target: int, mean: float) -> float:
    term = math.exp(-mean)
    below = 0.0
    for k in range(target):
        below += term
        term *= mean / (k + 1)
    return max(0.0, 1 - below)
