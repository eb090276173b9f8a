"""From marts to the report: what is read, what is left out, and that the files come of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import psycopg
import pytest

from naukograd import reporting
from naukograd.core.database import Connection
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


def test_rows_of_territories_are_added_up_where_the_report_has_no_territories(read: Report) -> None:
    assert [(row.rule, row.payments, row.amount_kzt) for row in read.details.tax_scope] == [
        ("tax", 15, Decimal("2411208000")),
        ("penalty", 1, Decimal("12.34")),
    ]
    [found] = read.details.tax_reconciliation
    assert (found.compared, found.differing, found.difference_kzt) == (3, 2, 7), "opposite differences do not cancel"


def test_a_decision_is_in_force_until_the_end_of_its_last_day(read: Report) -> None:
    assert [each.subject for each in read.decisions] == ["last day"]


def test_the_latest_year_with_a_value_is_the_one_of_a_result(read: Report) -> None:
    assert [(each.code, each.year, each.value) for each in read.expected_results] == [
        ("territories_ready", 2026, 1),
        ("innovative_output_share", 2025, Decimal("1.52")),
    ]


def test_filings_after_the_first_of_april_are_named_with_both_their_days(read: Report) -> None:
    found = [(each.territory_code, f"{each.first:%m-%d}", f"{each.latest:%m-%d}") for each in read.quality.late_filings]
    assert found == [("kurchatov", "03-20", "04-12"), ("nu_park", "04-02", "04-02")]


def test_report_and_record_become_files(read: Report, tmp_path: Path) -> None:
    written = [render(read, tmp_path), render(read.baseline(), tmp_path)]
    assert [each.pdf.name for each in written] == ["report-2026.pdf", "baseline-2025.pdf"]
    html = written[0].html.read_text("utf-8").replace("\u00a0", " ")
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
        marts.execute("set local search_path to marts")
        marts.execute("drop table marts.national_facts")
        with pytest.raises(psycopg.errors.UndefinedTable, match="national_facts"):
            reporting.country.facts(marts)
