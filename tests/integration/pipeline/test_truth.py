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

from .conftest import CLOCK, CLOCKS, Thread

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


def assert_true(settings: Settings, seed: int, clock: str, schema: str = "marts") -> None:
    """Every indicator of 2025 and 2026 is the truth as it was known at the clock."""
    moment = parse_moment(clock)
    assert computed(settings, schema) == expected(seed, clock)
    found = ranks(settings, schema)
    for year in (2025, 2026):
        rank = truth(year, known_by=moment, seed=seed).gii_business_rd_rank.rank
        assert found[year] == (rank, "total", 0 if rank is None else 1)
    assert answered(settings, schema) == told(seed, clock)


def test_what_is_published_is_the_truth_to_the_tiyn(built: Settings) -> None:
    assert_true(built, 1134, CLOCK)
    assert computed(built)["total", 2025] == Decimal("2.3"), "the decreed baseline"
    assert not pipeline.needs_build(built, parse_moment(CLOCK))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_so_it_is_in_other_worlds(seed: int, thread: Thread) -> None:
    with serve(World(seed=seed, payments=0)) as world:
        build_id = Thread(thread.settings, world).run()
    assert build_id is not None
    assert_true(thread.settings, seed, CLOCK)


@pytest.mark.thorough
@pytest.mark.timeout(900)
def test_each_moment_knows_what_was_known_then_and_keeps_it_when_more_comes(thread: Thread) -> None:
    for clock in CLOCKS:
        thread.at(clock)
        assert thread.run() is not None
        assert_true(thread.settings, 1134, clock)
    totals = [expected(1134, clock)["total", 2025] for clock in CLOCKS]
    assert totals[0] != totals[1] == totals[2] == Decimal("2.3"), "the decreed baseline"
    assert ranks(thread.settings)[2026] != (None, "total", 0), (
        "a year without its edition has no rank yet, and now it has"
    )
    for clock in CLOCKS[:-1]:
        schema = pipeline.build_apart(thread.settings, parse_moment(clock))
        assert_true(thread.settings, 1134, clock, schema)
    assert_true(thread.settings, 1134, CLOCKS[-1])
