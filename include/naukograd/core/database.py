"""Connections to the warehouse, its locks and its numbered migrations."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

import psycopg
from psycopg import sql

from naukograd.core.errors import SourceUnavailable, UsageError

Connection = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def connect(url: str) -> Iterator[Connection]:
    """A connection that commits what its ``with conn.transaction()`` blocks say, and nothing by accident."""
    try:
        conn = psycopg.connect(url, autocommit=True, application_name="naukograd")
    except psycopg.OperationalError as error:
        raise SourceUnavailable(
            f"the warehouse does not answer: {str(error).splitlines()[0]}",
            where="WAREHOUSE_URL",
            remedy="Is the server running? make up starts the embedded one.",
        ) from None
    with conn:
        # Whatever the server, the account or the machine has as its own.
        conn.execute("set timezone to 'Asia/Almaty'")
        conn.execute("set datestyle to 'ISO, MDY'")
        yield conn


@contextmanager
def exclusive(conn: Connection, what: str) -> Iterator[None]:
    """Hold the advisory lock named ``what`` for the block; a second holder waits. A dead holder's lock is free."""
    key = zlib.crc32(what.encode())
    conn.execute("select pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        if not conn.closed:
            conn.execute("select pg_advisory_unlock(%s)", [key])


def migrations() -> dict[str, str]:
    """The text of each numbered migration by its name, in order."""
    folder = resources.files("naukograd.core") / "migrations"
    return {f.name: f.read_text("utf-8") for f in sorted(folder.iterdir(), key=str) if f.name.endswith(".sql")}


def migrate(conn: Connection) -> list[str]:
    """Apply the numbered migrations that this database lacks, each in a transaction of its own.

    Returns:
        The names applied now, in order.
    Raises:
        UsageError: the database has a migration this code does not know, or cannot hold our letters.
    """
    _refuse_other_letters(conn)
    known = migrations()
    with exclusive(conn, "migrate"):
        conn.execute(
            """
            create table if not exists public.schema_migrations (
                name text primary key, applied_at timestamptz not null default now()
            )
            """
        )
        applied = {row[0] for row in conn.execute("select name from public.schema_migrations")}
        if unknown := sorted(str(name) for name in applied - known.keys()):
            raise UsageError(
                f"the database was migrated by a newer version ({', '.join(unknown)})",
                remedy="Run that version, or restore the warehouse from the archive into an empty database.",
            )
        new = sorted(known.keys() - applied)
        for name in new:
            with conn.transaction():
                conn.execute(sql.SQL(known[name]))
                conn.execute("insert into public.schema_migrations (name) values (%s)", [name])
    return new


def _refuse_other_letters(conn: Connection) -> None:
    """Whatever a database calls an order, queries bring their own; what a small letter is, they take from it."""
    encoding = conn.info.parameter_status("server_encoding")
    # Of C, Ж has no small letter; in Turkish, that of I is ı.
    if encoding != "UTF8" or conn.execute("select lower('ҒЖI') = 'ғжi'").fetchone() != (True,):
        raise UsageError(
            f"the database does not know Kazakh, Russian and English letters as we do (encoding {encoding})",
            where="WAREHOUSE_URL",
            remedy="Make another one: create database … template template0 encoding 'UTF8' locale 'C.UTF-8';",
        )
