"""The mart gate and the release gate: the candidate marts of a build, before anybody reads or signs them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.gate import suite as suites
from naukograd.gate.record import SAMPLE_ROWS, CheckResult, Gate, GateRecord, SampleRow
from naukograd.gate.suite import Suite
from naukograd.gate.validation import Finding, Session, session


def judge_marts(url: str, build_id: str, schema: str, expectations: Path, ran_at: datetime) -> GateRecord:
    """Judge the marts in ``schema`` by ``marts/<mart>.json``; the suite's name is the mart's.

    SQL in a suite finds the candidate marts by bare name. A suite's ``meta.key`` lists the columns that name a
    row; ``{"$PARAMETER": "builds"}`` stands for the list of one, this build.

    Raises:
        UsageError: no suites, or a check that cannot be evaluated (a mart that is missing, for one).
    """
    checks = _checks(url, build_id, schema, expectations / "marts")
    return _record("mart", f"build {build_id}", ran_at, checks)


def judge_release(url: str, build_id: str, year: int, schema: str, expectations: Path, ran_at: datetime) -> GateRecord:
    """Judge by ``releases/<mart>.json`` whether the marts in ``schema`` may be sealed as the report of a year.

    SQL in a suite reads the year as ``current_setting('naukograd.year')``; all else is as in `judge_marts`.

    Raises:
        UsageError: no suites, or a check that cannot be evaluated.
    """
    checks = _checks(url, build_id, schema, expectations / "releases", year)
    return _record("release", f"build {build_id}, year {year}", ran_at, checks)


def _checks(url: str, build_id: str, schema: str, suites_of: Path, year: int | None = None) -> tuple[CheckResult, ...]:
    paths = sorted(suites_of.glob("*.json"))
    if not paths:
        raise UsageError("there is no suite for any mart", where=str(suites_of))
    with session(url) as warehouse:
        warehouse.conn.execute(sql.SQL("set search_path to {}").format(sql.Identifier(schema)))
        warehouse.conn.execute("select set_config('naukograd.year', %s, false)", [str(year or "")])
        return tuple(result for path in paths for result in _judge(warehouse, suites.load(path), build_id))


def _record(gate: Gate, subject: str, ran_at: datetime, checks: tuple[CheckResult, ...]) -> GateRecord:
    passed = not any(check.severity == "critical" and not check.passed for check in checks)
    return GateRecord(gate, subject, ran_at, passed, verdicts=(), checks=checks)


def _judge(warehouse: Session, suite: Suite, build_id: str) -> list[CheckResult]:
    of = _count_rows(warehouse.conn, suite)
    findings = warehouse.validate(
        suite.name,
        suite,
        key=suite.meta["key"],
        at_most=SAMPLE_ROWS,
        parameters={"builds": [build_id]},
    )
    return [_result(finding, suite, of) for finding in findings]


def _count_rows(conn: Connection, suite: Suite) -> int:
    try:
        row = conn.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(suite.name))).fetchone()
    except psycopg.errors.UndefinedTable:
        raise UsageError(
            f"the candidate has no mart {suite.name}",
            where=str(suite.path),
            remedy="Was the marts layer built? A mart that is no more takes its suite with it.",
        ) from None
    return int(str(row[0])) if row else 0


def _result(finding: Finding, suite: Suite, of: int) -> CheckResult:
    check = finding.check
    return CheckResult(
        check=f"{suite.name}.{check.name}",
        says=check.says,
        severity=check.severity,
        passed=finding.passed,
        count=1 if finding.count is None else finding.count,
        of=1 if finding.count is None else of,
        sample=tuple(SampleRow(delivery="", slice="", place=suite.name, values=row) for row in finding.rows),
    )
