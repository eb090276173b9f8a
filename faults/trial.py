"""Faults on a night when the rest of the world is sound: where is each caught, and what comes through?

A trial is a second night. The first night's deliveries are there; of the second night's, all but those of the dataset
on trial, whose answers arrive damaged. Each is asked for, loaded and judged by itself; what the gate of deliveries lets
through is built afterwards, faults of different datasets together.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from psycopg import sql

from faults.concept import damaged_tables
from faults.fault import Place
from faults.grouping import Asked, Passed, Trial, batches, disturb_each_other, is_built
from faults.night import Night, candidate, next_run
from faults.outcome import Outcome, outcome
from faults.proxy import Proxy
from faults.second_night import SecondNight
from naukograd import pipeline
from naukograd.core.database import Connection
from naukograd.core.errors import BuildFailed, GateFailed, NaukogradError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.warehouse import dbt
from naukograd.warehouse.builds import Purpose

YEARS = (2024, 2025, 2026)
CLEAN = "clean"
"""Schema with the marts as they are without any fault."""
TELL_OF_DELIVERIES = frozenset({"data_sources", "figure_sources", "report_totals"})
"""Marts that differ with every delivery, be it sound: none of their cells is a figure of the programme."""


def keep(settings: Settings, moment: datetime) -> None:
    """Keep a sound night, and the marts of that moment without any fault, to try faults on them."""
    candidate(settings, moment)
    # Its build among them: what two sources agreed on is held against what comes.
    SecondNight(settings, moment).remember()
    schema = Purpose.RELEASE.candidate
    with pipeline.opened(settings) as (conn, _):
        conn.execute(sql.SQL("create schema {}").format(sql.Identifier(CLEAN)))
        for mart in sorted(dbt.contract(settings, schema).keys() - TELL_OF_DELIVERIES):
            conn.execute(
                sql.SQL("create table {} as table {}").format(sql.Identifier(CLEAN, mart), sql.Identifier(schema, mart))
            )


class Bench:
    """A warehouse whose sound night is kept, on which faults are tried one after the other."""

    def __init__(self, settings: Settings, proxy: Proxy, clock: str) -> None:
        self._settings, self._proxy = settings, proxy
        self._moment = parse_moment(clock)
        self._night = SecondNight(settings, self._moment)

    def attempt(self, trials: Sequence[Trial], *, builds: bool = True) -> list[Outcome | Passed]:
        """Try faults as far as the gate of deliveries. Afterwards everything is sound again.

        Args:
            trials: one, or several that `grouping.chunks` puts together.
            builds: whether what the gate lets through is to be built: until then it is set aside.
        """
        asked = [self._ask(trial) for trial in trials]
        found: list[Outcome | Passed] = [each for each in asked if isinstance(each, Outcome)]
        arrived = [each for each in asked if isinstance(each, Asked)]
        if not arrived:
            return found
        if disturb_each_other(arrived):
            return [*found, *self._one_by_one(arrived, builds=builds)]
        return [*found, *self._judged(arrived, builds=builds)]

    def build(self, passed: Sequence[Passed]) -> Iterator[Outcome]:
        """What becomes of faults that the gate of deliveries let through."""
        for batch in batches(passed):
            yield from self._build(batch)

    def _judged(self, arrived: Sequence[Asked], *, builds: bool) -> list[Outcome | Passed]:
        fault, _ = arrived[0].trial
        self._night.bring_back([each.run_id for each in arrived], self._moment + fault.later)
        try:
            started = time.monotonic()
            pipeline.load(self._settings, fault.dataset)
            pipeline.judge(self._settings, fault.dataset, run_id="")
        except Exception as error:
            # It stops, but nobody is told what to do; and the rest is to be tried all the same.
            if len(arrived) > 1:
                return self._one_by_one(arrived, builds=builds)
            self._night.forget([arrived[0].run_id])
            said = f"the system broke: {type(error).__name__}: {error}"
            return [outcome(*arrived[0].trial, Place.NOWHERE, said, seconds=arrived[0].seconds)]
        share = (time.monotonic() - started) / len(arrived)
        told = [self._told(replace(each, seconds=each.seconds + share)) for each in arrived]
        if not builds:
            told = [_unseen(each, 0) if isinstance(each, Passed) else each for each in told]
        waiting = {each.run_id for each in told if isinstance(each, Passed)}
        self._night.forget([each.run_id for each in arrived if each.run_id not in waiting])
        return told

    def _one_by_one(self, arrived: Sequence[Asked], *, builds: bool) -> list[Outcome | Passed]:
        """Asked for once more: whatever has arrived would be loaded with any of them."""
        self._night.forget([each.run_id for each in arrived])
        return [found for each in arrived for found in self.attempt([each.trial], builds=builds)]

    def _ask(self, trial: Trial) -> Outcome | Asked:
        """What arrives is set aside: it must not disturb what is asked for next."""
        fault, size = trial
        started = time.monotonic()
        run_id = next_run()
        moment = self._moment + fault.later
        self._night.begin(run_id, fault.dataset, fault.years, moment)
        try:
            self._fetch(trial, run_id, moment)
        except NaukogradError as error:
            self._night.forget([run_id])
            return outcome(fault, size, Place.REPLY, str(error), seconds=time.monotonic() - started)
        slices = self._night.set_aside(run_id, fault.dataset, fault.years)
        return Asked(trial, run_id, slices, time.monotonic() - started)

    def _told(self, asked: Asked) -> Outcome | Passed:
        """What the gate of deliveries says of it."""
        fault, size = asked.trial
        try:
            pipeline.judge(self._settings, fault.dataset, run_id=asked.run_id)
        except GateFailed as error:
            place = Place.READER if self._night.is_unreadable(asked.run_id) else Place.DELIVERY
            checks = self._night.failed(asked.run_id)
            return outcome(fault, size, place, str(error), checks=checks, seconds=asked.seconds)
        warned = self._night.warned(asked.run_id)
        if not warned:
            put_aside = self._night.has_put_aside(fault.dataset, asked.run_id)
            passed = Passed(asked.trial, asked.run_id, asked.slices, asked.seconds, put_aside)
            # Models read nothing else of a delivery: equal rows need no build to show that they give equal figures.
            is_as_ever = (
                is_built(fault)
                and not fault.later
                and self._night.reads_the_same(asked.run_id, ["place"] if fault.is_quirk else [])
            )
            return _unseen(passed, 0) if is_as_ever else passed
        checks = sorted({name for name, _ in warned})
        said = " ".join(warned.values())
        return outcome(fault, size, Place.DELIVERY, said, checks=checks, holds=True, seconds=asked.seconds)

    def _fetch(self, trial: Trial, run_id: str, moment: datetime) -> None:
        fault, size = trial
        with damaged_tables(fault, size) as shipped:
            night = Night(self._settings, self._proxy.url, moment.isoformat(), list(YEARS), shipped, run_id)
            self._proxy.set(fault, size)
            try:
                night.fetch(fault.dataset, list(fault.years))
            finally:
                broken, damaged = self._proxy.broken, self._proxy.damaged
                self._proxy.set(None)
        if broken:
            raise broken
        # At its smallest it has to change something; larger, it changes more.
        if is_built(fault) and size == fault.sizes[0] and DATASETS[fault.dataset].source not in shipped:
            assert fault.has_changed(damaged), f"{fault.name} changes nothing"

    def _build(self, batch: Sequence[Passed]) -> list[Outcome]:
        """Faults of different datasets in one build; if that says anything, they are told apart in halves."""
        moment = self._moment + batch[0].trial[0].later
        started = time.monotonic()
        self._night.bring_back([each.run_id for each in batch], moment)
        said, place, reached = self._go_on(moment)
        checks = self._failed() if said else []
        self._night.restore()
        share = (time.monotonic() - started) / len(batch)
        # A quirk may change figures: only an alarm is wrong.
        if not said and (not reached or all(each.trial[0].is_quirk for each in batch)):
            return [_unseen(each, share) for each in batch]
        if len(batch) > 1:
            middle = len(batch) // 2
            return [*self._build(batch[:middle]), *self._build(batch[middle:])]
        (one,) = batch
        if said:
            holds = place is Place.RELEASE
            return [outcome(*one.trial, place, said, checks=checks, holds=holds, seconds=one.seconds + share)]
        return [outcome(*one.trial, Place.NOWHERE, "", reached=reached, seconds=one.seconds + share)]

    def _go_on(self, moment: datetime) -> tuple[str, Place, tuple[str, ...]]:
        """Build; what the gates of marts and report say, and where; or else which marts differ."""
        try:
            candidate(self._settings, moment)
        except (BuildFailed, GateFailed) as error:
            stops = isinstance(error, BuildFailed) or error.where.startswith("build")
            return str(error), Place.MART if stops else Place.RELEASE, ()
        return "", Place.MENDED, self._differing()

    def _failed(self) -> list[str]:
        """Names of the checks of the last build that found something."""
        with pipeline.opened(self._settings) as (conn, _):
            rows = conn.execute(
                """
                with last_gates as (
                    select distinct on (gate collate "C") record
                    from ledger.gate_runs
                    where subject ^@ (
                        select 'build ' || build_id from ledger.builds order by started_at desc limit 1
                    )
                    order by gate collate "C", ran_at desc
                )

                select distinct c.value ->> 'check'
                from last_gates cross join lateral jsonb_array_elements(record -> 'checks') as c (value)
                where not (c.value ->> 'passed')::boolean and c.value ->> 'severity' <> 'info'
                order by 1
                """
            )
            return [str(row[0]) for row in rows]

    def _differing(self) -> tuple[str, ...]:
        with pipeline.opened(self._settings) as (conn, _):
            marts = conn.execute("select tablename from pg_tables where schemaname = %s order by 1", [CLEAN]).fetchall()
            return tuple(mart for (mart,) in marts if _differs(conn, Purpose.RELEASE.candidate, mart))


def _unseen(one: Passed, seconds: float) -> Outcome:
    place = Place.ROW if one.put_aside else Place.MENDED
    return outcome(*one.trial, place, "", seconds=one.seconds + seconds)


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
