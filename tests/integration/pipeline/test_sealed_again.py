"""A release comes out again: on another day, in another place and database, to the same bytes."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from naukograd import doctor, pipeline
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.pipeline import verifying

from .first_release import FREEZE, RELEASE, YEAR, found, hashes

pytestmark = pytest.mark.thorough


def test_a_release_is_computed_again_in_the_locale_of_the_warehouse(server: str, settings: Settings) -> None:
    name = f"locale_{uuid4().hex[:8]}"
    locale = "select datcollate, datctype from pg_database where datname = current_database()"
    with psycopg.connect(server, autocommit=True) as conn:
        made_with = "template template0 lc_collate 'C' lc_ctype 'C.UTF-8'"
        conn.execute(sql.SQL("create database {} " + made_with).format(sql.Identifier(name)))
        url = psycopg.conninfo.make_conninfo(server, dbname=name)
        try:
            with verifying._database(dataclasses.replace(settings, warehouse=url)) as scratch, connect(scratch) as its:
                assert its.execute(locale).fetchone() == ("C", "C.UTF-8")
        finally:
            conn.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def other_database(server: str) -> str:
    name = f"again_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name}")
    return name


def run_apart(settings: Settings, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Seal in a process that shares nothing with this one but code, key and archive."""
    ours = {
        "WAREHOUSE_URL": settings.warehouse_url,
        "NAUKOGRAD_STATE": str(settings.state),
        "NAUKOGRAD_ARCHIVE": settings.archive,
        "NAUKOGRAD_SIGNING_KEY": str(settings.signing_key),
        "NAUKOGRAD_MIN_FREE_GIB": "0",
        "PYTHONPATH": str(PROJECT),
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "77",
    }
    command = [sys.executable, "-m", "tests.integration.pipeline.sealed", *arguments]
    return subprocess.run(command, env={**os.environ, **ours}, cwd=cwd, umask=0o077, capture_output=True, text=True)


def test_other_days_places_and_databases_give_the_same_bytes_even_after_a_kill(
    sealed: Settings, server: str, tmp_path: Path
) -> None:
    state = tmp_path / "elsewhere"
    archive = tmp_path / "archive"
    shutil.copytree(sealed.archive, archive, ignore=shutil.ignore_patterns("*-seal-*"))
    name = other_database(server)
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    again = dataclasses.replace(
        sealed, state=state, archive=str(archive), warehouse=url, signing_key_at=sealed.signing_key
    )
    died = run_apart(again, str(YEAR), "2031-02-28T23:30:00-03:30", "dies", cwd=tmp_path)
    assert died.returncode == -9, died.stderr
    assert not (state / "releases" / RELEASE).exists()
    with pipeline.opened(again) as (conn, _):  # whoever opens the warehouse makes the rows
        assert conn.execute("select count(*) from releases.rows").fetchone() > (1000,)
    assert "the folder of release 2026.1 is missing" in " ".join(f.says for f in doctor.examine(again))
    release = pipeline.seal(again, YEAR, parse_moment(FREEZE), None, [])
    assert release.was_sealed_before
    assert [path.name for path in again.releases.iterdir()] == [RELEASE]
    assert hashes(release.folder) == hashes(sealed.releases / RELEASE)
    # What is held against a release is held against its content, not against the day on which it was sealed.
    next_one, its_again = (
        pipeline.seal(each, YEAR, parse_moment("2027-04-20T22:00:00+05:00"), "Исправление", []).folder
        for each in (sealed, again)
    )
    assert hashes(its_again) == hashes(next_one)
    assert found(again, its_again) == {}
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
