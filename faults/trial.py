"""Faults on a night when the rest of the world is sound: where is each caught, and what comes through?

A trial is a second night. The first night's deliveries are there; of the second night's, all but those of the dataset
on trial, whose answers arrive damaged. Each is asked for, loaded and judged by itself; what the gate of deliveries lets
through is built afterwards, faults of different datasets together.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from faults.concept import damaged_tables
from faults.fault import Fault, Place
from faults.night import Night, candidate, next_run
from faults.outcome import Outcome, outcome
from faults.proxy import Proxy
from faults.second_night import SecondNight
from naukograd import pipeline
from naukograd.core.database import Connection
from naukograd.core.errors import BuildFailed, GateFailed, NaukogradError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.warehouse.builds import Purpose

YEARS = (2024, 2025, 2026)
CLEAN = "clean"
"""Schema with the marts as they are without any fault."""
TELL_OF_DELIVERIES = ("data_sources", "figure_sources", "report_totals")
"""Marts that differ with every delivery, be it sound: none of their cells is a figure of the programme."""

Trial = tuple[Fault, float]
"""A fault and its size."""


@dataclass(frozen=True)
class Passed:
    """A fault that the gate of deliveries let through without a word. ``put_aside``: rows of it were quarantined."""

    trial: Trial
    run_id: str
    put_aside: bool
    seconds: float


class Bench:
    """A warehouse with a sound night behind it, on which faults are tried one after the other."""

    def __init__(self, settings: Settings, proxy: Proxy, clock: str) -> None:
        self._settings, self._proxy = settings, proxy
        self._moment = parse_moment(clock)
        self._night = SecondNight(settings, self._moment)

    def prepare(self, *, builds: bool) -> None:
        """Keep the sound night, and the marts without any fault if there are builds to hold against them."""
        self._night.remember()
        if not builds:
            return
        candidate(self._settings, self._moment)
        schema = Purpose.RELEASE.candidate
        with pipeline.opened(self._settings) as (conn, _):
            conn.execute(sql.SQL("create schema {}").format(sql.Identifier(CLEAN)))
            for mart in _tables(conn, schema):
                conn.execute(
                    sql.SQL("create table {} as table {}").format(
                        sql.Identifier(CLEAN, mart), sql.Identifier(schema, mart)
                    )
                )

    def attempt(self, trial: Trial, *, builds: bool = True) -> Outcome | Passed:
        """Try one fault as far as the gate of deliveries. Afterwards everything is sound again.

        Args:
            builds: whether what the gate lets through is to be built: until then it is set aside.
        """
        found = self._ingest(trial)
        if isinstance(found, Passed) and not builds:
            found = _unseen(found, 0)
        elif isinstance(found, Passed) and trial[0].later:
            found = self._build_alone(found)
        if isinstance(found, Outcome):
            self._night.restore()
        else:
            # Until it is built its arrivals must not disturb the next trial.
            self._night.set_aside()
        return found

    def build(self, passed: Sequence[Passed]) -> Iterator[Outcome]:
        """What becomes of faults that the gate of deliveries let through."""
        for batch in _batches(passed):
            yield from self._build(batch)

    def _ingest(self, trial: Trial) -> Outcome | Passed:
        fault, size = trial
        started = time.monotonic()
        run_id = next_run()
        moment = self._moment + fault.later
        self._night.begin(fault.dataset, moment)
        place, said, checks, holds = Place.DELIVERY, "", [], False
        try:
            self._fetch(trial, run_id, moment)
        except NaukogradError as error:
            return outcome(fault, size, Place.REPLY, str(error), seconds=time.monotonic() - started)
        try:
            unreadable = pipeline.load(self._settings, fault.dataset)["unreadable"]
            pipeline.judge(self._settings, fault.dataset, run_id=run_id)
        except GateFailed as error:
            place, said = (Place.READER if unreadable else Place.DELIVERY), str(error)
            checks = self._night.failed(run_id)
        except Exception as error:
            # It stops, but nobody is told what to do; and the rest is to be tried all the same.
            place, said = Place.NOWHERE, f"the system broke: {type(error).__name__}: {error}"
        else:
            warned = self._night.warned(run_id)
            holds, said, checks = bool(warned), " ".join(warned.values()), sorted({name for name, _ in warned})
        seconds = time.monotonic() - started
        if not said:
            return Passed(trial, run_id, self._night.has_put_aside(fault.dataset, run_id), seconds)
        return outcome(fault, size, place, said, checks=checks, holds=holds, seconds=seconds)

    def _fetch(self, trial: Trial, run_id: str, moment: datetime) -> None:
        fault, size = trial
        with damaged_tables(fault, size) as shipped:
            night = Night(self._settings, self._proxy.url, moment.isoformat(), list(YEARS), shipped, run_id)
            self._proxy.set(fault, size)
            try:
                night.fetch(fault.dataset)
            finally:
                broken = self._proxy.broken
                self._proxy.set(None)
        if broken:
            raise broken

    def _build(self, batch: Sequence[Passed]) -> list[Outcome]:
        """Faults of different datasets in one build; if that says anything, they are told apart in halves."""
        self._night.bring_back([each.run_id for each in batch])
        if len(batch) == 1:
            alone = self._build_alone(batch[0])
            self._night.restore()
            return [alone]
        started = time.monotonic()
        said, _, reached = self._go_on(self._moment)
        self._night.restore()
        # A quirk may change figures: only an alarm is wrong.
        if not said and (not reached or all(each.trial[0].is_quirk for each in batch)):
            share = (time.monotonic() - started) / len(batch)
            return [_unseen(each, share) for each in batch]
        middle = len(batch) // 2
        return [*self._build(batch[:middle]), *self._build(batch[middle:])]

    def _build_alone(self, one: Passed) -> Outcome:
        fault, size = one.trial
        started = time.monotonic()
        said, place, reached = self._go_on(self._moment + fault.later)
        seconds = one.seconds + time.monotonic() - started
        if said:
            return outcome(fault, size, place, said, holds=place is Place.RELEASE, seconds=seconds)
        if reached and not fault.is_quirk:
            return outcome(fault, size, Place.NOWHERE, "", reached=reached, seconds=seconds)
        return _unseen(one, seconds - one.seconds)

    def _go_on(self, moment: datetime) -> tuple[str, Place, tuple[str, ...]]:
        """Build; what the gates of marts and report say, and where; or else which marts differ."""
        try:
            candidate(self._settings, moment)
        except (BuildFailed, GateFailed) as error:
            stops = isinstance(error, BuildFailed) or error.where.startswith("build")
            return str(error), Place.MART if stops else Place.RELEASE, ()
        return "", Place.MENDED, self._differing()

    def _differing(self) -> tuple[str, ...]:
        with pipeline.opened(self._settings) as (conn, _):
            return tuple(mart for mart in _tables(conn, CLEAN) if _differs(conn, Purpose.RELEASE.candidate, mart))


def _batches(passed: Sequence[Passed]) -> list[list[Passed]]:
    """Together goes what should say nothing, one of each dataset: quirks, and what is read as it was meant."""
    together: dict[tuple[bool, int], list[Passed]] = {}
    alone: list[list[Passed]] = []
    turns: Counter[tuple[bool, str]] = Counter()
    for each in passed:
        fault, _ = each.trial
        if not (fault.is_quirk or fault.place in (Place.ROW, Place.MENDED)):
            alone.append([each])
            continue
        turns[fault.is_quirk, fault.dataset] += 1
        together.setdefault((fault.is_quirk, turns[fault.is_quirk, fault.dataset]), []).append(each)
    return [*together.values(), *alone]


def _unseen(one: Passed, seconds: float) -> Outcome:
    place = Place.ROW if one.put_aside else Place.MENDED
    return outcome(*one.trial, place, "", seconds=one.seconds + seconds)


def _tables(conn: Connection, schema: str) -> list[str]:
    rows = conn.execute(
        """
        select tablename from pg_tables where schemaname = %s and tablename <> all(%s)
        and tablename in (select tablename from pg_tables where schemaname = 'marts')
        order by 1
        """,
        [schema, list(TELL_OF_DELIVERIES)],
    )
    return [str(row[0]) for row in rows]


def _differs(conn: Connection, candidate: str, mart: str) -> bool:
    """Whether a cell differs; identities of builds, deliveries and moments are no figures."""
    one, other = (
        sql.SQL(
            """
            select jsonb_object_agg(e.key, e.value) filter (
                where e.key <> all('{{build_id,as_of}}') and e.key !~ '(delivery|arrival|known_from|received|counts)'
            ) from {} as t cross join lateral jsonb_each(to_jsonb(t)) as e group by t.ctid
            """
        ).format(sql.Identifier(schema, mart))
        for schema in (CLEAN, candidate)
    )
    query = sql.SQL("select exists ((({one}) except all ({other})) union all (({other}) except all ({one})))")
    row = conn.execute(query.format(one=one, other=other)).fetchone()
    return bool(row and row[0])
