"""One fault at one size against a warehouse that is sound otherwise: where is it caught, and what came through?"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg import sql

from faults.concept import damaged_tables
from faults.fault import Fault, Place
from faults.night import Night
from faults.proxy import Proxy
from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.database import Connection
from naukograd.core.errors import BuildFailed, GateFailed, NaukogradError
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive, Stored
from naukograd.deliveries.ledger import Receipt
from naukograd.sources import DATASETS
from naukograd.sources.dataset import Statement
from naukograd.warehouse.builds import Purpose

YEAR = 2026
Current = dict[tuple[str, str], tuple[int, str, int]]
"""By dataset and slice the current delivery: identity, sha256, size."""
YEARS = (2024, 2025, 2026)
CLEAN = "clean"
"""Schema with the marts as they are without any fault."""
TELL_OF_DELIVERIES = ("data_sources", "figure_sources", "report_totals")
"""Marts that differ with every delivery, be it sound: none of their cells is a figure of the programme."""
ALARMS = ("critical ", "warning ")
"""How the line of a check begins that rejects, stops or holds; what is only told is no alarm."""
SAID_BY_A_CHECK = re.compile(r"(?:critical |warning |^|Reported: |\. )([a-z_]+(?:\.[a-z_]+)?):")


@dataclass(frozen=True)
class Outcome:
    """What became of one fault at one size. Plain values: it crosses processes.

    Attributes:
        wanted: where it must be caught.
        place: where it was caught; NOWHERE if figures differ and nothing stopped them.
        checks: names of the checks that said so.
        said: what the operator reads.
        reached: marts with cells that differ from those without the fault, where nothing stopped them.
        is_good: caught where it must be, in words that tell; of a quirk: not a word about it.
    """

    dataset: str
    fault: str
    says: str
    size: float
    is_quirk: bool
    wanted: Place
    place: Place
    checks: tuple[str, ...]
    said: str
    reached: tuple[str, ...]
    is_good: bool
    seconds: float


class Heard(logging.Handler):
    """What the operator reads of warnings while a trial runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """The lines heard while the block runs."""
        self.lines = []
        root = logging.getLogger("naukograd")
        root.addHandler(self)
        try:
            yield self.lines
        finally:
            root.removeHandler(self)


