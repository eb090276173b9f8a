"""Sheets into a workbook. Equal sheets give equal bytes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from naukograd.core.periods import ALMATY
from naukograd.report.page import Page
from naukograd.report.sheets.sheet import Sheet, Value

HEADER_ROW = 3
NARROWEST, WIDEST = 9, 60
DIGITS_OF_A_DOUBLE = 15
"""Significant digits that survive a cell, which holds a double."""
DECIMALS_SHOWN = 11
"""A tiyn in billions of tenge. What has more decimals is written as text, so that nothing is shown rounded."""


def to_xlsx(page: Page, sheets: tuple[Sheet, ...], created: datetime) -> bytes:
    """The workbook: per sheet its title, the moment and the build, the warning of made-up data, a frozen header, rows.

    No text becomes a formula, a link or a number: each cell is written by the type of its value.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    # Zip and properties hold no time zone; a fixed creation time keeps the bytes equal.
    made = created.astimezone(ALMATY).replace(tzinfo=None)
    book.set_properties({"title": page.document_title, "comments": page.band or "", "created": made})
    for each in sheets:
        _write(book, page, each)
    book.close()
    return content.getvalue()


def _write(book: Any, page: Page, sheet: Sheet) -> None:
    at = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "font_size": 14, "font_color": "#0b4f7d"})
    quiet = book.add_format({"font_color": "#5b6570"})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#e8eef3"})
    at.write_string(0, 0, sheet.title, bold)
    at.write_string(1, 0, " · ".join((page.title, page.subtitle, *page.marks)), quiet)
    if page.band:
        warning = book.add_format({"bold": True, "bg_color": "#ffd60a"})
        at.write_string(2, 0, page.band, warning)
        at.set_header(f"&L{_code_free(page.band)}")
        at.set_tab_color("#ffd60a")
    for column, label in enumerate(sheet.header):
        at.write_string(HEADER_ROW, column, label, header)
        values = [row[column] for row in sheet.rows]
        style = {"valign": "top", "text_wrap": True, **_style(values)}
        formatted = book.add_format(style)
        at.set_column(column, column, _width(label, values))
        for row, value in enumerate(values, HEADER_ROW + 1):
            _cell(at, row, column, value, formatted)
    at.freeze_panes(HEADER_ROW + 1, 0)
    at.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(sheet.rows)), len(sheet.header) - 1)
    at.repeat_rows(HEADER_ROW)
    at.set_landscape()
    at.set_paper(9)
    at.fit_to_pages(1, 0)
    at.set_footer("&L&A&R&P / &N")


def _cell(at: Any, row: int, column: int, value: Value, formatted: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        at.write_string(row, column, value, formatted)
    elif isinstance(value, date):
        at.write_datetime(row, column, value, formatted)
    elif isinstance(value, Decimal) and not _fits(value):
        at.write_string(row, column, f"{value:f}", formatted)
    else:
        at.write_number(row, column, value, formatted)


def _fits(value: Decimal) -> bool:
    """Whether the cell shows the very value."""
    shown = value.normalize()
    return len(shown.as_tuple().digits) <= DIGITS_OF_A_DOUBLE and _decimals(shown) <= DECIMALS_SHOWN


def _style(values: list[Value]) -> dict[str, str]:
    """As many decimals as the longest value of the column has, so that none is shown rounded."""
    numbers = [value for value in values if isinstance(value, Decimal) and _fits(value)]
    if numbers:
        decimals = max(map(_decimals, numbers))
        return {"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")}
    if any(isinstance(value, date) for value in values):
        return {"num_format": "dd.mm.yyyy"}
    return {"num_format": "0"} if any(isinstance(value, int) for value in values) else {}


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _width(label: str, values: list[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    word = max(map(len, label.split()), default=0)
    return min(WIDEST, max(NARROWEST, word + 3, longest + 2))


def _code_free(text: str) -> str:
    """``&`` begins a code in headers of a sheet."""
    return text.replace("&", "&&")
