"""Private investment of the sample world: on the baseline, near the target, and with every trap set."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from sample_world.answers import TOTAL
from sample_world.investment_truth import answer
from sample_world.investment_workbooks import investment_form_workbook, investment_workbook
from sample_world.investments import FILED_YEARS, Nature, filings, form
from sample_world.server import parse_moment
from sample_world.times import DEFAULT_CLOCK

SEEDS = (1134, 0, 1, 2, 3, 77)


@pytest.mark.parametrize("seed", SEEDS)
def test_2025_is_final_and_the_baseline_of_the_concept(seed: int) -> None:
    found = answer(seed, 2025, DEFAULT_CLOCK)
    parts = [value for place, value in found.values.items() if place != TOTAL]
    assert (found.stage, found.values[TOTAL]) == ("final", Decimal("0.6"))
    assert len(parts) == 3
    assert all(part is not None and part > 0 for part in parts)
    assert sum(part for part in parts if part) == Decimal("0.6")


@pytest.mark.parametrize("seed", SEEDS)
def test_2026_is_filed_near_its_target_and_differs_by_seed(seed: int) -> None:
    found, other = (answer(each, 2026, DEFAULT_CLOCK) for each in (seed, seed + 1))
    assert found.stage == "provisional"
    assert found.values[TOTAL] != other.values[TOTAL]
    assert Decimal("0.62") < (found.values[TOTAL] or 0) < Decimal("0.68")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_costs_something_in_the_total(seed: int) -> None:
    for year in FILED_YEARS:
        mistakes = answer(seed, year, DEFAULT_CLOCK).mistakes
        assert mistakes
        assert [each.name for each in mistakes if not each.error[TOTAL]] == []


def test_a_figure_is_what_was_filed_by_then_and_the_bureaus_once_it_is_out() -> None:
    def total(year: int, moment: str) -> tuple[str, Decimal | None]:
        found = answer(1134, year, parse_moment(moment))
        return found.stage, found.values[TOTAL]

    assert total(2025, "2026-03-01") == ("provisional", None)
    stage, filed = total(2025, "2026-04-20")
    assert (stage, total(2025, "2026-07-15")) == ("provisional", ("final", Decimal("0.6")))
    assert filed is not None
    assert Decimal("0.5") < filed < Decimal("0.6")
    assert (total(2026, "2027-03-15")[1] or 0) < (total(2026, "2027-04-01")[1] or 0), "one territory files, then all"
    assert total(2026, "2027-07-15")[0] == "final"


def test_each_filing_holds_every_kind_of_money() -> None:
    for filing in filings(1134):
        assert {row.nature for row in filing.rows} == set(Nature)
        assert all(row.spent >= 0 for row in filing.rows)
        assert any(row.spent == 0 and row.committed for row in filing.rows)
        assert any(row.act.year == row.year + 1 for row in filing.rows)


def test_equal_seeds_give_equal_bytes_that_say_they_are_samples() -> None:
    filing = filings(5)[0]
    assert investment_workbook(filing) == investment_workbook(filing) != investment_workbook(filings(6)[0])
    assert investment_form_workbook(5, 2025) == investment_form_workbook(5, 2025)
    for body in (investment_workbook(filing), investment_form_workbook(5, 2025)):
        sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
        assert "(учебные данные)" in str(sheet["A1"].value)


def test_the_form_withholds_what_one_unit_stands_behind_and_the_total_that_would_tell_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(investment_form_workbook(1134, 2025)))["1-инвест"]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[1] == 2025]
    assert [row[2] == "х" for row in rows] == [row[8] == "х" for row in rows] == [True, False, True, False]
    assert sum(row.private for row in form(1134, 2025).values()) == 6_000_000
    assert sum(float(str(cell)) for cell in rows[3][3:6]) == 600_000
