"""Reading a sheet of an xlsx workbook: the header found by its names, every row as text with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.dataset import Column, Row
from naukograd.sources.unpacking import refuse_bombs

HEADER_WITHIN_ROWS = 20
"""A header is looked for in so many first rows: titles and notes may stand above it."""
_NOTE = re.compile(r"\d{1,2}\)|\*|[xх] – |примечани|ескерту|источник|note|source", re.IGNORECASE)
"""How a line below the table begins that is a note and no row."""


def rows(body: BinaryIO, sheet: str, columns: Sequence[Column], *, remedy: str) -> Iterator[Row]:
    """Every row below the header of ``sheet`` that is not blank, in the order of ``columns``; place ``sheet!A5``.

    Notes below the table are none of its rows. Headings are found whatever their case and the breaks of their lines.

    Args:
        remedy: what to do about a workbook that does not fit.
    Raises:
        UnreadableDelivery: no sound workbook, no such sheet, no row near the top that has all the headers, or one that
            has a header twice.
    """
    refuse_bombs(body, remedy=remedy)
    try:
        yield from _read(body, sheet, [column.header for column in columns], remedy)
    except UnreadableDelivery:
        raise
    except Exception as error:
        # A workbook is a zip of XML parts, and each can be damaged in a way of its own.
        raise UnreadableDelivery(
            f"not a sound xlsx workbook ({type(error).__name__}: {error})", remedy=remedy
        ) from None


def _read(body: BinaryIO, name: str, headers: list[str], remedy: str) -> Iterator[Row]:
    workbook = load_workbook(body, read_only=True, data_only=True)
    try:
        if name not in workbook.sheetnames:
            raise UnreadableDelivery(f"no sheet «{name}»; it has {', '.join(workbook.sheetnames)}", remedy=remedy)
        yield from _rows(workbook[name], name, headers, remedy)
    finally:
        workbook.close()


def _rows(sheet: Worksheet, name: str, headers: list[str], remedy: str) -> Iterator[Row]:
    rows = enumerate(sheet.iter_rows(), start=1)
    nearest = headers
    for number, cells in rows:
        found = [_heading(_text(cell)) for cell in cells]
        missing = [header for header in headers if _heading(header) not in found]
        if not missing:
            if twice := [header for header in headers if found.count(_heading(header)) > 1]:
                raise UnreadableDelivery(
                    f"column {', '.join(f'«{header}»' for header in twice)} stands twice in row {number}",
                    where=f"sheet «{name}»",
                    remedy=remedy,
                )
            positions = [found.index(_heading(header)) for header in headers]
            break
        nearest = min(nearest, missing, key=len)
        if number == HEADER_WITHIN_ROWS:
            raise _no_header(nearest, name, remedy)
    else:
        raise _no_header(nearest, name, remedy)
    after_blank = False
    for number, cells in rows:
        values = [_text(cells[at]) if at < len(cells) else None for at in positions]
        if any(values) and not _is_note(cells, after_blank):
            yield f"{name}!A{number}", values
        after_blank = not any(_text(cell) for cell in cells)


def _is_note(cells: Sequence[Cell | MergedCell], after_blank: bool) -> bool:
    """Whether a row is a note below the table: one text alone, after a blank row or with the mark of a footnote."""
    held = [text for cell in cells if (text := _text(cell))]
    return len(held) == 1 and (_NOTE.match(held[0]) is not None or (after_blank and " " in held[0]))


def _no_header(missing: list[str], sheet: str, remedy: str) -> UnreadableDelivery:
    return UnreadableDelivery(
        f"no column {', '.join(f'«{header}»' for header in missing)} in the first {HEADER_WITHIN_ROWS} rows",
        where=f"sheet «{sheet}»",
        remedy=f"Was a column renamed? {remedy}",
    )


def _heading(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _text(cell: Cell | MergedCell) -> str | None:
    """The cell's value as text, unchanged but for surrounding blanks; dates as ISO."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return (
            value.isoformat()[:10]
            if not isinstance(value, datetime) or value.time() == value.min.time()
            else value.isoformat()
        )
    # A BIN typed as a number is kept as the number shows: staging says what is wrong with it.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip() or None
