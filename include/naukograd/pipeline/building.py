"""From accepted deliveries to published marts and the report: written beside, audited, published."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from psycopg import sql

from naukograd import reporting
from naukograd.core import periods
from naukograd.core.database import Connection, exclusive
from naukograd.core.errors import GateFailed, UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger, retention
from naukograd.pipeline.attributing import match_owners
from naukograd.pipeline.ingesting import load
from naukograd.pipeline.preparing import EXPECTATIONS, opened, staged_by, tell
from naukograd.report.model import file_name, reporting_year
from naukograd.sources import DATASETS
from naukograd.warehouse import builds, dbt
from naukograd.warehouse import publish as publishing
from naukograd.warehouse.builds import Purpose

log = logging.getLogger(__name__)


def needs_build(settings: Settings, as_of: datetime) -> bool:
    """Whether marts as of that moment could differ from the published ones."""
    with opened(settings) as (conn, _):
        return builds.is_needed(conn, as_of, dbt.code_version())


def begin_build(
    settings: Settings, as_of: datetime, purpose: Purpose = Purpose.MARTS, named: Sequence[int] = ()
) -> str | None:
    """Fix the list of deliveries that a build sees.

    Args:
        named: deliveries that came after the moment and enter all the same.
    Returns:
        The build's identity; None when marts are to be published and nothing is new since the published build.
    Raises:
        UsageError: another version of the code has prepared the warehouse; nothing was known at an earlier moment.
    """
    code = dbt.code_version()
    with opened(settings) as (conn, _):
        if staged_by(conn) != code:
            raise UsageError(
                "the warehouse was prepared by another version of the code", remedy="Run naukograd migrate first."
            )
        recalled = retention.recall(conn, builds.listed(conn, as_of, named))
        if recalled:
            log.info("%d retired deliveries are needed again", recalled)
    # After the warehouse was lost, the ledger is replayed at once but rows come back dataset by dataset.
    for dataset in DATASETS:
        load(settings, dataset)
    with opened(settings) as (conn, _):
        if purpose is Purpose.MARTS and not builds.is_needed(conn, as_of, code):
            return None
        if purpose is not Purpose.MARTS:
            _refuse_what_nobody_knew(conn, as_of)
        return builds.begin(conn, as_of, code, purpose, named).id


def _refuse_what_nobody_knew(conn: Connection, as_of: datetime) -> None:
    if conn.execute("select from ledger.current_deliveries(%s) limit 1", [as_of]).fetchone() is not None:
        return
    row = conn.execute("select min(known_from) from ledger.known_deliveries('infinity')").fetchone()
    first = row[0].astimezone(periods.ALMATY).isoformat() if row and row[0] else None
    raise UsageError(
        f"nothing was known as of {as_of.isoformat()}",
        remedy=f"The first accepted delivery counts from {first}."
        if first
        else "Nothing is accepted yet: ingest first.",
    )


def build_per_delivery(settings: Settings, build_id: str) -> None:
    """Compute what is computed once per delivery, for those deliveries of the build that lack it."""
    _dbt(settings, build_id, "per_delivery", ["run", "--select", "path:models/per_delivery"])


def build_candidate(settings: Settings, build_id: str) -> None:
    """Compute the marts in the candidate schema, which nobody reads, and test our SQL's keys and contracts.

    Owners of patents are matched first: by the register of this build, which no per-delivery model may read.
    """
    with opened(settings) as (conn, _):
        match_owners(conn, build_id)
        # What the build before left would be replaced relation by relation, each with what depends on it: slower, and
        # two threads that do so at once can lock each other out.
        candidate = sql.Identifier(builds.find(conn, build_id).purpose.candidate)
        conn.execute(sql.SQL("drop schema if exists {} cascade").format(candidate))
    selectors = ["path:models/as_of", "path:models/marts"]
    _dbt(settings, build_id, "candidate", ["build", "--select", *selectors, "--exclude-resource-type", "unit_test"])


def judge_candidate(settings: Settings, build_id: str) -> None:
    """Put the candidate before the gate.

    Raises:
        GateFailed: naming each critical check that failed; the published marts stay as they were.
    """
    from naukograd import gate

    with opened(settings) as (conn, archive):
        candidate = builds.find(conn, build_id).purpose.candidate
        ran_at = periods.now()
        record = gate.judge_marts(settings.warehouse_url, build_id, candidate, EXPECTATIONS, ran_at)
        tell(record)
        ledger.apply(conn, ledger.gate_run(archive, record.to_json(), [], ran_at))
    if not record.passed:
        critical = [check.line() for check in record.failed if check.severity == "critical"]
        raise GateFailed(
            " ".join(critical),
            where=f"build {build_id}",
            remedy="What was published stays; mend the data and build again.",
        )


def publish(settings: Settings, build_id: str) -> dict[str, int]:
    """Replace the published marts, or those of the moment, by the candidate in one transaction.

    Returns:
        Rows per mart.
    """
    with opened(settings) as (conn, _), exclusive(conn, "publish"):
        build = builds.find(conn, build_id)
        contract = dbt.contract(settings, build.purpose.candidate)
        return publishing.publish(conn, build, contract)


def build(settings: Settings, as_of: datetime, purpose: Purpose = Purpose.MARTS) -> str | None:
    """All steps of a build, one after the other.

    Returns:
        The build's identity; None when marts are to be published and nothing is new since the published build.
    """
    build_id = begin_build(settings, as_of, purpose)
    if build_id is not None:
        for step in (build_per_delivery, build_candidate, judge_candidate, publish):
            step(settings, build_id)
    return build_id


def build_apart(settings: Settings, as_of: datetime) -> str:
    """The marts as they were known at a moment, beside those published.

    Returns:
        The schema they stand in.
    """
    build_id = build(settings, as_of, Purpose.AS_OF)
    assert build_id is not None  # it is always needed
    with opened(settings) as (conn, _):
        return publishing.home(builds.find(conn, build_id))


def write_report(settings: Settings) -> str:
    """Render what is published as PDF, HTML and workbook: the report of the last year that is over, and the record of
    the baseline year.

    Returns:
        Address of the HTML of the report; of the record, as long as no later year is over.
    """
    from naukograd.report.render import render

    with opened(settings) as (conn, _):
        report = reporting.report(conn)
    if not report.is_baseline:
        render(report.baseline(), settings.pages)
    return str(render(report, settings.pages).html)


def report_address(settings: Settings, as_of: datetime) -> Path:
    """Where the HTML of the report as of that moment stands once it is written."""
    return settings.pages / f"{file_name(reporting_year(as_of))}.html"


def _dbt(settings: Settings, build_id: str, layer: str, command: list[str]) -> None:
    with opened(settings) as (conn, _):
        build = builds.find(conn, build_id)
    dbt.run(settings, layer, [*command, "--no-write-json"], build)
