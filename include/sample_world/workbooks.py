"""Workbooks whose bytes depend on nothing but what is written into them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import xlsxwriter

Cell = str | float | date | None


@contextmanager
def workbook(content: io.BytesIO, title: str, created: datetime) -> Iterator[xlsxwriter.Workbook]:
    """A workbook written into ``content`` when the block ends, marked as a sample."""
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    # Zip and properties hold no time zone; a fixed creation time keeps the bytes equal.
    book.set_properties({"title": title, "comments": "Sample data", "created": created.replace(tzinfo=None)})
    yield book
    book.close()


def write_table(
    book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Cell]], *, above: Sequence[str] = ()
) -> None:
    """A sheet with ``rows`` (the header first) below the lines ``above``; days are cells of date type."""
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for line, text in enumerate(above):
        sheet.write_string(line, 0, text)
    for line, cells in enumerate(rows, start=len(above)):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif isinstance(cell, str):
                if cell:
                    sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)
