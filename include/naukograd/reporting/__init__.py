"""From the published marts to the report: reads what BI reads, and of the ledger gates and late filings.

Every mart is asked for by name; one that is not there is an error, not an empty section.
"""

from __future__ import annotations

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.report.model import Heading, Report, reporting_year
from naukograd.reporting import country, details, indicators, quality
from naukograd.warehouse import builds


def report(conn: Connection) -> Report:
    """The report of the last year that is over, as the marts stand now, read in one snapshot.

    Raises:
        UsageError: nothing has been published yet.
    """
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read")
        build = builds.published(conn)
        if build is None:
            raise UsageError("nothing has been published yet", remedy="Ingest and build first: make run.")
        year = reporting_year(build.as_of)
        return Report(
            heading=Heading(build.as_of, build.id, build.code_version, build.is_sample),
            year=year,
            indicators=indicators.read(conn, year),
            territories=country.territories(conn),
            details=details.read(conn),
            regions=country.regions(conn),
            comparisons=country.comparisons(conn),
            facts=country.facts(conn),
            expected_results=country.expected_results(conn),
            decisions=country.decisions(conn, build.as_of),
            quality=quality.read(conn, build.id),
            freeze=builds.FREEZE,
        )