class Bench:
    """A warehouse with a sound night behind it, on which faults are tried one after the other.

    ``usual``: what its gates say even so.
    """

    def __init__(self, settings: Settings, proxy: Proxy, clock: str) -> None:
        self._settings, self._proxy = settings, proxy
        self._moment = parse_moment(clock)
        self._usual: frozenset[str] = frozenset()
        self._heard = Heard()

    def prepare(self) -> None:
        """Compute the marts without any fault, to hold others against."""
        with self._heard.listening() as lines:
            self._build(self._moment)
        self._usual = frozenset(_without_numbers(line) for line in lines)
        candidate = Purpose.RELEASE.candidate
        with pipeline.opened(self._settings) as (conn, _):
            conn.execute(sql.SQL("create schema {}").format(sql.Identifier(CLEAN)))
            for mart in _tables(conn, candidate):
                conn.execute(
                    sql.SQL("create table {} as table {}").format(
                        sql.Identifier(CLEAN, mart), sql.Identifier(candidate, mart)
                    )
                )

    def attempt(self, fault: Fault, size: float) -> Outcome:
        """Damage, ingest, and go on as far as a figure could come; then have the source mend its answer."""
        started = time.monotonic()
        # Each trial has a second of its own, for what came before it was mended a second ago.
        self._moment += timedelta(seconds=2)
        moment = self._moment + fault.later
        before = self._current(moment)
        with self._heard.listening() as lines:
            if fault.later:
                self._refresh(before, moment, fault.dataset)
            place, said, reached = self._run(fault, size, moment)
        heard = [line for line in lines if line.startswith(ALARMS) and _without_numbers(line) not in self._usual]
        words = " ".join(dict.fromkeys([*([said] if said else []), *heard]))
        self._mend(before, moment)
        checks = tuple(dict.fromkeys(SAID_BY_A_CHECK.findall(words)))
        return Outcome(
            dataset=fault.dataset,
            fault=fault.name,
            says=fault.says,
            size=size,
            is_quirk=fault.is_quirk,
            wanted=fault.place,
            place=place,
            checks=checks,
            said=words,
            reached=reached,
            is_good=_is_good(fault, place, words, reached),
            seconds=time.monotonic() - started,
        )

    def _run(self, fault: Fault, size: float, moment: datetime) -> tuple[Place, str, tuple[str, ...]]:
        with damaged_tables(fault, size) as shipped:
            night = Night(self._settings, self._proxy.url, moment.isoformat(), list(YEARS), shipped)
            self._proxy.set(fault, size)
            try:
                night.fetch(fault.dataset)
            except NaukogradError as error:
                return Place.REPLY, str(error), ()
            finally:
                broken = self._proxy.broken
                self._proxy.set(None)
        if broken:
            raise broken
        try:
            unreadable = pipeline.load(self._settings, fault.dataset)["unreadable"]
            pipeline.judge(self._settings, fault.dataset, run_id=night.run_id)
        except GateFailed as error:
            return (Place.READER if unreadable else Place.DELIVERY), str(error), ()
        try:
            self._build(moment)
        except BuildFailed as error:
            return Place.MART, str(error), ()
        except GateFailed as error:
            return (Place.MART if error.where.startswith("build") else Place.RELEASE), str(error), ()
        reached = self._differing()
        if reached:
            return Place.NOWHERE, "", reached
        return (Place.ROW if self._quarantined(fault.dataset, night.run_id) else Place.MENDED), "", ()

    def _build(self, moment: datetime) -> None:
        build_id = pipeline.begin_release(self._settings, YEAR, moment, "a trial", ())
        pipeline.build_per_delivery(self._settings, build_id)
        pipeline.build_candidate(self._settings, build_id)
        pipeline.judge_release(self._settings, build_id, YEAR)
        pipeline.require_waivers(self._settings, build_id, YEAR)

    def _current(self, moment: datetime) -> Current:
        with pipeline.opened(self._settings) as (conn, _):
            rows = conn.execute(
                """
                select c.dataset, c.slice, c.delivery_id, d.sha256, d.size_bytes
                from ledger.current_deliveries(%s) as c
                inner join ledger.deliveries as d using (delivery_id)
                """,
                [moment],
            )
            return {(dataset, slice_): tuple(rest) for dataset, slice_, *rest in rows}

    def _refresh(self, current: Current, moment: datetime, but: str) -> None:
        """Everything arrives again, so that time has passed for one dataset alone."""
        with pipeline.opened(self._settings) as (conn, archive):
            for key, delivery in current.items():
                if key[0] != but:
                    _arrive(conn, archive, key, delivery, Statement(moment, "time has passed"))

    def _mend(self, before: Current, moment: datetime) -> None:
        """The same bytes as before arrive again, wherever others came last: what was rejected is answered for too."""
        at = moment + timedelta(seconds=1)
        statement = Statement(at, "the source has mended its answer")
        with pipeline.opened(self._settings) as (conn, archive):
            for dataset, slice_, identity in conn.execute(
                "select dataset, slice, delivery_id from ledger.latest_arrivals(%s)", [at]
            ).fetchall():
                key = dataset, slice_
                if key not in before:
                    raise LookupError(f"a new slice {key} cannot be taken back")
                if before[key][0] != identity:
                    _arrive(conn, archive, key, before[key], statement)

    def _quarantined(self, dataset: str, run_id: str) -> bool:
        with pipeline.opened(self._settings) as (conn, _):
            row = conn.execute(
                sql.SQL(
                    """
                    select count(*) from {} where delivery_id in (
                        select delivery_id from ledger.arrivals where origin ->> 'run_id' = %s
                    )
                    """
                ).format(sql.Identifier("staging", f"{DATASETS[dataset].staging}_quarantined")),
                [run_id],
            ).fetchone()
            return bool(row and row[0])

    def _differing(self) -> tuple[str, ...]:
        candidate = Purpose.RELEASE.candidate
        with pipeline.opened(self._settings) as (conn, _):
            return tuple(mart for mart in _tables(conn, CLEAN) if _differs(conn, candidate, mart))


def _arrive(
    conn: Connection, archive: Archive, key: tuple[str, str], delivery: tuple[int, str, int], statement: Statement
) -> None:
    _, sha256, size = delivery
    receipt = Receipt(periods.now(), {"run_id": "a trial"}, True, has_own_clock=True, statement=statement)
    ledger.apply(conn, ledger.arrival(archive, *key, Stored(sha256, size), receipt))


def _is_good(fault: Fault, place: Place, said: str, reached: tuple[str, ...]) -> bool:
    if fault.is_quirk:
        return not said
    return place == fault.place and bool(re.search(fault.words, said, re.IGNORECASE)) and not reached


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


def _without_numbers(line: str) -> str:
    return re.sub(r"[0-9a-f]{12,}|\d+", "#", line)
