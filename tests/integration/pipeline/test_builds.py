"""When a build is needed, what it sees, and what publishing accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from naukograd import pipeline
from naukograd.core.database import Connection, connect, migrate
from naukograd.core.errors import ContractChanged, GateFailed, UsageError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.warehouse import builds, publish

from .conftest import CLOCK, Thread

CONTRACT = {"figures": {"": "Figures.", "year": "Year.", "value": "Value."}}


def test_a_day_is_enough_for_figures_to_turn(built: Settings) -> None:
    moment = parse_moment(CLOCK)
    assert not pipeline.needs_build(built, moment + timedelta(hours=5))
    assert pipeline.needs_build(built, moment + timedelta(days=1))


def test_nothing_is_built_from_nothing(thread: Thread) -> None:
    assert pipeline.begin_build(thread.settings, parse_moment(CLOCK)) is None


def test_before_anything_was_known_there_are_no_marts(thread: Thread) -> None:
    with pytest.raises(UsageError, match="Nothing is accepted yet"):
        pipeline.build_apart(thread.settings, parse_moment(CLOCK))
    thread.ingest("filings.decisions")
    with pytest.raises(UsageError, match=r"nothing was known as of 2025-.*counts from 2027-04-20T18:00"):
        pipeline.build_apart(thread.settings, parse_moment("2025-12-31"))


def test_another_version_of_the_code_is_told_to_migrate(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naukograd.warehouse.dbt.code_version", lambda: "another")
    with pytest.raises(UsageError, match="another version of the code"):
        pipeline.begin_build(thread.settings, parse_moment(CLOCK))


def test_an_empty_database_is_told_to_migrate(settings: Settings) -> None:
    with pytest.raises(UsageError, match="no tables yet"), pipeline.opened(settings):
        pass


def test_a_failed_gate_names_check_and_rows_and_publishes_nothing(thread: Thread) -> None:
    for dataset in ("filings.participants", "kgd.payments_by_bin"):
        thread.ingest(dataset)
    build_id = pipeline.begin_build(thread.settings, parse_moment(CLOCK))
    assert build_id is not None
    pipeline.build_per_delivery(thread.settings, build_id)
    with connect(thread.settings.warehouse_url) as conn:
        conn.execute("create schema candidate; create table candidate.left_by_the_build_before ()")
    pipeline.build_candidate(thread.settings, build_id)
    with connect(thread.settings.warehouse_url) as conn:
        assert conn.execute("select to_regclass('candidate.left_by_the_build_before')").fetchone() == (None,)
        conn.execute("update candidate.indicator_values set value = value + 1 where territory_code = 'total'")
    with pytest.raises(GateFailed) as raised:
        pipeline.judge_candidate(thread.settings, build_id)
    assert "total_is_the_sum" in str(raised.value)
    assert "2025" in str(raised.value)
    with connect(thread.settings.warehouse_url) as conn:
        assert builds.published(conn) is None
        assert conn.execute("select passed from ledger.gate_runs where gate = 'mart'").fetchall() == [(False,)]


@pytest.fixture
def conn(warehouse_url: str) -> Iterator[Connection]:
    with connect(warehouse_url) as conn:
        migrate(conn)
        conn.execute("create schema candidate")
        conn.execute("create schema candidate_as_of")
        conn.execute("create table candidate.figures (year integer primary key, value numeric)")
        conn.execute("insert into candidate.figures values (2026, 1)")
        yield conn


def published(conn: Connection) -> None:
    build = builds.Build("b", parse_moment(CLOCK), "c", is_sample=True, purpose=builds.Purpose.MARTS)
    publish.publish(conn, build, CONTRACT)


def test_a_missing_mart_is_made_and_a_new_column_is_added(conn: Connection) -> None:
    published(conn)
    conn.execute("alter table candidate.figures add column unit text default 'bn_kzt'")
    published(conn)
    assert conn.execute("select * from marts.figures").fetchall() == [(2026, 1, "bn_kzt")]
    keys = conn.execute("select contype from pg_constraint where conrelid = 'marts.figures'::regclass").fetchall()
    assert ("p",) in keys


def test_grants_and_views_on_marts_survive(conn: Connection) -> None:
    published(conn)
    conn.execute("create view public.of_bi as select sum(value) as total from marts.figures")
    conn.execute("update candidate.figures set value = 5")
    published(conn)
    assert conn.execute("select total from public.of_bi").fetchone() == (5,)


def test_who_reads_a_mart_reads_it_as_of_an_earlier_moment_unless_policies_choose_the_rows(conn: Connection) -> None:
    published(conn)
    for role in ("of_bi", "of_nobody"):
        conn.execute(f"create role {role}")
    try:
        conn.execute("grant usage on schema marts to of_bi, of_nobody")
        conn.execute("grant select on marts.figures to of_bi")
        conn.execute("create table candidate_as_of.figures (like candidate.figures including all)")
        looking_back = builds.Build("l", parse_moment(CLOCK), "c", is_sample=True, purpose=builds.Purpose.AS_OF)
        publish.publish(conn, looking_back, CONTRACT)
        readers = (
            "select grantee from information_schema.role_table_grants "
            "where table_schema = 'marts_as_of_20270420_180000' and grantee like 'of%'"
        )
        assert conn.execute(readers).fetchall() == [("of_bi",)]
        conn.execute("drop schema marts_as_of_20270420_180000 cascade")
        conn.execute("alter table marts.figures enable row level security")
        publish.publish(conn, looking_back, CONTRACT)
        assert conn.execute(readers).fetchall() == []
    finally:
        conn.execute("drop owned by of_bi, of_nobody")
        conn.execute("drop role of_bi, of_nobody")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("alter table candidate.figures drop column value", "value would be gone"),
        ("alter table candidate.figures alter year type text", "year is integer, would be text"),
    ],
)
def test_any_other_change_of_shape_is_refused(conn: Connection, change: str, words: str) -> None:
    published(conn)
    conn.execute(change)
    with pytest.raises(ContractChanged, match=words):
        published(conn)
    assert conn.execute("select * from marts.figures").fetchall() == [(2026, 1)]


def test_readers_never_see_half_a_publication(conn: Connection, warehouse_url: str) -> None:
    published(conn)
    with connect(warehouse_url) as reader, conn.transaction():
        published(conn)
        assert reader.execute("select * from marts.figures").fetchall() == [(2026, 1)]
