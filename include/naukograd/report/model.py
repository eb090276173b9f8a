"""What the page says, as plain values. The caller fills it from the published marts.

Amounts of the indicator are billions of tenge, amounts named ``*_kzt`` are tenge; coverage is a fraction 0..1,
percentages are percent (102.6 is 102.6 %). Moments are aware.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

Verdict = Literal["met", "missed", "incomplete", "no_data", "not_due", "baseline"]
Stage = Literal["provisional", "final"]
Severity = Literal["critical", "warning"]


@dataclass(frozen=True)
class Heading:
    """Which document this is.

    Attributes:
        as_of: the moment whose knowledge the page shows.
        is_sample: any figure comes from made-up data; both outputs then say so unmistakably.
        code_version: version of the code that computed the build.
    """

    title: str
    as_of: datetime
    build_id: str
    code_version: str
    is_sample: bool


@dataclass(frozen=True)
class YearProgress:
    """One year of the decreed path; a row of ``marts.indicator_progress``.

    Attributes:
        target: decreed value of the year; of the baseline year, the decreed baseline.
        actual: computed value; None where there is no data or the year has not begun.
        gap: actual minus target.
        pace_to_next_target: change per year, from this year's actual, that reaches the target of ``next_target_year``.
        pace_to_2035: the same for the target of 2035.
        coverage: deliveries accepted of those due, 0..1.
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
    verdict: Verdict
    stage: Stage | None
    coverage: Decimal | None


@dataclass(frozen=True)
class Indicator:
    """An indicator and its decreed path, years ascending, the baseline year first."""

    code: str
    name: str
    path: tuple[YearProgress, ...]


@dataclass(frozen=True)
class TerritoryYear:
    """A territory's part in one year. ``contributors``: participants with at least one counted payment."""

    year: int
    value: Decimal | None
    contributors: int


@dataclass(frozen=True)
class Territory:
    """A territory by year; a year that is lacking has no data."""

    name: str
    years: tuple[TerritoryYear, ...]


@dataclass(frozen=True)
class ScopeRow:
    """One class of payments of participants, all territories together; from ``marts.tax_receipts_by_scope``."""

    rule: str
    name: str
    is_counted: bool
    payments: int
    amount_kzt: Decimal


@dataclass(frozen=True)
class Scope:
    """What counted and what did not in ``year``, the latest complete one."""

    year: int
    rows: tuple[ScopeRow, ...]


@dataclass(frozen=True)
class Reconciliation:
    """Payments per BIN against payments in bulk.

    Attributes:
        compared: pairs of BIN and year present in either dataset.
        differing: pairs whose sums differ.
        difference_kzt: sum of the absolute differences, so that opposite ones do not cancel out.
    """

    compared: int
    differing: int
    difference_kzt: Decimal


@dataclass(frozen=True)
class Check:
    """One check of a gate run: ``count`` rows of ``of`` failed it.

    Attributes:
        check: its name in the suite; of a mart gate, ``<mart>.<name>``.
    """

    check: str
    severity: Severity
    passed: bool
    count: int
    of: int


@dataclass(frozen=True)
class GateRun:
    """A run of the quality gate. ``subject`` is the dataset of a delivery gate, the build of a mart gate."""

    gate: Literal["delivery", "mart"]
    subject: str
    ran_at: datetime
    passed: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Source:
    """A dataset behind the figures; a row of ``marts.data_sources``."""

    dataset: str
    slices: int
    latest_counts_from: datetime | None
    rows_read: int
    rows_quarantined: int
    is_sample: bool


@dataclass(frozen=True)
class Report:
    """Everything the page shows.

    Attributes:
        total: the programme by year, years ascending; it is not taken to be the sum of the territories.
        freeze: month and day ``MM-DD`` of the following year on which a year's value becomes final.
    """

    heading: Heading
    indicator: Indicator
    territories: tuple[Territory, ...]
    total: tuple[TerritoryYear, ...]
    scope: Scope
    reconciliation: Reconciliation
    gates: tuple[GateRun, ...]
    sources: tuple[Source, ...]
    freeze: str
