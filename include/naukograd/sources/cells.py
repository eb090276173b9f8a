"""Reading a workbook cell by cell: for tables laid out for the eye, whose meaning SQL works out later.

Every cell that holds something is a row: its sheet, row, column and text. Of merged cells the first one holds the value
and the others nothing, as the file has it. Nothing is trimmed, rounded or formatted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from openpyxl import load_workbook

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.dataset import Column, Row
from naukograd.sources.download import OLE2, OLE2_KIND
from naukograd.sources.unpacking import refuse_bombs

COLUMNS = (
    Column("sheet", "sheet"),
    Column("row_number", "row"),
    Column("column_number", "column"),
    Column("cell_text", "text"),
)

WIDEST = 5_000_000
"""Cells between the first and the last of a sheet that hold something; the Bureau's largest has some ten thousand."""

REMEDY = "Ask the source for the workbook saved as «Книга Excel (.xlsx)»."


def cells(body: BinaryIO) -> Iterator[Row]:
    """Every cell that is not blank, sheet by sheet, in the order of ``COLUMNS``; place ``sheet!B5``.

    Raises:
        UnreadableDelivery: no sound xlsx workbook; an OLE2 workbook (.xls) is told apart; so is a stray cell far out.
    """
    if body.read(len(OLE2)) == OLE2:
        raise UnreadableDelivery(f"not an xlsx workbook: {OLE2_KIND}", remedy=REMEDY)
    body.seek(0)
    refuse_bombs(body, remedy=REMEDY)
    try:
        yield from _cells(body)
    except UnreadableDelivery:
        raise
    except Exception as error:
        # A workbook is a zip of XML parts, and each can be damaged in a way of its own.
        raise UnreadableDelivery(
            f"not a sound xlsx workbook ({type(error).__name__}: {error})", remedy=REMEDY
        ) from None


def _cells(body: BinaryIO) -> Iterator[Row]:
    workbook = load_workbook(body, data_only=True)
    for sheet in workbook.worksheets:
        if sheet.max_row * sheet.max_column > WIDEST:
            raise UnreadableDelivery(
                f"the sheet reaches to row {sheet.max_row}, column {sheet.max_column}: a stray cell far out",
                where=f"sheet «{sheet.title}»",
                remedy=REMEDY,
            )
        for row in sheet.iter_rows():
            for cell in row:
                text = as_text(cell.value)
                if text.strip():
                    yield f"{sheet.title}!{cell.coordinate}", (sheet.title, str(cell.row), str(cell.column), text)


def as_text(value: object) -> str:
    """A cell's value as text: text unchanged, numbers with the digits they have and no others, days as ISO.

    >>> as_text(205.6), as_text(193), as_text(193.0), as_text(1e-07), as_text(None)
    ('205.6', '193', '193', '0.0000001', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        # repr is the shortest text that reads back as this very number: what Excel shows, without digits of its own.
        number = Decimal(repr(value))
        return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
    if isinstance(value, datetime):
        return value.isoformat()[:10] if value.time() == value.min.time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
