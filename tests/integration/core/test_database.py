"""What a database must be like before it becomes the warehouse."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from naukograd.core.database import connect, migrate
from naukograd.core.errors import UsageError


@pytest.mark.parametrize("made_with", ["encoding 'UTF8' locale 'C'", "encoding 'SQL_ASCII' locale 'C'"])
def test_a_database_that_does_not_know_our_letters_is_refused(server: str, made_with: str) -> None:
    name = f"letters_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {name} template template0 {made_with}")
        try:
            with connect(psycopg.conninfo.make_conninfo(server, dbname=name)) as conn:
                with pytest.raises(UsageError, match="does not know Kazakh"):
                    migrate(conn)
                assert conn.execute("select to_regclass('public.schema_migrations')").fetchone() == (None,)
        finally:
            admin.execute(f"drop database {name} with (force)")


def test_a_change_of_indexes_keeps_the_rows_that_a_gate_reads_before_the_next_build(prepared_url: str) -> None:
    with connect(prepared_url) as conn:
        conn.execute("create schema if not exists per_delivery")
        conn.execute("create table per_delivery.payments_bulk_daily as select 1::bigint as delivery_id, 'x' as bin")
        conn.execute("create index on per_delivery.payments_bulk_daily (bin, delivery_id)")
        conn.execute("delete from public.schema_migrations where name like '0012%'")

        assert migrate(conn) == ["0012_one_index_of_payments_bulk_daily.sql"]

        indexes = conn.execute("select indexdef from pg_indexes where tablename = 'payments_bulk_daily'").fetchall()
        assert [text.split("USING ")[1] for (text,) in indexes] == ["btree (delivery_id, bin)"]
        assert conn.execute("select * from per_delivery.payments_bulk_daily").fetchall() == [(1, "x")]
