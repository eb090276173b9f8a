"""Where faults are tried: an embedded server with a sound warehouse, and copies of it, one per process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import psycopg
from psycopg import sql

from faults import proxy
from faults.night import Night
from faults.trial import YEARS, Bench, keep
from naukograd import pipeline
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.sources.http import Endpoint, Http
from naukograd.standalone import postgres
from naukograd.warehouse import dbt
from sample_world.server import serve
from sample_world.world import World

CLOCKS = ("2026-04-20T18:00:00+05:00", "2027-04-20T18:00:00+05:00")
"""The nights before: a year earlier, so that there is something to compare with, and the night before the freeze."""
PAYMENTS = 20_000


@dataclass(frozen=True)
class Field:
    """A sound warehouse to copy: the server's URL, the database's name, and the state beside it."""

    server: str
    database: str
    state: Path

    def settings(self) -> Settings:
        url = psycopg.conninfo.make_conninfo(self.server, dbname=self.database)
        return Settings(self.state, str(self.state / "archive"), self.state / "pages", 0, url)

    def copy(self, name: str) -> Field:
        """The same warehouse under another name, to be spoiled."""
        with psycopg.connect(self.server, autocommit=True) as conn:
            conn.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
            conn.execute(
                sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(self.database))
            )
        state = self.state.with_name(name)
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(self.state, state)
        return replace(self, database=name, state=state)


@contextmanager
def server(folder: Path) -> Iterator[Field]:
    """A server while the block runs, and on it a warehouse with tables and views and nothing in them."""
    with postgres.running(folder / "server") as running:
        with psycopg.connect(running.url("postgres"), autocommit=True) as conn:
            # Nothing here outlives the run.
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                conn.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(setting)))
            conn.execute("select pg_reload_conf()")
            if conn.execute("select from pg_database where datname = 'empty'").fetchone() is None:
                conn.execute("create database empty")
        field = Field(running.url("postgres"), "empty", folder / "empty")
        field.state.mkdir(exist_ok=True)
        pipeline.prepare(field.settings())
        yield field


def sound(empty: Field, seed: int, payments: int = PAYMENTS) -> Field:
    """A warehouse that has seen the nights of `CLOCKS`; one of the same code, found there, is kept."""
    field = replace(empty, database="sound", state=empty.state.with_name("sound"))
    made_by = field.state / "made_by"
    if not made_by.exists() or made_by.read_text() != dbt.code_version():
        settings = empty.copy("sound").settings()
        *_, moment = live(settings, seed, payments)
        keep(settings, moment)
        made_by.write_text(dbt.code_version())
    return field


def live(settings: Settings, seed: int, payments: int) -> Generator[datetime]:
    """The nights of `CLOCKS` in an empty warehouse, up to the gate of deliveries: the moment of each as it is over."""
    with serve(World(seed, payments)) as world:
        for clock in CLOCKS:
            world.site.now = parse_moment(clock)
            Night(settings, world.url, clock, list(YEARS)).ingest_all()
            yield world.site.now


@contextmanager
def bench(field: Field, seed: int, payments: int = PAYMENTS) -> Iterator[Bench]:
    """A bench on this sound field: the same world behind a proxy that damages."""
    with impatient(), serve(World(seed, payments)) as world, proxy.before(world.url) as before:
        world.site.now = parse_moment(CLOCKS[-1])
        yield Bench(field.settings(), before, CLOCKS[-1])


@contextmanager
def impatient() -> Iterator[None]:
    """Four attempts as ever, without the seconds in between; and nothing is forced to the disk, as on the server."""
    patient = Http.__init__

    def hasty(self: Http, endpoint: Endpoint) -> None:
        patient(self, endpoint, patience=0.001)

    with patch.object(Http, "__init__", hasty), patch.object(os, "fsync", lambda _: None):
        yield
