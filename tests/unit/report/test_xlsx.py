from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from naukograd.report.page import Page
from naukograd.report.render import Rendered
from naukograd.report.sheets.sheet import Sheet, Value
from naukograd.report.xlsx import to_xlsx


def book(*rows: tuple[Value, ...]) -> Any:
    page = Page("ru", "Проверка", None, "", "Проверка", "", ("сейчас",), "", (), (), "")
    sheet = Sheet("Лист", "Заголовок", tuple(f"графа {n}" for n in range(len(rows[0]))), rows)
    return openpyxl.load_workbook(BytesIO(to_xlsx(page, (sheet,), datetime(2027, 4, 20, 13, tzinfo=UTC))))


@pytest.mark.parametrize(
    "text", ["=1+1", "+7", "-5", "@SUM(A1)", "https://example.org", "=cmd|' /C calc'!A0", "007", "1,5"]
)
def test_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    cell = book((text,))["Лист"]["A5"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.hyperlink is None


def test_what_is_missing_is_an_empty_cell() -> None:
    assert book((None, 0))["Лист"]["A5"].value is None
    assert book((None, 0))["Лист"]["B5"].value == 0


def test_a_column_shows_the_decimals_of_its_longest_value() -> None:
    sheet = book((Decimal("2.411208123"),), (Decimal("0.5"),))["Лист"]
    assert sheet["A5"].number_format == sheet["A6"].number_format == "#,##0.000000000"
    assert book((Decimal("3"),))["Лист"]["A5"].number_format == "#,##0"


@pytest.mark.parametrize("value", ["1234567890123.4567", "0.123456789123"])
def test_a_number_that_a_cell_cannot_show_is_written_out(value: str) -> None:
    cell = book((Decimal(value),))["Лист"]["A5"]
    assert cell.data_type == "s"
    assert cell.value == value


def test_a_day_is_a_day() -> None:
    cell = book((date(2027, 3, 31),))["Лист"]["A5"]
    assert cell.is_date
    assert cell.number_format == "dd.mm.yyyy"


def test_each_sheet_can_be_read_and_printed(rendered: Rendered) -> None:
    found = openpyxl.load_workbook(rendered.xlsx)
    assert found.sheetnames[:3] == ["Сводка", "Путь", "Показатели"]
    assert {"Регионы", "Международное сравнение", "Качество", "Источники", "Метод"} <= set(found.sheetnames)
    for each in found:
        assert each.freeze_panes == "A5", each.title
        assert each.print_title_rows == "$4:$4", each.title
        assert each.page_setup.fitToHeight == 0
        widths = [dimension.width for dimension in each.column_dimensions.values()]
        assert all(8 < width < 64 for width in widths), each.title
        labels = [cell.value for cell in each[4]]
        assert len(set(labels)) == len(labels), each.title
    assert found.properties.created.isoformat() == "2027-04-20T18:00:00"
