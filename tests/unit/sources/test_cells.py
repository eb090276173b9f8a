"""A workbook cell by cell: every cell that holds something, with the digits it has."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources import DATASETS
from naukograd.sources.cells import as_text, cells


def book(fill: dict[str, object], merge: str | None = None) -> io.BytesIO:
    workbook = Workbook()
    workbook.active.title = "тыс.тенге"
    for place, value in fill.items():
        workbook.active[place] = value
    if merge:
        workbook.active.merge_cells(merge)
    workbook.create_sheet("пусто")
    content = io.BytesIO()
    workbook.save(content)
    content.seek(0)
    return content


def test_every_cell_that_holds_something_is_a_row() -> None:
    found = list(
        cells(
            book(
                {"A1": "Туркестанская2) ", "C1": 193, "B2": 205.6, "D2": "   ", "A4": date(2024, 1, 12), "B4": "-"},
                merge="A1:B1",
            )
        )
    )
    assert found == [
        ("тыс.тенге!A1", ("тыс.тенге", "1", "1", "Туркестанская2) ")),
        ("тыс.тенге!C1", ("тыс.тенге", "1", "3", "193")),
        ("тыс.тенге!B2", ("тыс.тенге", "2", "2", "205.6")),
        ("тыс.тенге!A4", ("тыс.тенге", "4", "1", "2024-01-12")),
        ("тыс.тенге!B4", ("тыс.тенге", "4", "2", "-")),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (205.6, "205.6"),
        (193, "193"),
        (193.0, "193"),
        (-0.1, "-0.1"),
        (1e-07, "0.0000001"),
        (1.5e17, "150000000000000000"),
        (134251.9, "134251.9"),
        (True, "True"),
        ("205,60", "205,60"),
        (datetime(2024, 1, 12), "2024-01-12"),  # noqa: DTZ001 - a cell has no zone
        (datetime(2024, 1, 12, 9, 14), "2024-01-12T09:14:00"),  # noqa: DTZ001
        (None, ""),
    ],
)
def test_a_value_loses_and_invents_no_digit(value: object, text: str) -> None:
    assert as_text(value) == text


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_a_number_of_fifteen_digits_comes_back_as_it_was_typed(number: Decimal) -> None:
    assert Decimal(as_text(float(number))) == number


def test_an_old_workbook_is_told_apart() -> None:
    old = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<504x"))
    with pytest.raises(UnreadableDelivery, match="OLE2 workbook"):
        list(cells(old))


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 and then nothing", b"<html>"])
def test_what_is_no_workbook_is_unreadable(damaged: bytes) -> None:
    with pytest.raises(UnreadableDelivery, match="not a sound xlsx workbook"):
        list(cells(io.BytesIO(damaged)))


def test_a_cut_workbook_is_unreadable() -> None:
    whole = book({"A1": 1}).getvalue()
    with pytest.raises(UnreadableDelivery):
        list(DATASETS["bns.population"].rows(io.BytesIO(whole[: len(whole) // 2])))  # type: ignore[attr-defined]
