"""Gates, sources and late filings of a build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from naukograd.core.cell import cell
from naukograd.core.database import Connection
from naukograd.core.figure import figure
from naukograd.report.model import Check, GateRun, LateFiling, Quality, Source, gate_subject
from naukograd.reporting.rows import Cells, dicts, values


def read(conn: Connection, build_id: str) -> Quality:
    return Quality(
        gates=tuple(_gates(conn, build_id)),
        sources=values(
            conn,
            Source,
            Cells("data_sources", ("dataset",)),
            """
            select dataset, slices, latest_counts_from, rows_read, rows_quarantined, is_sample
            from data_sources
            order by dataset collate "C"
            """,
        ),
        late_filings=values(
            conn,
            LateFiling,
            Cells("late_filings", ("dataset", "territory_code", "year")),
            """
            select dataset, territory_code, year, first_filed_at as first, latest_filed_at as latest
            from late_filings
            order by year, dataset collate "C", territory_code collate "C"
            """,
        ),
    )


def _gates(conn: Connection, build_id: str) -> Iterator[GateRun]:
    """The gate's run over this build, and of each dataset the last one over deliveries that the build sees."""
    for row in dicts(
        conn,
        """
        select distinct on (g.gate collate "C", g.subject collate "C") g.record, g.ran_at
        from ledger.gate_runs as g
        where
            (g.gate = 'mart' and g.subject = %(subject)s)
            or (g.gate = 'delivery' and g.event_id in (
                select verdict_event from ledger.build_deliveries where build_id = %(build)s
            ))
        order by g.gate collate "C", g.subject collate "C", g.ran_at desc
        """,
        {"build": build_id, "subject": f"build {build_id}"},
    ):
        record = row["record"]
        gate, subject = record["gate"], record["subject"]
        # Deliveries are judged once, and the archive keeps when; marts anew with every build of the same state.
        ran_at = row["ran_at"] if gate == "delivery" else None
        checks = tuple(_check(gate, subject, each) for each in record["checks"])
        yield GateRun(gate, subject, ran_at, record["passed"], checks)


def _check(gate: str, subject: str, check: dict[str, Any]) -> Check:
    count, of = (
        cell(check[column], figure("gate_checks", gate, gate_subject(gate, subject), check["check"], column=column))
        for column in ("count", "of")
    )
    return Check(check["check"], check["severity"], check["passed"], count, of)
