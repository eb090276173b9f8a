"""An indicator: its decreed path, what was reached, where, and why it changed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Verdict = Literal["met", "missed", "incomplete", "no_data", "not_due", "baseline"]
Stage = Literal["provisional", "final"]
Unit = Literal["bn_kzt", "rank", "persons", "patents"]
Component = Literal["like_for_like", "price", "joined", "left", "scope", "revision"]
Status = Literal["A", "P", "M", "Q"]


@dataclass(frozen=True)
class YearProgress:
    """One year of the decreed path; a row of ``marts.indicator_progress``.

    Attributes:
        target: decreed value of the year; of the baseline year, the decreed baseline.
        actual: computed value; None where there is no data or the year has not begun.
        gap: actual minus target; of a rank in places, so below zero is better than decreed.
        percent_of_target: None for a rank.
        pace_to_next_target: change per year, from this year's actual, that reaches the target of ``next_target_year``.
        pace_to_2035: the same for the target of 2035.
        remaining_change_percent: what the decreed path leaves for later years, of its whole change.
        coverage: deliveries accepted of those due, 0..1.
        continued_value: next year's value if the change of this year came again; None unless both its years are whole.
    """

    year: int
    target: Decimal
    is_baseline: bool
    actual: Decimal | None
    gap: Decimal | None
    percent_of_target: Decimal | None
    next_target_year: int | None
    pace_to_next_target: Decimal | None
    pace_to_2035: Decimal | None
    remaining_change_percent: Decimal
    verdict: Verdict
    stage: Stage | None
    coverage: Decimal | None
    continued_value: Decimal | None

    @property
    def is_whole(self) -> bool:
        """The figure is of a year that is over, from complete data: it may be compared and extended."""
        return self.actual is not None and self.verdict in ("met", "missed", "baseline")


@dataclass(frozen=True)
class TerritoryYear:
    """A territory's part in one year; a row of ``marts.indicator_values``.

    Attributes:
        status: SDMX observation status: A normal, P provisional, M missing, Q exists and is withheld.
        contributors: participants that contributed to the value.
        change_from_previous: value less that of the year before.
        share_percent: of the programme's value; None where a share means nothing.
    """

    year: int
    value: Decimal | None
    stage: Stage
    status: Status
    coverage: Decimal | None
    contributors: int
    change_from_previous: Decimal | None
    share_percent: Decimal | None


@dataclass(frozen=True)
class Territory:
    """A territory by year, years ascending; a year that is lacking has no data. ``total`` is the programme."""

    code: str
    name: str
    years: tuple[TerritoryYear, ...]

    def of(self, year: int) -> TerritoryYear | None:
        return next((each for each in self.years if each.year == year), None)


@dataclass(frozen=True)
class Reconciled:
    """A filed figure beside the Bureau's tabulated one; ``difference`` is tabulated minus filed."""

    territory_code: str
    year: int
    filed_value: Decimal | None
    tabulated_value: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True)
class Change:
    """One part of the change from the year before. The parts of a territory and year add up to the whole change.

    Attributes:
        participants: those behind the part.
    """

    territory_code: str
    year: int
    component: Component
    value: Decimal
    participants: int


@dataclass(frozen=True)
class Indicator:
    """An indicator as of the build.

    Attributes:
        number: its number in section 6 of the Concept.
        path: the eleven decreed years, ascending, the baseline year first.
        territories: without the total; empty where the indicator describes the country.
        total: the programme by year; never taken to be the sum of the territories.
    """

    code: str
    number: int
    name: str
    unit: Unit
    is_lower_better: bool
    is_national: bool
    path: tuple[YearProgress, ...]
    territories: tuple[Territory, ...]
    total: Territory
    reconciliation: tuple[Reconciled, ...]
    changes: tuple[Change, ...]

    def of(self, year: int) -> YearProgress:
        return next(row for row in self.path if row.year == year)
