"""What is current as of a moment, and that the archive's events alone tell it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from naukograd.core.database import Connection, connect, migrate
from naukograd.core.errors import UsageError
from naukograd.deliveries import ledger
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
    receipt = Receipt(DAY0 + timedelta(days=day), {"run_id": str(day)}, is_sample=False, statement=statement)
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


# A step is an arrival (slice, content, day it counts from) or a verdict on a content.
ARRIVAL = st.tuples(st.just("arrival"), st.sampled_from("xy"), st.sampled_from("ABC"), st.integers(0, 30))
VERDICT = st.tuples(st.just("verdict"), st.sampled_from("xy"), st.sampled_from("ABC"), st.booleans())


@given(steps=st.lists(st.one_of(ARRIVAL, VERDICT), max_size=14), moment=st.integers(0, 30))
@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_current_is_the_latest_accepted_arrival_known_by_then(
    steps: list[tuple[str, str, str, int]], moment: int, warehouse_url: str, tmp_path: Path
) -> None:
    arrivals: list[tuple[str, str, int, int]] = []
    verdicts: dict[tuple[str, str], bool] = {}
    archive = Archive(str(tmp_path / uuid4().hex), tmp_path)
    with connect(warehouse_url) as conn:
        conn.execute("drop schema if exists ledger, raw, marts, matching, releases cascade")
        conn.execute("drop table if exists public.schema_migrations")
        migrate(conn)
        for number, (kind, slice_, content, value) in enumerate(steps):
            if kind == "arrival":
                receive(conn, archive, slice_, content, 40 + number, counts_from=value)
                arrivals.append((slice_, content, value, number))
            elif any((slice_, content) == arrival[:2] for arrival in arrivals):
                judge(conn, archive, slice_, content, 40 + number, bool(value))
                verdicts[slice_, content] = bool(value)
        expected = {}
        for slice_ in "xy":
            seen = [a for a in arrivals if a[0] == slice_ and a[2] <= moment and verdicts.get(a[:2])]
            if seen:
                latest = max(seen, key=lambda a: (a[2], a[3]))
                expected[slice_] = delivery_id(DATASET, slice_, sha(latest[1]))
        assert current(conn, moment) == expected


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


def test_the_archive_alone_rebuilds_the_ledger(warehouse_url: str, server: str, tmp_path: Path) -> None:
    archive = Archive(str(tmp_path), tmp_path)
    with connect(warehouse_url) as conn:
        migrate(conn)
        for day, content in enumerate("ABCA"):
            receive(conn, archive, "x", content, day)
            judge(conn, archive, "x", content, day, accepted=content != "B")
        before = contents(conn)
        conn.execute("drop schema ledger, raw, marts, matching, releases cascade")
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
