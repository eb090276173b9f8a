"""How far the figures can be trusted: gates, sources, filings that came late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Severity = Literal["critical", "warning"]


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
class LateFiling:
    """A filing of a year that first came after the deadline, or was corrected after it.

    Attributes:
        first: when the filing was first known.
        latest: from when the one that counts is known.
    """

    dataset: str
    territory_code: str
    year: int
    first: datetime
    latest: datetime


@dataclass(frozen=True)
class Quality:
    """Gates and sources of the build."""

    gates: tuple[GateRun, ...]
    sources: tuple[Source, ...]
    late_filings: tuple[LateFiling, ...]
