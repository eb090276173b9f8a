"""Where things stand in a sheet, for damages to workbooks. Sheets and cells are openpyxl's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
"""Cyrillic letters to the Latin ones that look the same."""


def head(sheet: Any, text: str) -> Any:
    """The first cell that begins with the text."""
    return next(cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(text))


def below(sheet: Any, text: str) -> list[Any]:
    """The cells below such a heading that hold something, down to the first row that holds nothing."""
    top = head(sheet, text)
    rows = takewhile(lambda row: any(cell.value is not None for cell in row), sheet.iter_rows(min_row=top.row + 1))
    return [cell for row in rows if (cell := row[top.column - 1]).value is not None]


def numbers(cells: Sequence[Any]) -> list[Any]:
    """Those of the cells that hold a number."""
    return [cell for cell in cells if isinstance(cell.value, int | float)]


def last(cells: Sequence[Any], size: float) -> Sequence[Any]:
    """So many cells from the end."""
    return cells[-int(size) :]


def beside(cell: Any, by: int) -> Any:
    """The cell so many columns to the right."""
    return cell.offset(0, by)


def change(cells: Sequence[Any], how: Callable[[Any], Any]) -> None:
    """Put another value into each."""
    for cell in cells:
        cell.value = how(cell.value)


def exchange(ones: Sequence[Any], others: Sequence[Any]) -> None:
    """Exchange values, cell by cell."""
    for one, other in zip(ones, others, strict=True):
        one.value, other.value = other.value, one.value


def shift(cells: Sequence[Any]) -> None:
    """Every value goes to the next cell, the last one to the first."""
    values = [cell.value for cell in cells]
    for cell, value in zip(cells, [values[-1], *values[:-1]], strict=True):
        cell.value = value


def lower(sheet: Any, rows: int) -> None:
    """The whole sheet stands so many rows lower, its merged cells too, which openpyxl leaves where they are."""
    sheet.insert_rows(1, rows)
    for merged in sheet.merged_cells.ranges:
        merged.shift(row_shift=rows)


def drop_rows(sheet: Any, cells: Sequence[Any]) -> None:
    """The rows of these cells are not there."""
    for row in sorted((cell.row for cell in cells), reverse=True):
        sheet.delete_rows(row)


def with_part(body: bytes, name: str, how: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its archive changed, which openpyxl would not do."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as book, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in book.infolist():
            read = book.read(part)
            changed.writestr(part, how(read) if part.filename == name else read, zipfile.ZIP_DEFLATED, 1)
    return content.getvalue()
