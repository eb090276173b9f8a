"""What is known as of a moment, over random histories: as defined, and never altered by what came later."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests.integration.unwritten import Unwritten

from naukograd.core.database import Connection, connect, migrate
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Event, Stored
from naukograd.deliveries.ledger import Delivery, Receipt, delivery_id
from naukograd.sources.dataset import Statement

DAY0 = datetime(2026, 1, 1, tzinfo=UTC)
DATASET, WITH_HISTORY = "kgd.payments_by_bin", "worldbank.series"
LAST = 12
Row = tuple[Any, ...]


def day(number: int) -> datetime:
    return DAY0 + timedelta(days=number)


@dataclass(frozen=True)
class Content:
    """Bytes of a slice of a dataset."""

    dataset: str
    slice: str
    letter: str

    @property
    def delivery(self) -> Delivery:
        sha256 = hashlib.sha256(self.letter.encode()).hexdigest()
        return Delivery(delivery_id(self.dataset, self.slice, sha256), self.dataset, self.slice, sha256, 1)


@dataclass(frozen=True)
class Arrival:
    """Received on one day, counting from another; ``received`` may repeat, and may run against ``counts_from``."""

    of: Content
    received: int
    counts_from: int

    def event(self) -> Event:
        statement = Statement(day(self.counts_from), "shown to have existed")
        receipt = Receipt(day(self.received), {}, is_sample=True, has_own_clock=True, statement=statement)
        delivery = self.of.delivery
        return ledger.arrival(Unwritten(), delivery.dataset, delivery.slice, Stored(delivery.sha256, 1), receipt)


@dataclass(frozen=True)
class Judged:
    """By the gate (``counts_from`` is None), or by a person from a day on."""

    of: Content
    accepted: bool
    decided: int
    counts_from: int | None

    def event(self) -> Event:
        delivery, at = self.of.delivery, day(self.decided)
        if self.counts_from is not None:
            statement = Statement(day(self.counts_from), "a waiver")
            return ledger.verdict(Unwritten(), delivery, self.accepted, "head of a department", statement, at)
        verdict = {"dataset": delivery.dataset, "slice": delivery.slice, "sha256": delivery.sha256}
        said = {**verdict, "accepted": self.accepted, "reason": "looked at"}
        record = {"gate": "delivery", "subject": delivery.dataset, "passed": self.accepted}
        return ledger.gate_run(Unwritten(), record, [said], at)


History = tuple[list[Arrival], list[Judged]]
DAYS = st.integers(0, LAST)
# Two slices, and two deliveries that a person moves to and fro: A, B, A again is likely.
CONTENTS = st.builds(Content, st.sampled_from([DATASET, WITH_HISTORY]), st.sampled_from("xy"), st.sampled_from("ABC"))


@st.composite
def histories(draw: st.DrawFn) -> History:
    arrivals = draw(st.lists(st.builds(Arrival, CONTENTS, DAYS, DAYS), min_size=1, max_size=9, unique=True))
    arrived = st.sampled_from(sorted({a.of for a in arrivals}, key=str))
    # Most deliveries are judged once by the gate; some wait, some are judged twice.
    gate = [
        Judged(content, draw(st.sampled_from([True, True, True, False])), draw(DAYS), None)
        for content in sorted({a.of for a in arrivals}, key=str)
        if draw(st.integers(0, 9))
    ]
    again = draw(st.lists(st.builds(Judged, arrived, st.booleans(), DAYS, st.none()), max_size=1))
    persons = draw(st.lists(st.builds(Judged, arrived, st.booleans(), DAYS, DAYS), max_size=4))
    return arrivals, list(dict.fromkeys([*gate, *again, *persons]))


def known_then(history: History, moment: int) -> History:
    """What of a history was known at a moment: the gate's verdict belongs to the delivery, a person's has its date."""
    arrivals = [a for a in history[0] if a.counts_from <= moment]
    of = {a.of for a in arrivals}
    return arrivals, [v for v in history[1] if v.of in of and (v.counts_from is None or v.counts_from <= moment)]


def expected(history: History, moment: int) -> dict[tuple[str, str], Content]:
    """Of each slice the content that is current: the definition, read out."""
    arrivals, verdicts = known_then(history, moment)
    current: dict[tuple[str, str], Content] = {}
    for slice_ in {(a.of.dataset, a.of.slice) for a in arrivals}:
        candidates = [a for a in arrivals if (a.of.dataset, a.of.slice) == slice_ and accepted(a.of, verdicts)]
        if candidates:
            current[slice_] = min(candidates, key=lambda a: (-a.counts_from, -a.received, a.event().id)).of
    return current


def accepted(content: Content, verdicts: Sequence[Judged]) -> bool:
    of_it = [v for v in verdicts if v.of == content]
    persons = [v for v in of_it if v.counts_from is not None]
    if persons:
        return min(persons, key=lambda v: (-(v.counts_from or 0), -v.decided, v.event().id)).accepted
    return bool(of_it) and min(of_it, key=lambda v: (-v.decided, v.event().id)).accepted


@pytest.fixture(scope="module")
def conn(server: str) -> Iterator[Connection]:
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute("create database as_of_histories")
    with connect(psycopg.conninfo.make_conninfo(server, dbname="as_of_histories")) as conn:
        migrate(conn)
        yield conn


def tell(conn: Connection, history: History, shuffled: random.Random | None = None) -> None:
    """An empty ledger is told a history; arrivals before what is said of them, in any order else."""
    conn.execute("truncate ledger.events, ledger.deliveries cascade")
    for part in history:
        events = [each.event() for each in part]
        if shuffled:
            shuffled.shuffle(events)
        for event in events:
            ledger.apply(conn, event)


def build_list(conn: Connection, moment: int) -> list[Row]:
    query = "select * from ledger.build_list(%s, %s, '{}') order by delivery_id"
    return conn.execute(query, [day(moment), [WITH_HISTORY]]).fetchall()


@given(history=histories(), moment=DAYS, order=st.randoms(use_true_random=False))
@examples(max_examples=120, deadline=None)
def test_a_moment_s_list_is_as_defined_and_what_came_later_never_alters_it(
    conn: Connection, history: History, moment: int, order: random.Random
) -> None:
    with conn.transaction(force_rollback=True):
        tell(conn, history, order)
        listed = build_list(conn, moment)
        current = {(row[1], row[2]): row[3] for row in listed if row[5]}
        assert current == {key: content.delivery.id for key, content in expected(history, moment).items()}
        superseded = {row[3] for row in listed if not row[5]}
        assert all(row[1] == WITH_HISTORY for row in listed if not row[5])
        arrivals, verdicts = known_then(history, moment)
        kept = {a.of for a in arrivals if a.of.dataset == WITH_HISTORY and accepted(a.of, verdicts)}
        assert superseded == {content.delivery.id for content in kept} - set(current.values())
        tell(conn, known_then(history, moment))
        assert build_list(conn, moment) == listed


def test_a_person_goes_before_the_gate_from_a_day_on_however_often_the_gate_judges(conn: Connection) -> None:
    old, new = Content(DATASET, "x", "A"), Content(DATASET, "x", "B")
    arrivals = [Arrival(old, 0, 0), Arrival(new, 2, 2)]
    gate = [Judged(old, True, 0, None), Judged(new, True, 2, None), Judged(new, True, 9, None)]
    tell(conn, (arrivals, [*gate, Judged(new, False, 5, 5)]))
    seen = [dict.fromkeys(row[3] for row in build_list(conn, moment)) for moment in (4, 5, LAST)]
    assert seen == [{new.delivery.id: None}, {old.delivery.id: None}, {old.delivery.id: None}]
    tell(conn, (arrivals, [*gate, Judged(new, False, 5, 5), Judged(new, True, 8, 8)]))
    assert [row[3] for row in build_list(conn, 8)] == [new.delivery.id], "a later decision of a person's holds"
    assert [row[3] for row in build_list(conn, 7)] == [old.delivery.id]
