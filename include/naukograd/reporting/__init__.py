"""From the marts of a state to the report: reads what BI reads, and of the ledger gates and late filings.

Every mart is asked for by its bare name, so that the search path says which state is read: what is published, or the
candidate of a release. One that is not there is an error, not an empty section.
"""

from __future__ import annotations

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.report.model import Heading, ReleaseMark, Report, reporting_year
from naukograd.reporting import country, details, indicators, quality
from naukograd.warehouse import builds
from naukograd.warehouse.builds import Build


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
        return _read(conn, build, "marts", reporting_year(build.as_of))


def release(conn: Connection, build: Build, year: int, mark: ReleaseMark) -> Report:
    """The report of a year from the candidate of a build that is to be sealed, read in one snapshot."""
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read")
        return _read(conn, build, build.purpose.candidate, year, mark)


def _read(conn: Connection, build: Build, schema: str, year: int, mark: ReleaseMark | None = None) -> Report:
    conn.execute(sql.SQL("set local search_path to {}").format(sql.Identifier(schema)))
    return Report(
        heading=Heading(build.as_of, build.id, build.code_version, build.is_sample, mark),
        year=year,
        indicators=indicators.read(conn),
        territories=country.territories(conn),
        details=details.read(conn),
        regions=country.regions(conn),
        comparisons=country.comparisons(conn),
        facts=country.facts(conn),
        expected_results=country.expected_results(conn),
        decisions=country.decisions(conn, build.as_of),
        quality=quality.read(conn, build.id),
        totals=country.totals(conn),
        freeze=builds.FREEZE,
    )
