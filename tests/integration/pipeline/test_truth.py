"""The published indicator against the sample world's tally, which no query has touched."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from sample_world.server import serve
from sample_world.truth import truth
from sample_world.world import World

from .conftest import CLOCK, Thread

BILLION = Decimal(1_000_000_000)
Figures = dict[tuple[str, int], Decimal]


def expected(seed: int, known_by: str) -> Figures:
    figures: Figures = {}
    for year in (2025, 2026):
        tally = truth(year, known_by=parse_moment(known_by), seed=seed)
        figures["total", year] = Decimal(tally.total.amount_kzt) / BILLION
        figures |= {(code, year): Decimal(t.amount_kzt) / BILLION for code, t in tally.territories.items()}
    return figures


def computed(settings: Settings, schema: str = "marts") -> Figures:
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select territory_code, year, value from {schema}.indicator_values"
            " where indicator_code = 'tax_receipts' and year in (2025, 2026)"
        ).fetchall()
    return {(territory, year): value for territory, year, value in rows}


def ranks(settings: Settings, schema: str = "marts") -> dict[int, tuple[Decimal | None, str, Decimal]]:
    """Place in the index, under which territory, and coverage, by year."""
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select year, value, territory_code, coverage from {schema}.indicator_values"
            " where indicator_code = 'gii_business_rd_rank'"
        ).fetchall()
    return {year: (value, territory, coverage) for year, value, territory, coverage in rows}


Answers = dict[tuple[str, int, str], tuple[Decimal | None, str]]


def told(seed: int, known_by: str) -> Answers:
    """Value and stage of every indicator that answers beside tax receipts and the rank, by year and place."""
    moment = parse_moment(known_by)
    return {
        (code, year, place): (value, answer.stage)
        for year in (2025, 2026)
        for code, answer in truth(year, known_by=moment, seed=seed).answers.items()
        for place, value in answer.values.items()
    }


def answered(settings: Settings, schema: str = "marts") -> Answers:
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select indicator_code, year, territory_code, value, stage from {schema}.indicator_values"
            " where indicator_code not in ('tax_receipts', 'gii_business_rd_rank') and year in (2025, 2026)"
        ).fetchall()
    return {(code, year, place): (value, stage) for code, year, place, value, stage in rows}


@pytest.mark.parametrize("seed", [1134, 1, 2, 3])
def test_what_is_published_is_the_truth_to_the_tiyn(seed: int, thread: Thread) -> None:
    with serve(World(seed=seed, payments=0)) as world:
        thread.world = world
        build_id = thread.run()
    assert build_id is not None
    found = computed(thread.settings)
    assert found == expected(seed, CLOCK)
    assert found["total", 2025] == Decimal("2.3"), "the decreed baseline"
    assert ranks(thread.settings) == {
        year: (truth(year, known_by=parse_moment(CLOCK), seed=seed).gii_business_rd_rank.rank, "total", 1)
        for year in (2025, 2026)
    } | {2027: (None, "total", 0)}
    assert answered(thread.settings) == told(seed, CLOCK)
    assert not pipeline.needs_build(thread.settings, parse_moment(CLOCK))


def test_what_was_known_earlier_stays_what_it_was(thread: Thread) -> None:
    early, late = "2026-04-20T23:59:59+05:00", CLOCK
    for number, clock in enumerate((early, late)):
        thread.world.site.now = parse_moment(clock)
        thread.clock = clock
        thread.run_id = f"night {number}"
        assert thread.run() is not None
        assert computed(thread.settings)["total", 2025] == expected(1134, clock)["total", 2025]
        assert answered(thread.settings) == told(1134, clock)
    assert expected(1134, early)["total", 2025] != expected(1134, late)["total", 2025]
    pipeline.build(thread.settings, parse_moment(early))
    assert computed(thread.settings)["total", 2025] == expected(1134, early)["total", 2025]
    assert answered(thread.settings) == told(1134, early)


def test_before_its_edition_a_year_has_no_rank_and_keeps_none_when_asked_again(thread: Thread) -> None:
    summer = "2026-06-01T00:00:00+05:00"
    thread.world.site.now = parse_moment(summer)
    thread.clock = summer
    assert thread.run() is not None
    assert ranks(thread.settings) == {2025: (31, "total", 1), 2026: (None, "total", 0)}
    assert truth(2026, known_by=parse_moment(summer)).gii_business_rd_rank.rank is None
