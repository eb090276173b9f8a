"""How far the figures can be trusted: gates, sources, filings that came late.

What gates found is no mart: their records say it. Its figures are identified alike, as ``gate_checks`` (gate, subject,
check) and ``gate_runs`` (gate, subject; ``all`` for both: every run together).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from naukograd.core.cell import CellInt, cell
from naukograd.core.figure import figure

Severity = Literal["critical", "warning", "info"]


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
    """A run of the quality gate.

    Attributes:
        subject: the dataset of a delivery gate, the build of a mart gate.
        ran_at: None of a mart gate, which a state computed again runs again.
    """

    gate: Literal["delivery", "mart"]
    subject: str
    ran_at: datetime | None
    passed: bool
    checks: tuple[Check, ...]

    def number(self, column: str) -> CellInt:
        """How many ``checks`` there are, or of them ``passed``, or failed of a severity: ``critical``, ``warnings``."""
        return _number(self.checks, self.gate, gate_subject(self.gate, self.subject), column)


def gate_subject(gate: str, subject: str) -> str:
    """The subject in identifiers: of a mart gate never the build, which another computation names otherwise."""
    return subject if gate == "delivery" else "marts"


def _number(checks: tuple[Check, ...], gate: str, subject: str, column: str) -> CellInt:
    failed = [check.severity for check in checks if not check.passed]
    counts = {
        "checks": len(checks),
        "passed": len(checks) - len(failed),
        "failed": len(failed),
        "critical": failed.count("critical"),
        "warnings": failed.count("warning"),
    }
    return cell(counts[column], figure("gate_runs", gate, subject, column=column))  # type: ignore[no-any-return]


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

    def number(self, column: str) -> CellInt:
        """How many ``checks`` all gates made, and how many ``passed`` or ``failed``."""
        return _number(tuple(check for gate in self.gates for check in gate.checks), "all", "all", column)
