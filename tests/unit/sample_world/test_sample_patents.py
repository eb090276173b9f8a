"""The sample world's patents: the decreed baseline, an honest truth, and every trap set."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import requests

from sample_world.participants import participants_of
from sample_world.patent_truth import MISTAKEN, invention_patents
from sample_world.patents import UTILITY_MODEL, YEARS, bulletin_days, patents_of
from sample_world.server import parse_moment, serve
from sample_world.times import DEFAULT_CLOCK
from sample_world.world import World

SEEDS = (1134, 0, 1, 2, 3, 77)


@pytest.mark.parametrize("seed", SEEDS)
def test_2025_is_the_decreed_baseline_and_2026_is_near_its_target(seed: int) -> None:
    final = invention_patents(seed, 2025, DEFAULT_CLOCK)
    assert final.stage == "final"
    assert final.values["total"] == 9
    assert min(value for value in final.values.values() if value is not None) > 0
    assert sum(value for place, value in final.values.items() if place != "total" and value) > 9
    provisional = invention_patents(seed, 2026, DEFAULT_CLOCK)
    assert provisional.stage == "provisional"
    assert 9 <= (provisional.values["total"] or 0) <= 12


def test_2026_varies_with_the_seed() -> None:
    assert len({invention_patents(seed, 2026, DEFAULT_CLOCK).values["total"] for seed in SEEDS}) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_costs_something_in_2025(seed: int) -> None:
    answer = invention_patents(seed, 2025, DEFAULT_CLOCK)
    assert [each.name for each in answer.mistakes] == list(MISTAKEN)
    assert [each.name for each in answer.mistakes if not each.is_set] == []


def test_what_is_known_changes_with_registers_and_corrections() -> None:
    def total(year: int, moment: str) -> object:
        return invention_patents(1134, year, parse_moment(moment)).values["total"]

    assert total(2025, "2026-01-19") is None, "no register is filed yet"
    assert total(2026, "2026-01-08") is None, "no bulletin of the year is out"
    # One is annulled on 15 September; that an owner had left is not known before October.
    assert [total(2025, day) for day in ("2026-09-14", "2026-09-16", "2026-10-06")] == [11, 10, 9]
    assert total(2026, "2027-06-16") == (total(2026, "2027-04-20") or 0) - 1  # type: ignore[operator]


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_are_given_once(seed: int) -> None:
    numbers = Counter((each.kind, each.number) for each in patents_of(seed))
    assert set(numbers.values()) == {1}


def test_strangers_are_no_participants() -> None:
    names = {name for who in participants_of(1134) for name in (who.head.name_ru, who.name_kk)}
    strangers = [each for patent in patents_of(1134) for each in patent.owners if not each.participant]
    assert not [each for each in strangers if not each.namesake_of and (each.ru in names or each.kk in names)]


def test_the_wire_prints_every_patent_in_its_bulletins() -> None:
    with serve(World(3, 0)) as running, requests.Session() as session:
        session.trust_env = False  # the environment's own certificates would take the pinned one's place
        session.verify = str(running.certificate)

        def get(path: str) -> object:
            reply = session.get(running.secure_url + path)
            assert reply.headers["X-Sample-Data"] == "true"
            return json.loads(reply.content.decode("utf-8-sig"))

        printed: Counter[tuple[str, str]] = Counter()
        for year in YEARS:
            listed = get(f"/bulletin/select_bull_list_published?year={year}")
            assert listed == {str(at): day.isoformat() for at, day in enumerate(bulletin_days(year), start=1)}
            for number, day in listed.items():
                for kind in ("iz", "pm"):
                    rows = get(f"/bulletin/published/select_{kind}_patent/{number}/{day}")
                    assert isinstance(rows, list)
                    printed.update((row["code_13"], row["gos_number_11"]) for row in rows)
                    assert {row["code_13"] == UTILITY_MODEL for row in rows} <= {kind == "pm"}
                    assert all("учебные данные" in row["name_540_ru"] for row in rows)
        assert session.get(f"{running.secure_url}/bulletin/published/select_iz_patent/1/2025-01-11").status_code == 404
    expected = Counter({(each.kind, each.number): len(each.shown_in(DEFAULT_CLOCK)) for each in patents_of(3)})
    assert printed == +expected
