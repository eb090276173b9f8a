"""From the published marts to the page: reads what BI reads, and nothing else but the gates' records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from psycopg.rows import class_row, dict_row

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.report.model import (
    Check,
    GateRun,
    Heading,
    Indicator,
    Reconciliation,
    Report,
    Scope,
    ScopeRow,
    Source,
    Territory,
    TerritoryYear,
    YearProgress,
)
from naukograd.warehouse import builds

INDICATOR = "tax_receipts"
TITLE = "Ход исполнения целевых индикаторов"
TOTAL = "total"


def report(conn: Connection) -> Report:
    """The page's model as the marts stand now, read in one snapshot.

    Raises:
        UsageError: nothing has been published yet.
    """
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read")
        build = builds.published(conn)
        if build is None:
            raise UsageError("nothing has been published yet", remedy="Ingest and build first: make run.")
        territories = dict(_territories(conn))
        path = _path(conn)
        return Report(
            heading=Heading(TITLE, build.as_of, build.id, build.code_version, build.is_sample),
            indicator=Indicator(INDICATOR, _indicator_name(conn), path),
            territories=tuple(territory for code, territory in territories.items() if code != TOTAL),
            total=territories[TOTAL].years,
            scope=_scope(conn, max(row.year for row in path if row.verdict != "not_due")),
            reconciliation=_reconciliation(conn),
            gates=tuple(_gates(conn, build.id)),
            sources=_sources(conn),
            freeze=builds.FREEZE,
        )


def _path(conn: Connection) -> tuple[YearProgress, ...]:
    with conn.cursor(row_factory=class_row(YearProgress)) as cursor:
        cursor.execute(
            """
            select
                year,
                target_value as target,
                is_baseline,
                actual_value as actual,
                gap,
                percent_of_target,
                next_target_year,
                pace_to_next_target,
                pace_to_2035,
                verdict,
                stage,
                coverage
            from marts.indicator_progress
            where indicator_code = %s
            order by year
            """,
            [INDICATOR],
        )
        return tuple(cursor)


def _indicator_name(conn: Connection) -> str:
    row = conn.execute("select name_ru from seeds.indicators where indicator_code = %s", [INDICATOR]).fetchone()
    return str(row[0]) if row else INDICATOR


def _territories(conn: Connection) -> Iterator[tuple[str, Territory]]:
    rows = _dicts(
        conn,
        """
        select
            v.territory_code,
            coalesce(t.name_ru, '') as name,
            array_agg(v.year order by v.year) as years,
            array_agg(v.value order by v.year) as values,
            array_agg(v.contributors order by v.year) as contributors
        from marts.indicator_values as v
        left join marts.territories as t using (territory_code)
        where v.indicator_code = %s
        group by 1, 2
        order by 1
        """,
        [INDICATOR],
    )
    for row in rows:
        years = zip(row["years"], row["values"], row["contributors"], strict=True)
        yield row["territory_code"], Territory(row["name"], tuple(TerritoryYear(*year) for year in years))


def _scope(conn: Connection, year: int) -> Scope:
    with conn.cursor(row_factory=class_row(ScopeRow)) as cursor:
        cursor.execute(
            """
            select
                scope_rule as rule,
                name_ru as name,
                is_counted,
                sum(payments)::integer as payments,
                sum(amount_kzt) as amount_kzt
            from marts.tax_receipts_by_scope
            where year = %s
            group by 1, 2, 3
            order by is_counted desc, sum(amount_kzt) desc, scope_rule
            """,
            [year],
        )
        return Scope(year, tuple(cursor))


def _reconciliation(conn: Connection) -> Reconciliation:
    with conn.cursor(row_factory=class_row(Reconciliation)) as cursor:
        cursor.execute(
            """
            select
                count(*)::integer as compared,
                (count(*) filter (where difference_kzt <> 0))::integer as differing,
                coalesce(sum(abs(difference_kzt)), 0) as difference_kzt
            from marts.tax_receipts_reconciliation
            """
        )
        return cursor.fetchone() or Reconciliation(0, 0, 0)  # type: ignore[arg-type]


def _gates(conn: Connection, build_id: str) -> Iterator[GateRun]:
    """The gate's run over this build, and of each dataset the last one over deliveries that the build sees."""
    rows = _dicts(
        conn,
        """
        select distinct on (g.gate, g.subject) g.record, g.ran_at
        from ledger.gate_runs as g
        where
            (g.gate = 'mart' and g.subject = %(subject)s)
            or (g.gate = 'delivery' and exists (
                select from ledger.verdicts as v
                inner join ledger.build_deliveries as b using (delivery_id)
                where v.event_id = g.event_id and b.build_id = %(build)s
            ))
        order by g.gate, g.subject, g.ran_at desc
        """,
        {"build": build_id, "subject": f"build {build_id}"},
    )
    for row in rows:
        record = row["record"]
        checks = tuple(Check(c["check"], c["severity"], c["passed"], c["count"], c["of"]) for c in record["checks"])
        yield GateRun(record["gate"], record["subject"], row["ran_at"], record["passed"], checks)


def _sources(conn: Connection) -> tuple[Source, ...]:
    with conn.cursor(row_factory=class_row(Source)) as cursor:
        cursor.execute(
            """
            select dataset, slices, latest_counts_from, rows_read, rows_quarantined, is_sample
            from marts.data_sources order by dataset
            """
        )
        return tuple(cursor)


def _dicts(conn: Connection, query: str, parameters: Any) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
