"""What codes of territorial units meant on which day: the real states through the real path, and any states at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.warehouse import builds, dbt
from naukograd.warehouse.builds import Purpose
from sample_world.classifier import FOLDER
from sample_world.server import serve
from sample_world.world import World
from tests.installation import installation

from .conftest import CLOCK, Thread

CROSSWALK = Path(__file__).parents[2] / "fixtures" / "kato" / "legacy_city_codes_crosswalk.csv"
CHANGES = FOLDER / "kato_diff_2022-10-17_to_2026-07-17.csv"
IN_2022, IN_2026 = date(2022, 10, 17), date(2026, 7, 17)
BEFORE_ALL = date(2018, 6, 18)

Meaning = tuple[str, str]
"""Name and identity."""


@pytest.fixture(scope="module")
def warehouse(server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with both real states of the classifier, and the meanings built from them."""
    where = installation(server, "codes_by_date", prepared, tmp_path_factory.mktemp("codes_by_date"))
    with serve(small_world) as world:
        Thread(where, world).ingest("bns.kato")
    with connect(where.warehouse_url) as conn:
        build = builds.begin(conn, parse_moment(CLOCK), dbt.code_version(), Purpose.MARTS)
    dbt.run(where, "meanings", ["run", "--select", "+kato_meanings,path:models/as_of"], build)
    return where


def rows(where: Settings, query: str) -> list[tuple[Any, ...]]:
    with connect(where.warehouse_url) as conn:
        return conn.execute(query).fetchall()


def meanings_on(where: Settings, day: date) -> dict[str, Meaning]:
    found = rows(
        where,
        "select kato, name_ru, identity_kato from candidate.kato_meanings"
        f" where coalesce(valid_from <= '{day}', true) and coalesce(valid_to > '{day}', true)",
    )
    by_code = {kato: (name, identity) for kato, name, identity in found}
    assert len(by_code) == len(found), f"a code means two things on {day}"
    return by_code


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def spelling(name: str) -> str:
    """A name without what makes no other name: spaces and case."""
    return "".join(name.lower().split())


def test_no_code_means_two_things_on_one_day(warehouse: Settings) -> None:
    overlaps = rows(
        warehouse,
        "select a.kato from candidate.kato_meanings as a inner join candidate.kato_meanings as b"
        " on a.kato = b.kato and (a.valid_from, a.name_ru) is distinct from (b.valid_from, b.name_ru)"
        " and coalesce(a.valid_from, '-infinity') < coalesce(b.valid_to, 'infinity')"
        " and coalesce(b.valid_from, '-infinity') < coalesce(a.valid_to, 'infinity')",
    )
    assert overlaps == []


def test_taldykorgan_and_qonayev_share_a_code_and_no_day(warehouse: Settings) -> None:
    assert meanings_on(warehouse, date(2022, 6, 7))["191010000"] == ("г.Талдыкорган", "331010000")
    assert meanings_on(warehouse, date(2022, 6, 8))["191010000"] == ("г.Қонаев", "191010000")
    assert meanings_on(warehouse, IN_2026)["331010000"] == ("г.Талдыкорган", "331010000")


def test_kurchatov_is_one_place_in_two_regions(warehouse: Settings) -> None:
    assert rows(
        warehouse,
        "select kato, region_kato, valid_from::text, valid_to::text from candidate.kato_meanings"
        " where identity_kato = '101810000' order by valid_from nulls first",
    ) == [("632210000", "630000000", None, "2022-06-08"), ("101810000", "100000000", "2022-06-08", None)]


def test_every_legacy_code_leads_to_the_city_of_today(warehouse: Settings) -> None:
    before, in_2022, in_2026 = (meanings_on(warehouse, day) for day in (BEFORE_ALL, IN_2022, IN_2026))
    cities = table(CROSSWALK)
    assert len(cities) == 19
    for city in cities:
        old = city["legacy_kato"]
        assert before.get(old, ("", old))[1] == city["current_kato"], city
        assert in_2022.get(old, ("", ""))[0] == city["name_of_legacy_code_in_2022"], city
        assert in_2026.get(old, ("", ""))[0] == city["name_of_legacy_code_in_2026"], city
        assert in_2026[city["current_kato"]][0] == city["name_of_current_code_in_2026"], city


def test_every_published_change_between_the_states_is_there(warehouse: Settings) -> None:
    in_2022, last_day, in_2026 = (
        meanings_on(warehouse, day) for day in (IN_2022, IN_2026 - timedelta(days=1), IN_2026)
    )
    changes = table(CHANGES)
    assert len(changes) == 1991
    for change in changes:
        before, after = (spelling(found.get(change["kato"], ("", ""))[0]) for found in (in_2022, in_2026))
        assert (before, after) == (spelling(change["name_2022"]), spelling(change["name_2026"])), change
        # The day of the change is not told, so what the earlier state says holds until the later one.
        assert last_day.get(change["kato"]) == in_2022.get(change["kato"])


