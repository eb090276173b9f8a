"""Killed at any point and run again: the same marts, no duplicate, no orphan."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from naukograd import doctor, pipeline
from naukograd.core.database import connect
from naukograd.core.settings import PROJECT, Settings
from naukograd.standalone import postgres
from sample_world.server import Running, serve
from sample_world.world import World
from tests.installation import installation

from .killed import DATASETS

pytestmark = pytest.mark.thorough

MARTS = (
    "indicator_values",
    "indicator_progress",
    "territories",
    "participants",
    "tax_receipts_by_scope",
    "tax_receipts_reconciliation",
    "data_sources",
)
POINTS = (
    "archived, its arrival not",
    "archived, not in the ledger",
    "between load and gate of kgd.payments_by_bin",
    "during COPY",
    "before commit",
    "judged, not in the ledger",
    "during publishing",
)


def start(settings: Settings, world: Running, point: str) -> subprocess.Popen[bytes]:
    env = {
        **os.environ,
        "WAREHOUSE_URL": settings.warehouse_url,
        "NAUKOGRAD_STATE": str(settings.state),
        "NAUKOGRAD_MIN_FREE_GIB": "0",
    }
    command = [sys.executable, "-m", "tests.integration.pipeline.killed", point, world.url]
    return subprocess.Popen(command, env=env, cwd=PROJECT)


def marts(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all marts; build and moment of receipt aside, everything derives from content."""
    with connect(settings.warehouse_url) as conn:
        return {mart: conn.execute(f"select * from marts.{mart} order by 1, 2, 3, 4").fetchall() for mart in MARTS}  # type: ignore[arg-type]


def raw_counts(settings: Settings) -> list[tuple[object, ...]]:
    """Rows in raw beside rows the ledger says are there: equal, or something is double or orphaned."""
    query = """
        select l.delivery_id, l.row_count, count(r.delivery_id)
        from ledger.loads as l
        left join (
            select delivery_id from raw.kgd_payments_bulk
            union all select delivery_id from raw.kgd_payments_by_bin
            union all select delivery_id from raw.filings_participants
            union all select delivery_id from raw.wipo_gii
        ) as r using (delivery_id)
        group by 1, 2
        having l.row_count <> count(r.delivery_id)
    """
    with connect(settings.warehouse_url) as conn:
        return conn.execute(query).fetchall()


def broken(settings: Settings) -> list[str]:
    """What the doctor finds, but for bytes whose run died before it could record them, and for what was never asked."""
    found = [f for f in doctor.examine(settings) if "no arrival names" not in f.says]
    asked = tuple(f"{dataset}:" for dataset in DATASETS)
    return [f.says for f in found if f.check != "stale source" or f.says.startswith(asked)]


@pytest.fixture(scope="module")
def uninterrupted(
    server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[object, ...]]]:
    settings = installation(server, "uninterrupted", prepared, tmp_path_factory.mktemp("uninterrupted"))
    with serve(small_world) as world:
        assert start(settings, world, "-").wait() == 0
    return marts(settings)


def test_killed_at_every_point_in_turn(
    uninterrupted: dict[str, list[tuple[object, ...]]], settings: Settings, prepared_url: str, world: Running
) -> None:
    settings = dataclasses.replace(settings, warehouse=prepared_url)
    for point in POINTS:
        assert start(settings, world, point).wait() == -signal.SIGKILL, f"it was not killed {point}"
        assert raw_counts(settings) == [], point
        with connect(settings.warehouse_url) as conn:
            published = conn.execute(
                "select count(*) from pg_class where relnamespace = 'marts'::regnamespace"
            ).fetchone()
        assert published == (0,), f"{point}: something was published"
    assert start(settings, world, "-").wait() == 0
    assert marts(settings) == uninterrupted
    assert raw_counts(settings) == []
    assert broken(settings) == []


@pytest.fixture
def own_server() -> Iterator[Path]:
    # Not under pytest's own folder: it is closed to the account that the server runs as when we are root.
    with tempfile.TemporaryDirectory(prefix="naukograd-killed-") as folder:
        yield Path(folder) / "state"


def test_postgres_killed_while_it_loads(
    uninterrupted: dict[str, list[tuple[object, ...]]], own_server: Path, world: Running
) -> None:
    settings = Settings(own_server, str(own_server / "archive"), own_server / "pages", 0)
    with postgres.running(own_server) as first:
        found = dataclasses.replace(settings, warehouse=first.url())
        pipeline.prepare(found)
        child = start(found, world, "-")
        _when_rows_arrive(first.url())
        _kill_all(own_server / "postgres")
        assert child.wait() != 0
    with postgres.running(own_server) as second:
        found = dataclasses.replace(settings, warehouse=second.url())
        assert start(found, world, "-").wait() == 0
        assert marts(found) == uninterrupted
        assert raw_counts(found) == []
        assert broken(found) == []


def _when_rows_arrive(url: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with psycopg.connect(url, autocommit=True) as conn:
            if conn.execute("select 1 from ledger.loads offset 20 limit 1").fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("nothing was loaded")


def _kill_all(data: Path) -> None:
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == str(data):
            process.kill()
