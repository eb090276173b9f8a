"""The sample world's innovation index: the real structure, an honest truth, and mistakes that cost something."""

from __future__ import annotations

import io
from collections import Counter

import openpyxl
import pytest

from sample_world.innovation import ECONOMIES, FINANCED, INDICATORS, KAZAKHSTAN, PERFORMED, gii_rows, ranking
from sample_world.server import parse_moment
from sample_world.sites.wipo import gii_workbook
from sample_world.times import DEFAULT_CLOCK

SEEDS = (1134, 0, 1, 2, 77, 2026)


@pytest.mark.parametrize("seed", SEEDS)
def test_2025_is_the_decreed_baseline_and_its_neighbours_differ(seed: int) -> None:
    ranks = [ranking(seed, year, DEFAULT_CLOCK).rank for year in INDICATORS]
    assert ranks[1] == 31
    assert len(set(ranks)) == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_costs_places_in_some_year_and_the_number_does_since_it_moved(seed: int) -> None:
    costs = {year: {t.name: t for t in ranking(seed, year, DEFAULT_CLOCK).traps} for year in INDICATORS}
    assert costs[2024]["by_number"].error_places == 0
    assert costs[2025]["by_number"].error_places
    assert costs[2026]["by_number"].error_places
    assert costs[2025]["performed_by_business"].error_places
    assert costs[2024]["by_data_year"].error_places
    assert costs[2025]["by_data_year"].reads is None
    assert costs[2025]["latest_edition"].error_places


def test_an_edition_is_not_known_before_its_september() -> None:
    assert ranking(1, 2026, parse_moment("2026-09-15")).rank is None
    assert ranking(1, 2026, parse_moment("2026-09-16")).rank is not None
    assert ranking(1, 2024, parse_moment("2023-01-01")).rank is None


@pytest.mark.parametrize("edition", INDICATORS)
def test_ranks_of_an_indicator_have_no_gaps_and_some_economies_no_data(edition: int) -> None:
    rows = gii_rows(1134, edition)
    assert len({row.iso3 for row in rows}) == ECONOMIES[edition]
    for num, _ in INDICATORS[edition]:
        ranks = sorted(row.rank for row in rows if row.num == num and row.rank is not None)
        assert ranks == list(range(1, len(ranks) + 1))
        assert 100 < len(ranks) < ECONOMIES[edition]
    assert max(Counter((row.iso3, row.name) for row in rows).values()) == 1


def test_the_number_moved_between_2024_and_2025() -> None:
    numbers = {edition: {name: num for num, name in INDICATORS[edition]} for edition in (2024, 2025)}
    assert (numbers[2024][FINANCED], numbers[2025][FINANCED]) == ("IN.5.1.4", "IN.5.1.5")
    assert numbers[2025][PERFORMED] == "IN.5.1.4"


def test_equal_seeds_give_equal_workbooks_marked_as_samples() -> None:
    body = gii_workbook(2025, gii_rows(7, 2025))
    assert body == gii_workbook(2025, gii_rows(7, 2025)) != gii_workbook(2025, gii_rows(8, 2025))
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Index Structure", "Economies", "Data", "Metadata"]
    assert "учебные данные" in str(book.properties.title)
    named = {row[1] for row in book["Data"].iter_rows(min_row=2, values_only=True) if row[0] != KAZAKHSTAN}
    assert all(str(name).startswith("Sample economy") for name in named)
