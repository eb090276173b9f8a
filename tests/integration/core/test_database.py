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
