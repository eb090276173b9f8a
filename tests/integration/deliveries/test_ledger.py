"""What is current as of a moment, and that the archive's events alone tell it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from naukograd.core.database import Connection, connect, migrate
from naukograd.core.errors import UsageError
from naukograd.deliveries import inquiries, ledger
from naukograd.deliveries.archive import Archive, Stored
from naukograd.deliveries.ledger import Receipt, delivery_id, shown
from naukograd.sources.dataset import Statement

DAY0 = datetime(2026, 1, 1, tzinfo=UTC)
DATASET = "kgd.payments_bulk"


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def receive(
    conn: Connection, archive: Archive, slice_: str, content: str, day: int, counts_from: int | None = None
) -> None:
    statement = None if counts_from is None else Statement(DAY0 + timedelta(days=counts_from), "seen then")
    receipt = Receipt(
        DAY0 + timedelta(days=day), {"run_id": str(day), "version": content}, is_sample=False, statement=statement
    )
    event = ledger.arrival(archive, DATASET, slice_, Stored(sha(content), len(content)), receipt)
    ledger.apply(conn, event)


def judge(conn: Connection, archive: Archive, slice_: str, content: str, day: int, accepted: bool) -> None:
    at = DAY0 + timedelta(days=day)
    record = {"gate": "delivery", "subject": DATASET, "passed": accepted, "checks": [], "at": day}
    verdict = {"dataset": DATASET, "slice": slice_, "sha256": sha(content), "accepted": accepted, "reason": "because"}
    ledger.apply(conn, ledger.gate_run(archive, record, [verdict], at))


def current(conn: Connection, day: int) -> dict[str, int]:
    rows = conn.execute(
        "select slice, delivery_id from ledger.current_deliveries(%s)", [DAY0 + timedelta(days=day, hours=1)]
    )
    return dict(rows.fetchall())


def test_a_b_a_is_three_arrivals_of_two_deliveries(warehouse_url: str, tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    with connect(warehouse_url) as conn:
        migrate(conn)
        for day, content in enumerate("ABA"):
            receive(conn, archive, "x", content, day)
        for content in "AB":
            judge(conn, archive, "x", content, 5, accepted=True)
        known = {day: current(conn, day)["x"] for day in range(3)}
        a, b = (delivery_id(DATASET, "x", sha(content)) for content in "AB")
        assert known == {0: a, 1: b, 2: a}
        assert conn.execute("select count(*) from ledger.deliveries").fetchone() == (2,)


def test_a_slice_whose_last_arrival_was_rejected_is_asked_for_whole(warehouse_url: str, tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    with connect(warehouse_url) as conn:
        migrate(conn)
        for slice_ in "xy":
            receive(conn, archive, slice_, "A", 0)
            judge(conn, archive, slice_, "A", 0, accepted=True)
        receive(conn, archive, "x", "B", 2)
        judge(conn, archive, "x", "B", 2, accepted=False)
        # "Unchanged since A" would leave what was rejected as the last word on the slice, and the report held for good.
        told = [inquiries.versions(conn, DATASET, DAY0 + timedelta(days=day)) for day in (1, 3)]
        assert told == [{"x": "A", "y": "A"}, {"y": "A"}]


def test_the_archive_alone_rebuilds_the_ledger(warehouse_url: str, server: str, tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    with connect(warehouse_url) as conn:
        migrate(conn)
        for day, content in enumerate("ABCA"):
            receive(conn, archive, "x", content, day)
            judge(conn, archive, "x", content, day, accepted=content != "B")
        before = contents(conn)
        conn.execute("drop schema gate, ledger, raw, marts, matching, names, releases cascade")
        conn.execute("drop table public.schema_migrations")
        migrate(conn)
        assert ledger.replay(conn, archive) == 8
        assert contents(conn) == before
        assert ledger.replay(conn, archive) == 0, "a second replay finds nothing to do"


def contents(conn: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: conn.execute(f"select * from ledger.{table} order by 1, 2").fetchall()  # type: ignore[arg-type]
        for table in ("deliveries", "arrivals", "verdicts", "gate_runs")
    }


def test_an_event_that_never_reached_the_ledger_is_replayed(warehouse_url: str, tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    with connect(warehouse_url) as conn:
        migrate(conn)
        receive(conn, archive, "x", "A", 1)
        receipt = Receipt(DAY0 + timedelta(days=1, hours=2), {}, is_sample=False)
        ledger.arrival(archive, DATASET, "y", Stored(sha("B"), 1), receipt)
        assert ledger.replay(conn, archive) == 1
        assert conn.execute("select slice from ledger.deliveries order by 1").fetchall() == [("x",), ("y",)]


def test_nothing_real_counts_before_it_exists(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    future = Statement(DAY0 + timedelta(days=2), "wishful")
    with pytest.raises(UsageError, match="lies in the future"):
        ledger.arrival(archive, DATASET, "x", Stored(sha("A"), 1), Receipt(DAY0, {}, False, statement=future))


def test_an_earlier_date_without_a_reason_is_refused_by_the_database(warehouse_url: str) -> None:
    with connect(warehouse_url) as conn:
        migrate(conn)
        conn.execute("insert into ledger.events values ('e', '2026-01-01', 'arrival')")
        conn.execute("insert into ledger.deliveries values (1, 'd', 's', 'h', 1)")
        with pytest.raises(psycopg.errors.CheckViolation):
            conn.execute(
                """
                insert into ledger.arrivals (event_id, delivery_id, received_at, counts_from, origin, is_sample)
                values ('e', 1, now(), now() - interval '1 day', '{}', false)
                """
            )


def test_identities_derive_from_content() -> None:
    assert delivery_id("a", "b", "c") == delivery_id("a", "b", "c") != delivery_id("a", "bc", "")
    assert len(shown(1)) == 16
