"""Filings of investment and form 1-инвест: which file is which slice, and what is read of it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import PurePath

import openpyxl
import pytest

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.bns import InvestmentForm
from naukograd.sources.dataset import RowsDataset
from naukograd.sources.filings import Investments

SHEETS = ((Investments(), "Инвестиции"), (InvestmentForm(), "1-инвест"))


def workbook(sheet: str, *rows: list[object]) -> io.BytesIO:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    return body


@pytest.mark.parametrize(
    ("dataset", "name", "slice_"),
    [
        (Investments(), "investments_nu_park_2026_2027-03-30.xlsx", "nu_park/2026"),
        (Investments(), "investments_nu_park_2027-03-30.xlsx", None),
        (Investments(), "researchers_nu_park_2026_2027-03-30.xlsx", None),
        (InvestmentForm(), "900104.xlsx", "900104"),
        (InvestmentForm(), "1_invest_900104.xlsx", "900104"),
        (InvestmentForm(), "900105.xlsx", None),
    ],
)
def test_a_file_tells_its_slice(dataset: RowsDataset, name: str, slice_: str | None) -> None:
    assert dataset.slice_of(PurePath(name)) == slice_


def test_amounts_and_marks_are_read_as_they_stand() -> None:
    headers = [column.header for column in Investments.columns]
    row: list[object] = [None] * len(headers)
    row[headers.index("Освоено за год, тыс. тенге")] = 12345.6
    row[headers.index("Обязательства, не освоено, тыс. тенге")] = "1\u00a0000,5"
    row[headers.index("Дата акта")] = date(2026, 3, 5)
    body = workbook("Инвестиции", ["Заголовок"], [], list(headers), row)
    [(place, values)] = Investments().rows(body)
    assert place == "Инвестиции!A4"
    assert [value for value in values if value] == ["12345.6", "1\u00a0000,5", "2026-03-05"]


@pytest.mark.parametrize(("dataset", "sheet"), SHEETS)
def test_a_renamed_column_is_named(dataset: RowsDataset, sheet: str) -> None:
    headers: list[object] = [column.header for column in dataset.columns]
    with pytest.raises(UnreadableDelivery, match=f"no column «{headers[-1]}»"):
        list(dataset.rows(workbook(sheet, [*headers[:-1], "Прочее"])))


@pytest.mark.parametrize(("dataset", "sheet"), SHEETS)
def test_another_sheet_is_not_read(dataset: RowsDataset, sheet: str) -> None:
    with pytest.raises(UnreadableDelivery, match=f"no sheet «{sheet}»; it has Лист1"):
        list(dataset.rows(workbook("Лист1")))
