"""Gates, sources and late filings of a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from naukograd.core.database import Connection
from naukograd.report.model import Check, GateRun, LateFiling, Quality, Source
from naukograd.reporting.rows import dicts, values


def read(conn: Connection, build_id: str, judged_at: datetime | None) -> Quality:
    """
    Args:
        judged_at: when the marts are said to have been judged, instead of when they were.
    """
    return Quality(
        gates=tuple(_gates(conn, build_id, judged_at)),
        sources=values(
            conn,
            Source,
            """
            select dataset, slices, latest_counts_from, rows_read, rows_quarantined, is_sample
            from data_sources
            order by dataset
            """,
        ),
        late_filings=_late_filings(conn, build_id),
    )


def _gates(conn: Connection, build_id: str, judged_at: datetime | None) -> Iterator[GateRun]:
    """The gate's run over this build, and of each dataset the last one over deliveries that the build sees."""
    for row in dicts(
        conn,
        """
        select distinct on (g.gate collate "C", g.subject collate "C")
            g.record,
            case when g.gate = 'mart' then coalesce(%(judged_at)s, g.ran_at) else g.ran_at end as ran_at
        from ledger.gate_runs as g
        where
            (g.gate = 'mart' and g.subject = %(subject)s)
            or (g.gate = 'delivery' and g.event_id in (
                select verdict_event from ledger.build_deliveries where build_id = %(build)s
            ))
        order by g.gate collate "C", g.subject collate "C", g.ran_at desc
        """,
        {"build": build_id, "subject": f"build {build_id}", "judged_at": judged_at},
    ):
        record = row["record"]
        checks = tuple(Check(c["check"], c["severity"], c["passed"], c["count"], c["of"]) for c in record["checks"])
        yield GateRun(record["gate"], record["subject"], row["ran_at"], record["passed"], checks)


def _late_filings(conn: Connection, build_id: str) -> tuple[LateFiling, ...]:
    """Filings of a year (slice ``<territory>/<year>``) handed in or corrected after 1 April of the next year.

    Handed in when the drop folder says; where it does not, when we had them.
    """
    return values(
        conn,
        LateFiling,
        """
        with filings as (
            select
                dataset,
                split_part(slice, '/', 1) as territory_code,
                split_part(slice, '/', 2)::integer as year,
                min(coalesce(published_at, known_from)) as first,
                min(coalesce(published_at, known_from)) filter (where is_current) as latest
            from ledger.build_deliveries
            where build_id = %(build)s and dataset like 'filings.%%' and slice ~ '^[a-z_]+/[0-9]{4}$'
            group by dataset, slice
        )

        select
            f.dataset,
            f.territory_code,
            f.year,
            f.first,
            f.latest
        from filings as f
        where f.latest >= make_timestamptz(f.year + 1, 4, 2, 0, 0, 0, 'Asia/Almaty')
        order by f.year, f.dataset, f.territory_code
        """,
        {"build": build_id},
    )
