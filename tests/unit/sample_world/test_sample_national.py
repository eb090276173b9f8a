"""National statistics of the sample world: what is real in them is exact, the rest depends on the seed alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from sample_world import national
from sample_world.decisions import ISSUES, decision_rows, decisions_workbook
from sample_world.development import GDP, RD_SHARE, RECALCULATED, REVISED, series
from sample_world.participants import MARK_RU
from sample_world.times import ALMATY, DEFAULT_CLOCK

SEEDS = (1134, 0, 1, 2, 3, 77)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_product_of_2024_is_that_of_the_concept(seed: int) -> None:
    assert national.gdp_mln(seed, DEFAULT_CLOCK)[2024] == Decimal("134251.9") * 1000


def test_a_year_comes_out_in_february_and_is_revised_in_december() -> None:
    february, december = (datetime(2026, month, 15, 11, tzinfo=ALMATY) for month in (2, 12))
    before = february - timedelta(seconds=1)
    assert 2025 not in national.gdp_mln(1, before)
    assert national.gdp_mln(1, february)[2025] < national.gdp_mln(1, december)[2025]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wrong_series_of_prices_is_another_number(seed: int) -> None:
    for average, december, food in national.prices(seed, DEFAULT_CLOCK).values():
        assert len({average, december}) == 2
        assert min(average, december, food) > 100


def test_regions_add_up_to_the_republic_and_districts_to_less() -> None:
    gdp = national.gdp_mln(1, DEFAULT_CLOCK)
    by_level = {
        parent: sum(national.over_regions(gdp, t)[2024] for t in national.terms() if t.parent == parent)
        for parent in (national.REPUBLIC, "268012")
    }
    astana = next(t for t in national.terms() if t.id == "268012")
    assert by_level[national.REPUBLIC] == gdp[2024]
    assert by_level["268012"] < national.over_regions(gdp, astana)[2024]


def test_equal_decisions_are_equal_bytes_and_say_that_they_are_invented() -> None:
    assert decisions_workbook(1, ISSUES[0]) == decisions_workbook(1, ISSUES[0])
    assert [len(decision_rows(1, issue)) for issue in ISSUES] == [0, 2, 8, 13]
    for row in decision_rows(1, ISSUES[-1]):
        assert any(MARK_RU in str(cell) for cell in row)
        assert isinstance(row[5], date)


def test_the_world_bank_s_figures_change_at_one_moment_and_only_where_they_were_revised() -> None:
    for code in ("GB.XPD.RSDV.GD.ZS", "IP.PAT.RESD", GDP):
        before, after = series(code, REVISED - timedelta(seconds=1)), series(code, REVISED)
        assert (before == after) == (code != "GB.XPD.RSDV.GD.ZS")
        assert len({(each.iso3, each.year) for each in after}) == len(after)
    assert series("NO.SUCH", REVISED) == []


def test_the_invented_vintage_raises_kazakhstan_s_last_years_alone_and_says_that_it_is_invented() -> None:
    before, after = series(RD_SHARE, RECALCULATED - timedelta(seconds=1)), series(RD_SHARE, RECALCULATED)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {new.iso3 for _, new in changed} == {"KAZ"}
    assert all(new.is_invented and Decimal(old.value) < Decimal(new.value) for old, new in changed)
    assert max(new.updated for new in after) == RECALCULATED.date()
    assert not any(old.is_invented for old in before)
