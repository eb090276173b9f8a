"""A scratch database whose staging views are replaced by tables of the same names and columns, to be filled at will."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from naukograd.core.periods import ALMATY
from naukograd.gate import GateRecord, PendingDelivery

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=ALMATY)

# A small classification, one of whose codes ends with 2025.
_SEEDS = """
truncate seeds.budget_classification;
insert into seeds.budget_classification (budget_code, category, valid_from, valid_to) values
    ('101110', 1, '2025-01-01', null), ('103101', 1, '2025-01-01', '2025-12-31');
"""


class Scratch:
    """Rows of deliveries put straight into the stand-ins, and the ledger's entries for accepted ones."""

    now = NOW

    def __init__(self, url: str, conn: psycopg.Connection[tuple[object, ...]]) -> None:
        self.url = url
        self.conn = conn

    def insert(self, table: str, rows: Sequence[Mapping[str, object]], schema: str = "staging") -> None:
        by_columns: dict[tuple[str, ...], list[list[object]]] = {}
        for row in rows:
            by_columns.setdefault(tuple(row), []).append(list(row.values()))
        for columns, values in by_columns.items():
            statement = sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier(schema, table),
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                sql.SQL(", ").join(sql.Placeholder() * len(columns)),
            )
            with self.conn.cursor() as cursor:
                cursor.executemany(statement, values)

    def deliver(
        self,
        dataset: str,
        slice_key: str,
        rows: Sequence[Mapping[str, object]],
        unreadable: int = 0,
        counts_from: datetime = NOW,
    ) -> PendingDelivery:
        delivery = int(hashlib.sha256(f"{dataset} {slice_key} {rows} {unreadable}".encode()).hexdigest()[:16], 16) >> 1
        model = f"stg_{dataset.replace('.', '__')}"
        placed = [{"delivery_id": delivery, "place": str(n), **row} for n, row in enumerate(rows, 2)]
        self.insert(model, placed)
        self.insert(
            f"{model}_quarantined",
            [
                {"delivery_id": delivery, "place": str(n), "reason": "summa is missing", "row_as_delivered": "{}"}
                for n in range(1000, 1000 + unreadable)
            ],
        )
        return PendingDelivery(delivery, slice_key, len(rows) + unreadable, counts_from)

    def accept(self, dataset: str, slice_key: str, row_count: int) -> None:
        """Enter an accepted delivery of ``row_count`` rows in the ledger."""
        delivery = int(hashlib.sha256(f"{dataset} {slice_key} {row_count}".encode()).hexdigest()[:16], 16) >> 1
        name = str(delivery)
        self.conn.execute(
            "insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [delivery, dataset, slice_key, name]
        )
        self.conn.execute(
            "insert into ledger.events (event_id, day, kind) values (%s, '2026-01-01', 'arrival')", [name]
        )
        self.conn.execute(
            "insert into ledger.arrivals (event_id, delivery_id, received_at, counts_from, origin, is_sample)"
            " values (%s, %s, '2026-01-01', '2026-01-01', '{}', true)",
            [name, delivery],
        )
        self.conn.execute(
            "insert into ledger.verdicts values (%s, %s, true, '2026-01-01', null, 'gate', 'x')", [name, delivery]
        )
        self.conn.execute(
            "insert into ledger.loads (delivery_id, row_count, loaded_at) values (%s, %s, '2026-01-01')",
            [delivery, row_count],
        )

    def enter(self, dataset: str, delivery: PendingDelivery, record: GateRecord, layout: list[str]) -> None:
        """Enter a judged delivery in the ledger, with the record of its gate."""
        self.accept(dataset, delivery.slice, delivery.row_count)
        (name,) = {str(row[0]) for row in self.conn.execute("select max(event_id) from ledger.verdicts")}
        self.conn.execute(
            "insert into ledger.deliveries values (%s, %s, %s, 'x', 1)", [delivery.delivery_id, dataset, delivery.slice]
        )
        for table in ("arrivals", "verdicts"):
            self.conn.execute(
                sql.SQL("update {} set delivery_id = %s where event_id = %s").format(sql.Identifier("ledger", table)),
                [delivery.delivery_id, name],
            )
        self.conn.execute(
            "insert into ledger.gate_runs values (%s, 'delivery', %s, true, '2026-01-01', %s)",
            [name, dataset, Jsonb(record.to_json())],
        )
        self.lay_out(delivery, layout)

    def lay_out(self, delivery: PendingDelivery, layout: list[str]) -> None:
        """Say how the delivery was found to be laid out."""
        self.conn.execute(
            "insert into ledger.deliveries values (%(id)s, 'x', %(slice)s, %(id)s::text, 1) on conflict do nothing",
            {"id": delivery.delivery_id, "slice": delivery.slice},
        )
        self.conn.execute(
            "insert into ledger.loads (delivery_id, row_count, layout, loaded_at) values (%s, %s, %s, '2026-01-01')",
            [delivery.delivery_id, delivery.row_count, Jsonb(layout)],
        )


@pytest.fixture(scope="session")
def stand_ins(server: str, prepared: str) -> str:
    """Name of a prepared database whose staging views have become empty tables, to be copied."""
    name = "stand_ins"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name} template {prepared}")
    with psycopg.connect(psycopg.conninfo.make_conninfo(server, dbname=name), autocommit=True) as conn:
        conn.execute("alter schema staging rename to views; create schema staging")
        views = conn.execute("select viewname from pg_views where schemaname = 'views'").fetchall()
        for (view,) in views:
            like = sql.SQL("create table {} as select * from {} limit 0")
            conn.execute(like.format(sql.Identifier("staging", view), sql.Identifier("views", view)))
        conn.execute(_SEEDS)
    return name


@pytest.fixture(scope="session")
def emptied(server: str, stand_ins: str) -> Iterator[Scratch]:
    with a_copy(server, stand_ins) as copy:
        yield copy


@pytest.fixture
def scratch(emptied: Scratch) -> Iterator[Scratch]:
    # Copying a database costs more than most of the tests.
    with psycopg.connect(emptied.url, autocommit=True) as conn:
        yield Scratch(emptied.url, conn)
    emptied.conn.execute(_EMPTY)


_EMPTY = """
drop schema if exists per_delivery cascade;
set session_replication_role = replica;
do $$
declare
    filled record;
begin
    for filled in select schemaname, tablename from pg_tables where schemaname in ('ledger', 'raw', 'staging') loop
        execute format('delete from %I.%I', filled.schemaname, filled.tablename);
    end loop;
end
$$;
"""


@contextmanager
def a_copy(server: str, template: str) -> Iterator[Scratch]:
    """A database of its own, made from a template."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {name} template {template}")
        url = psycopg.conninfo.make_conninfo(server, dbname=name)
        with psycopg.connect(url, autocommit=True) as conn:
            yield Scratch(url, conn)
        admin.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def expectations() -> Path:
    return Path(__file__).parents[3] / "expectations"