def test_legal_acts_and_states_do_not_contradict_each_other(warehouse: Settings) -> None:
    assert rows(
        warehouse,
        "select count(*) from candidate.kato_meanings where kato in (select kato from seeds.kato_history)",
    ) == rows(warehouse, "select count(*) from seeds.kato_history")


CODES = ("191010000", "101810000")
FIRST = date(2020, 1, 1)
NAMES = st.sampled_from(["А", "Б"])


@dataclass(frozen=True)
class Span:
    """What an act says of a code; days are counted from FIRST, an open end is None."""

    kato: str
    name: str
    identity: str
    begins: int | None
    ends: int | None


@st.composite
def histories(draw: st.DrawFn) -> list[Span]:
    """Spans of each code that do not overlap, with or without gaps, open or not at either end."""
    spans = []
    for kato in CODES:
        bounds: list[int | None] = [*sorted(draw(st.sets(st.integers(1, 12), max_size=4)))]
        if draw(st.booleans()):
            bounds = [None, *bounds]
        for begins, ends in zip(bounds, [*bounds[1:], None], strict=False):
            if draw(st.booleans()):
                spans.append(Span(kato, draw(NAMES), draw(st.sampled_from(CODES)), begins, ends))
    return spans


STATES = st.dictionaries(st.integers(1, 12), st.dictionaries(st.sampled_from(CODES), NAMES, min_size=1), max_size=3)


def said(states: dict[int, dict[str, str]], spans: list[Span], kato: str, day: int) -> Meaning | None:
    """The meaning by the latest statement: on one day an act's beginning, then a state, then an act's end."""
    told: list[tuple[int, int, Meaning | None]] = []
    for span in spans:
        if span.kato == kato:
            told.append((-1 if span.begins is None else span.begins, 3, (span.name, span.identity)))
            told.extend([(span.ends, 1, None)] if span.ends is not None else [])
    if any(kato in names for names in states.values()):
        told.extend((on, 2, (names[kato], kato) if kato in names else None) for on, names in states.items())
    known = [statement for statement in told if statement[0] <= day]
    return max(known, key=lambda statement: statement[:2])[2] if known else None


@pytest.fixture(scope="module")
def computed(warehouse: Settings) -> Iterator[Callable[[dict[int, dict[str, str]], list[Span]], list[Any]]]:
    """The model's own SQL over stand-ins of what it reads."""
    [path] = (warehouse.state / "dbt").glob("**/compiled/**/kato_meanings.sql")
    query = path.read_text("utf-8")
    with psycopg.connect(warehouse.warehouse_url, autocommit=True) as conn:
        database = conn.info.dbname
        for schema, name in (
            ("candidate", "current_deliveries"),
            ("staging", "stg_bns__kato"),
            ("seeds", "kato_history"),
            ("seeds", "regions"),
        ):
            relation = f'"{database}"."{schema}"."{name}"'
            assert query.count(relation) == 1
            query = query.replace(relation, f"pg_temp.{name}")
            conn.execute(f"create temp table {name} as select * from {schema}.{name} limit 0")

        def compute(states: dict[int, dict[str, str]], spans: list[Span]) -> list[Any]:
            conn.execute("truncate pg_temp.current_deliveries, pg_temp.stg_bns__kato, pg_temp.kato_history")
            for on, names in states.items():
                conn.execute(
                    "insert into pg_temp.current_deliveries (dataset, delivery_id) values ('bns.kato', %s)", [on]
                )
                for kato, name in names.items():
                    conn.execute(
                        "insert into pg_temp.stg_bns__kato (delivery_id, kato, name_ru, state_on)"
                        " values (%s, %s, %s, %s)",
                        [on, kato, name, FIRST + timedelta(days=on)],
                    )
            for span in spans:
                begins, ends = (
                    None if bound is None else FIRST + timedelta(days=bound) for bound in (span.begins, span.ends)
                )
                conn.execute(
                    "insert into pg_temp.kato_history (kato, name_ru, identity_kato, valid_from, valid_to)"
                    " values (%s, %s, %s, %s, %s)",
                    [span.kato, span.name, span.identity, begins, ends],
                )
            found = f"select kato, valid_from, valid_to, name_ru, identity_kato from ({query}) as m"
            return conn.execute(found).fetchall()

        yield compute


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES, histories())
def test_of_any_states_and_acts_each_day_has_what_was_said_last(
    computed: Callable[[dict[int, dict[str, str]], list[Span]], list[Any]],
    states: dict[int, dict[str, str]],
    spans: list[Span],
) -> None:
    found = computed(states, spans)
    for kato in CODES:
        for number in range(14):
            day = FIRST + timedelta(days=number)
            holding = [
                (name, identity)
                for code, valid_from, valid_to, name, identity in found
                if code == kato and (valid_from is None or valid_from <= day) and (valid_to is None or valid_to > day)
            ]
            told = said(states, spans, kato, number)
            assert holding == ([] if told is None else [told]), (kato, number)
