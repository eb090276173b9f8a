"""The disaster: the database is gone, the archive is there."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.database import Connection, connect
from naukograd.core.errors import UsageError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive, Stored
from naukograd.deliveries.ledger import Receipt

from .conftest import CLOCK, Thread


def contents(conn: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all marts, and what the ledger knows of deliveries."""
    tables = [row[0] for row in conn.execute("select tablename from pg_tables where schemaname = 'marts' order by 1")]
    relations = [
        *(sql.Identifier("marts", name) for name in tables),
        *(sql.Identifier("ledger", name) for name in ("deliveries", "arrivals", "verdicts")),
    ]
    found = {str(each): conn.execute(sql.SQL("select * from {}").format(each)).fetchall() for each in relations}
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.mark.thorough
def test_an_empty_database_and_the_archive_give_back_everything(thread: Thread, server: str, prepared: str) -> None:
    for dataset in ("filings.participants", "kgd.payments_by_bin", "kgd.payments_bulk", "wipo.gii"):
        thread.take(dataset)
    # The payments of one payer were wrong: a person says so, a day before the moment the marts are of.
    day_before = (parse_moment(CLOCK) - timedelta(days=1)).isoformat()
    with connect(thread.settings.warehouse_url) as conn:
        row = conn.execute("select max(slice) from ledger.deliveries where dataset = 'kgd.payments_by_bin'").fetchone()
    assert row is not None
    wrong = f"kgd.payments_by_bin {row[0]}"
    pipeline.decide(thread.settings, wrong, accepted=False, because="отозвано", by="head", counts_from=day_before)
    pipeline.build(thread.settings, parse_moment(CLOCK))
    with connect(thread.settings.warehouse_url) as conn:
        before = contents(conn)
        loaded = conn.execute("select count(*), sum(row_count)::bigint from ledger.loads").fetchone()
    name = psycopg.conninfo.conninfo_to_dict(thread.settings.warehouse_url)["dbname"]
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)")
        conn.execute(f"create database {name} template {prepared}")

    steps: list[str] = []
    rebuilt = pipeline.rebuild(thread.settings, steps.append)
    with connect(thread.settings.warehouse_url) as conn:
        after = contents(conn)
    assert after.keys() == before.keys()
    for relation, rows in after.items():
        assert rows == before[relation], relation
    # The rejected delivery is loaded as well: as of an earlier day it counts.
    assert (rebuilt.deliveries, rebuilt.rows) == loaded
    assert rebuilt.as_of == parse_moment(CLOCK)
    assert rebuilt.report
    assert len(steps) == 5

    # Nothing is left to do, and doing it again says so.
    again = pipeline.rebuild(thread.settings, steps.append)
    assert (again.deliveries, again.build_id) == (0, None)


def test_a_database_of_somebody_else_is_left_as_it_is(settings: Settings) -> None:
    with connect(settings.warehouse_url) as conn:
        conn.execute("create table public.of_somebody (id integer)")
    with pytest.raises(UsageError, match=r"not empty: it holds public\.of_somebody.*Make an empty database"):
        pipeline.rebuild(settings, lambda _: None)


def test_a_warehouse_of_another_archive_is_left_as_it_is(settings: Settings, prepared_url: str) -> None:
    ours = Settings(settings.state, settings.archive, settings.pages, 0, prepared_url)
    other = Archive(str(settings.state / "other"), settings.state)
    with connect(ours.warehouse_url) as conn:
        receipt = Receipt(periods.now(), {}, is_sample=False)
        ledger.apply(conn, ledger.arrival(other, "kgd.payments_bulk", "2025-05", Stored("0" * 64, 1), receipt))
    with pytest.raises(UsageError, match="1 events that the archive lacks"):
        pipeline.rebuild(ours, lambda _: None)


def test_nothing_is_rebuilt_from_nothing(settings: Settings, prepared_url: str) -> None:
    ours = Settings(settings.state, settings.archive, settings.pages, 0, prepared_url)
    rebuilt = pipeline.rebuild(ours, lambda _: None)
    assert (rebuilt.events, rebuilt.deliveries, rebuilt.build_id, rebuilt.report) == (0, 0, None, None)
