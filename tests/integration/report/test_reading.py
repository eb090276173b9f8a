"""From marts to the report: what is read, what is left out, and that the files come of it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import psycopg
import pytest

from naukograd import reporting
from naukograd.core.cell import figure_of
from naukograd.core.database import Connection
from naukograd.core.figure import figure
from naukograd.report.model import Report
from naukograd.report.render import render


@pytest.fixture(scope="module")
def read(marts: Connection) -> Report:
    return reporting.report(marts)


def test_the_year_is_the_last_that_is_over_and_all_six_indicators_are_there(read: Report) -> None:
    assert read.year == 2026
    assert [each.number for each in read.indicators] == [1, 2, 3, 4, 5, 6]
    assert {len(each.path) for each in read.indicators} == {11}
    taxes, rank, researchers, *_ = read.indicators
    assert taxes.of(2026).actual == Decimal("2.411208")
    assert rank.is_lower_better
    assert rank.is_national
    assert (researchers.of(2026).verdict, researchers.total.years[0].status) == ("no_data", "Q")


def test_an_indicator_without_any_figure_has_no_data_rather_than_no_row(read: Report) -> None:
    patents = read.indicators[5]
    assert [patents.of(year).verdict for year in (2025, 2026, 2027)] == ["baseline", "no_data", "not_due"]
    assert patents.of(2026).target == 10


def test_the_total_stands_apart_from_the_territories(read: Report) -> None:
    taxes = read.indicators[0]
    assert [(each.code, each.name) for each in taxes.territories] == [
        ("inp_park", "НТП ИЯФ"),
        ("kurchatov", "Наукоград Курчатов"),
    ]
    assert [year.value for year in taxes.total.years] == [Decimal("2.3"), Decimal("2.411208")]


def test_every_number_read_is_the_cell_that_it_came_from(read: Report) -> None:
    taxes = read.indicators[0]
    assert str(figure_of(taxes.of(2026).actual)) == "indicator_progress/tax_receipts/2026:actual_value"
    assert str(figure_of(taxes.territories[0].years[1].share_percent)) == (
        "indicator_values/tax_receipts/inp_park/2026:share_percent"
    )
    [unit] = read.details.research_units
    key = ("kurchatov", 2026, "000140001237", "Лаборатория", "632810000", "main_job")
    assert figure_of(unit.fte) == figure("researchers_by_unit", *key, column="fte")
    assert str(figure_of(read.total("tax_difference_kzt"))) == "report_totals/2026/tax_difference_kzt:value"
    [gate] = read.quality.gates
    assert str(figure_of(gate.number("passed"))) == "gate_runs/mart/marts:passed"
    assert str(figure_of(gate.checks[0].of)) == "gate_checks/mart/marts/indicator_values.not_empty:of"


def test_when_a_mart_gate_ran_is_not_read_for_the_same_state_is_judged_again(read: Report) -> None:
    assert [gate.ran_at for gate in read.quality.gates] == [None]


def test_a_decision_is_in_force_until_the_end_of_its_last_day(read: Report) -> None:
    assert [each.subject for each in read.decisions] == ["last day"]


def test_the_latest_year_with_a_value_is_the_one_of_a_result(read: Report) -> None:
    assert [(each.code, each.year, each.value) for each in read.expected_results] == [
        ("territories_ready", 2026, 1),
        ("innovative_output_share", 2025, Decimal("1.52")),
    ]


def test_report_and_record_become_files(read: Report, tmp_path: Path) -> None:
    written = [render(read, tmp_path), render(read.baseline(), tmp_path)]
    assert [each.pdf.name for each in written] == ["report-2026.pdf", "baseline-2025.pdf"]
    html = re.sub("<[^>]+>", "", written[0].html.read_text("utf-8").replace("\u00a0", " "))
    assert "цель достигнута по 1 из 6 индикаторов (1); нет данных по 5 (2, 3, 4, 5 и 6)" in html
    assert "не публикуется по условиям конфиденциальности" in html
    assert "ранее 4,93" in html
    sheet = openpyxl.load_workbook(written[0].xlsx)["Сводка"]
    assert sheet["E5"].value == pytest.approx(2.411208)


@pytest.mark.parametrize("year", [2025, 2027, 2035])
def test_other_years_can_be_reported(read: Report, tmp_path: Path, year: int) -> None:
    assert render(replace(read, year=year), tmp_path).pdf.read_bytes().startswith(b"%PDF")


def test_a_mart_that_is_not_there_is_an_error(marts: Connection) -> None:
    with marts.transaction(force_rollback=True):
        marts.execute("drop table marts.national_facts")
        with pytest.raises(psycopg.errors.UndefinedTable, match="national_facts"):
            reporting.country.facts(marts)
