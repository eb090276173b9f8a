"""The sample world's researchers: the decreed baseline, mistakes that cost something, and figures known when filed."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from sample_world.participants import CORES
from sample_world.science import FILED_ON, YEARS, filed, staff_of, workbooks
from sample_world.science_truth import READINGS, researchers
from sample_world.science_workbooks import FILED_SHEET, FORM_SHEET, filed_workbook, form_workbook
from sample_world.server import parse_moment
from sample_world.times import DEFAULT_CLOCK

SEEDS = (1134, 0, 1, 2, 3, 77)


def known(year: int, moment: str, seed: int = 1134) -> dict[str, Decimal | None]:
    return dict(researchers(seed, year, parse_moment(moment)).values)


@pytest.mark.parametrize("seed", SEEDS)
def test_2025_is_the_decreed_baseline_and_2026_near_its_target(seed: int) -> None:
    final, provisional = (researchers(seed, year, DEFAULT_CLOCK) for year in (2025, 2026))
    assert (final.stage, provisional.stage) == ("final", "provisional")
    assert final.values["total"] == 878
    for answer in (final, provisional):
        parts = [answer.values[territory] for territory in CORES]
        assert all(part is not None and part > 100 for part in parts)
        assert sum(part or 0 for part in parts) == answer.values["total"]
    assert 870 <= (provisional.values["total"] or 0) <= 930


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_costs_persons_in_the_total_of_some_year(seed: int) -> None:
    costs = {m.name: m.error["total"] for year in (2025, 2026) for m in researchers(seed, year, DEFAULT_CLOCK).mistakes}
    assert costs.keys() == {name for name, _, _ in READINGS} | {"per_million", "provisional_taken"}
    assert all(costs.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_people_in_units_add_up(seed: int) -> None:
    for year in YEARS:
        for staff in staff_of(seed)[year]:
            assert min(staff.main, staff.secondary, staff.others) >= 0
            assert 0 < staff.fte <= staff.main + staff.secondary
    for year, territory, issue in workbooks():
        rows = filed(seed, year, territory, issue)
        assert len({(row.unit.bin, row.unit.name_ru) for row in rows}) == len(rows) > 15
        assert all(row.fte <= row.main + row.secondary for row in rows)


def test_a_figure_is_known_once_filed_corrected_later_and_final_in_july() -> None:
    assert known(2025, "2026-03-27")["total"] is None
    at_freeze, corrected = known(2025, "2026-04-20"), known(2025, "2026-05-18")
    assert at_freeze["kurchatov"] != corrected["kurchatov"]
    assert at_freeze["inp_park"] == corrected["inp_park"]
    assert known(2025, "2026-07-14") == corrected
    assert known(2025, "2026-07-15")["total"] == 878 not in (at_freeze["total"], corrected["total"])
    assert known(2026, "2027-03-28")["nu_park"] is None
    corrected = known(2026, "2027-05-12")
    assert known(2026, "2027-04-20")["inp_park"] != corrected["inp_park"]
    assert known(2026, "2027-08-01") != corrected


def test_a_workbook_that_forgot_somebody_is_replaced() -> None:
    first, second = FILED_ON[2026, "kurchatov"]
    forgotten = {row.unit.owner.head.bin for row in filed(1134, 2026, "kurchatov", second)} - {
        row.unit.owner.head.bin for row in filed(1134, 2026, "kurchatov", first)
    }
    assert len(forgotten) == 1


def test_workbooks_are_equal_bytes_and_say_that_they_are_invented() -> None:
    issue = date(2027, 3, 29)
    body = filed_workbook(5, 2026, "nu_park", issue)
    assert body == filed_workbook(5, 2026, "nu_park", issue) != filed_workbook(6, 2026, "nu_park", issue)
    sheet = openpyxl.load_workbook(io.BytesIO(body))[FILED_SHEET]
    assert "учебные данные" in str(sheet["A1"].value)
    assert form_workbook(5, 2025) == form_workbook(5, 2025) != form_workbook(5, 2026)
    form = openpyxl.load_workbook(io.BytesIO(form_workbook(5, 2025)))[FORM_SHEET]
    assert "учебные данные" in str(form["A1"].value)
    rows = [[cell.value for cell in row] for row in form.iter_rows(min_row=5)]
    assert [row[1] for row in rows] == [2024] * 4 + [2025] * 4
    assert [row[2] for row in rows if row[:2] == ["Всего", 2025]] == [878]
    assert [row.count("x") for row in rows] == [0, 2, 0, 0, 0, 1, 0, 0]
