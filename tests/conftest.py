"""One embedded Postgres for the whole session; a fresh database for each test that asks for a warehouse."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from xdist.remote import Producer

from naukograd import pipeline
from naukograd.core.settings import Settings
from naukograd.standalone import postgres

from .installation import installation
from .scheduling import FolderByFolder


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FolderByFolder:
    return FolderByFolder(config, log)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """libpq URL of the embedded server's maintenance database."""
    # Not under pytest's own folder: it is closed to the account that the server runs as when we are root.
    with tempfile.TemporaryDirectory(prefix="naukograd-tests-") as folder, postgres.running(Path(folder)) as running:
        with psycopg.connect(running.url("postgres"), autocommit=True) as conn:
            # Databases are copied by the hundred, and none has to outlive this machine.
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                conn.execute(f"alter system set {setting} = off")
            conn.execute("select pg_reload_conf()")
        yield running.url("postgres")


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
    pipeline.prepare(installation(server, "prepared", "template1", tmp_path_factory.mktemp("prepared")))
    return "prepared"


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
