"""The delivery gate: all pending deliveries of a dataset in one run, a verdict on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from naukograd.core.errors import UsageError
from naukograd.gate import suite as suites
from naukograd.gate.profile import TABLE, PendingDelivery, Profile
from naukograd.gate.record import SAMPLE_ROWS, CheckResult, GateRecord, SampleRow, Verdict, hex_id
from naukograd.gate.suite import Suite
from naukograd.gate.validation import Finding, session

Figures = Mapping[int, Mapping[str, Any]]


def judge_deliveries(
    url: str, dataset: str, pending: Sequence[PendingDelivery], expectations: Path, ran_at: datetime
) -> GateRecord:
    """Judge the pending deliveries of ``dataset`` by ``deliveries/<source>_<type>.json``.

    Each check fails for those deliveries whose figures fail it; a critical one rejects just these.

    Args:
        url: libpq URL of the warehouse, whose staging views hold the deliveries' rows.
        pending: at least one.
        expectations: folder of the suites.
    Raises:
        UsageError: no such suite, or a check of it that cannot be evaluated or attributed.
    """
    suite = suites.load(expectations / "deliveries" / f"{dataset.replace('.', '_')}.json")
    _require_attributable(suite)
    with session(url) as warehouse:
        profile = Profile(warehouse.conn, dataset, suite)
        figures = profile.compute(pending)
        findings = warehouse.validate(TABLE, suite, key=["delivery_id"], at_most=len(pending))
        failing = {finding.check.name: _deliveries(finding) for finding in findings}
        checks = tuple(_result(finding, profile, figures) for finding in findings)
    verdicts = tuple(_verdict(delivery, findings, failing, profile, figures) for delivery in pending)
    return GateRecord(
        gate="delivery",
        subject=dataset,
        ran_at=ran_at,
        passed=all(verdict.accepted for verdict in verdicts),
        verdicts=verdicts,
        checks=checks,
    )


def _require_attributable(suite: Suite) -> None:
    for check in suite.checks:
        if not check.type.startswith("expect_column_values_"):
            raise UsageError(
                f"the check {check.name} ({check.type}) cannot tell which deliveries fail it",
                where=str(suite.path),
                remedy="Judge the values of a column of the profile: expect_column_values_….",
            )


def _deliveries(finding: Finding) -> list[int]:
    return sorted(int(str(row["delivery_id"])) for row in finding.rows)


def _column(finding: Finding) -> str:
    return str(finding.check.kwargs["column"])


def _result(finding: Finding, profile: Profile, figures: Figures) -> CheckResult:
    check, column = finding.check, _column(finding)
    failing = _deliveries(finding)
    rows = [figures[delivery] for delivery in failing]
    of_rows = profile.counts_rows(column)
    return CheckResult(
        check=check.name,
        says=check.says,
        severity=check.severity,
        passed=finding.passed,
        count=sum(profile.count(column, row) for row in rows) if of_rows else len(failing),
        of=sum(row["row_count"] for row in figures.values()) if of_rows else len(figures),
        amount_kzt=profile.amount(column, failing),
        sample=_sample(finding, column, failing, profile, figures),
    )


def _sample(
    finding: Finding, column: str, failing: Sequence[int], profile: Profile, figures: Figures
) -> tuple[SampleRow, ...]:
    if not failing:
        return ()
    if profile.counts_rows(column):
        return profile.sample(column, failing)
    shown = dict.fromkeys((column, "row_count"))
    return tuple(
        SampleRow(hex_id(delivery), figures[delivery]["slice"], "", {name: figures[delivery][name] for name in shown})
        for delivery in failing[:SAMPLE_ROWS]
    )


def _verdict(
    delivery: PendingDelivery,
    findings: Sequence[Finding],
    failing: Mapping[str, Sequence[int]],
    profile: Profile,
    figures: Figures,
) -> Verdict:
    against = [f for f in findings if delivery.delivery_id in failing[f.check.name]]
    critical = [f for f in against if f.check.severity == "critical"]
    row = figures[delivery.delivery_id]
    reported = " ".join(_in_words(finding, profile, row) for finding in against if finding not in critical)
    reason = " ".join(_in_words(finding, profile, row) for finding in critical)
    if not critical:
        reason = f"No critical check failed; {len(findings)} ran."
    if reported:
        reason += f" Reported: {reported}"
    warnings = tuple(finding.check.name for finding in against if finding.check.severity == "warning")
    return Verdict(delivery.delivery_id, delivery.slice, not critical, reason, warnings, profile.fingerprint(row))


def _in_words(finding: Finding, profile: Profile, row: Mapping[str, Any]) -> str:
    column = _column(finding)
    if profile.counts_rows(column):
        found = f"{profile.count(column, row)} of {row['row_count']} rows fail"
    else:
        found = f"{column} is {row[column]}, row_count {row['row_count']}"
    return f"{finding.check.name}: {finding.check.says} Here {found}."
