"""What the nightly run and BI pay for what is stored already."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from benchmarks import script
from benchmarks.table import Row
from benchmarks.years import MOMENT, Spent, Years, say, seconds, years
from naukograd import pipeline
from naukograd.standalone import postgres

STORED = (1, 12, 24, 60)
OTHERS = [MOMENT + timedelta(days=days) for days in (1, 2, 3)]
"""Moments of which all is known that the first build looked at: of earlier ones less would be computed."""
QUERIES = (Path(__file__).with_name("queries.sql")).read_text("utf-8")
ROUNDS = 20
LONG_TURNS = 2
"""So often at most is a first build repeated: it takes minutes, and swings little."""


def rows(monthly: int, pairs: int, folder: Path) -> list[Row]:
    """New months on top of few and of many, nights without news, first builds, another moment, queries.

    Args:
        monthly: payments of a month beside the participants' own.
    """
    with postgres.running(folder / "server") as server, years(server.url(), monthly, folder) as warehouse:
        warehouse.begin(STORED[-1] + 2 * pairs)
        with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
            conn.execute("create database small template warehouse")
        spent: dict[int, list[Spent]] = {}
        for stored in STORED:
            if warehouse.received < stored:
                warehouse.grow(stored)
                warehouse.settle()
            spent[stored] = [warehouse.one_more() for _ in range(pairs)]
        nights = [(warehouse.idle_night(), warehouse.busy_night()) for _ in range(pairs)]
        builds = [_builds(warehouse, folder) for _ in range(min(pairs, LONG_TURNS))]
        queries = [(p95(server.url()), p95(server.url("small"))) for _ in range(pairs)]
    months = f"{warehouse.received} months"
    return [
        *_months(spent, f"{monthly:,} payments a month"),
        _row("a night without news", "with one new month", nights, 0.3),
        _row(f"first build of {months}", "its SQL as one script", [(b.first, b.script) for b in builds], 1.3),
        _row(f"first build of {months}", "a script for one register", [(b.first, b.by_hand) for b in builds], 1.3),
        _row("marts as of another moment", "the first build", [(b.as_of, b.first) for b in builds], 0.2),
        _row(f"p95 of 20 queries, {months} stored", "one month stored", queries, 1.2),
    ]


def _months(spent: dict[int, list[Spent]], stored_rows: str) -> list[Row]:
    steps: tuple[tuple[str, Callable[[Spent], float]], ...] = (
        ("load", lambda s: s.load),
        ("gate", lambda s: s.gate),
        ("build and publish", lambda s: s.build),
    )
    few = spent[STORED[0]]
    return [
        _row(
            f"{name} a new month on top of {stored}, {stored_rows}",
            "on top of one",
            [(of(mine), of(its)) for mine, its in zip(spent[stored], few, strict=True)],
            1.2,
        )
        for stored in STORED[1:]
        for name, of in steps
    ]


def _row(what: str, against: str, turns: list[tuple[float, float]], at_most: float) -> Row:
    ours, theirs = zip(*turns, strict=True)
    return Row(what, against, "s", ours, theirs, at_most)


@dataclass(frozen=True)
class Builds:
    """Seconds of a first build, of its SQL as one script, of a script by hand, of the marts as of another moment."""

    first: float
    script: float
    by_hand: float
    as_of: float


def _builds(warehouse: Years, folder: Path) -> Builds:
    def settled(step: Callable[[], float]) -> float:
        warehouse.settle()
        return step()

    def as_of(moment: datetime) -> float:
        return settled(lambda: seconds(lambda: pipeline.build_apart(warehouse.settings, moment)))

    warehouse.forget_built()
    found = Builds(
        first=settled(lambda: seconds(warehouse.build)),
        # Of seconds, where the others are of a minute: one of them says little.
        as_of=statistics.median(as_of(moment) for moment in OTHERS),
        script=settled(lambda: script.seconds(warehouse.settings, MOMENT, folder, {})),
        by_hand=settled(lambda: script.seconds(warehouse.settings, MOMENT, folder, script.BY_HAND)),
    )
    say("builds", str(found), found.first)
    return found


def p95(url: str) -> float:
    """The 95th percentile of the queries' times, over all rounds; the first round only warms."""
    queries = [query for query in QUERIES.split(";") if query.strip()]
    taken = []
    with psycopg.connect(url, autocommit=True) as conn:
        for query in queries:
            conn.execute(query).fetchall()
        for _ in range(ROUNDS):
            taken += [seconds(lambda query=query: conn.execute(query).fetchall()) for query in queries]
    return statistics.quantiles(taken, n=20)[-1]
