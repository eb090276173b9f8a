"""The whole report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from naukograd.core.periods import ALMATY
from naukograd.report.model.country import Comparison, Decision, ExpectedResult, Fact, Region, TerritoryFacts, Total
from naukograd.report.model.details import Details
from naukograd.report.model.indicator import Indicator
from naukograd.report.model.quality import Quality
from naukograd.report.model.revisions import Revisions

BASELINE_YEAR, LAST_YEAR = 2025, 2035


@dataclass(frozen=True)
class ReleaseMark:
    """A sealed release: its identity, and why it was issued again."""

    release_id: str
    reason: str | None


@dataclass(frozen=True)
class Heading:
    """Which state of knowledge this is.

    Attributes:
        as_of: the moment whose knowledge the report shows.
        is_sample: any figure comes from made-up data; every output then says so unmistakably.
        code_version: version of the code that computed the build.
        release: the release that the report is part of; None as long as it is not sealed.
    """

    as_of: datetime
    build_id: str
    code_version: str
    is_sample: bool
    release: ReleaseMark | None = None


@dataclass(frozen=True)
class Report:
    """Everything the report of one year shows.

    Attributes:
        year: the reporting year; of the baseline record, the baseline year.
        indicators: all six, by number.
        revisions: against the last release sealed before; None where nothing was.
        freeze: month and day ``MM-DD`` of the following year on which a year's value becomes final.
    """

    heading: Heading
    year: int
    indicators: tuple[Indicator, ...]
    territories: tuple[TerritoryFacts, ...]
    details: Details
    regions: tuple[Region, ...]
    comparisons: tuple[Comparison, ...]
    facts: tuple[Fact, ...]
    expected_results: tuple[ExpectedResult, ...]
    decisions: tuple[Decision, ...]
    quality: Quality
    totals: tuple[Total, ...]
    freeze: str
    revisions: Revisions | None = None

    def total(self, code: str) -> Decimal | None:
        """A total of the reporting year; None where the year is not over."""
        return next((each.value for each in self.totals if (each.year, each.code) == (self.year, code)), None)

    @property
    def is_baseline(self) -> bool:
        """It records the baseline and judges nothing."""
        return self.year == BASELINE_YEAR

    @property
    def name(self) -> str:
        """Name of its files, without the ending."""
        return file_name(self.year)

    def baseline(self) -> Report:
        """The record of the baseline year from the same state of knowledge."""
        return replace(self, year=BASELINE_YEAR)


def file_name(year: int) -> str:
    """``baseline-2025`` for the record of the baseline year, ``report-<year>`` for every other."""
    return f"{'baseline' if year == BASELINE_YEAR else 'report'}-{year}"


def reporting_year(as_of: datetime) -> int:
    """The last year that is over in Almaty, within the years that the Concept decrees."""
    return max(BASELINE_YEAR, min(as_of.astimezone(ALMATY).year - 1, LAST_YEAR))
