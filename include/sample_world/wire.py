"""The sources' wire formats: XML answers, gzipped CSV, workbooks, index pages, and their broken doubles."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape

import xlsxwriter

from sample_world.innovation import INDICATORS, RankRow, gii_moment
from sample_world.participants import CORES, MARK_RU
from sample_world.payments import COLUMNS, WireRow
from sample_world.times import register_moment
from sample_world.world import RegisterRow

SHEET = "Участники"
_GII_COLUMNS = (
    *("ISO3", "ECONOMY_NAME", "NUM", "NAME", "DATAYR", "VALUE_SCREEN", "SCORE", "RANK"),
    *("SW_OVERALL", "SW_INCGRP", "OUTDATED", "DMC"),
)
NO_PAYMENTS = b'<answer><err errorcode="10"/></answer>'
_HEADINGS = {
    "bin": "БИН",
    "name_ru": "Наименование на русском языке",
    "name_kk": "Қазақ тіліндегі атауы",
    "territory": "Территория",
    "scope": "Охват участия",
    "branch_bins": "БИН филиалов",
    "unit_kato": "КАТО подразделений",
    "joined": "Дата вступления",
    "left_on": "Дата выхода",
    "oked": "ОКЭД",
    "pilot_units": "Опытно-производственные подразделения",
}
# Kurchatov hands in the same columns in an order of its own, and its dates as text.
_KURCHATOV_ORDER = tuple(sorted(_HEADINGS, key=lambda name: (name != "territory", name in ("bin", "oked"))))


def answer_xml(rows: Sequence[WireRow], *, renamed: bool = False) -> bytes:
    """The tax service's answer about one BIN; ``renamed`` writes Amount for Summa."""
    if not rows:
        return NO_PAYMENTS
    columns = _renamed(COLUMNS) if renamed else COLUMNS
    head = "".join(_element(name, text) for name, text in zip(columns[:2], rows[0][:2], strict=True))
    payments = "".join(
        f"<payment>{''.join(_element(*pair) for pair in zip(columns[2:], row[2:], strict=True))}</payment>"
        for row in rows
    )
    return f"<answer>{head}{payments}</answer>".encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else f"<{name}/>"


def _renamed(columns: Sequence[str]) -> list[str]:
    return ["Amount" if name == "Summa" else name for name in columns]


def bulk_csv_gz(rows: Iterable[WireRow], *, renamed: bool = False) -> bytes:
    """One month's bulk file; equal rows give equal bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_renamed(COLUMNS) if renamed else COLUMNS)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=4, mtime=0)


def workbook(territory: str, issue: date, rows: Sequence[RegisterRow], *, renamed: bool = False) -> bytes:
    """A territory's register as xlsx; equal rows give equal bytes. ``renamed`` heads the BIN column «ИИН»."""
    moment = register_moment(issue)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    title = f"Реестр участников {territory} на {issue:%d.%m.%Y} {MARK_RU}"
    # Zip and properties hold no time zone; a fixed creation time keeps the bytes equal.
    book.set_properties({"title": title, "comments": "Sample data", "created": moment.replace(tzinfo=None)})
    sheet = book.add_worksheet(SHEET)
    day_format = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_string(0, 0, title)
    sheet.write_string(1, 0, f"Основная организация: {CORES[territory][0]}")
    order = _KURCHATOV_ORDER if territory == "kurchatov" else tuple(_HEADINGS)
    for column, name in enumerate(order):
        heading = "ИИН" if renamed and name == "bin" else _HEADINGS[name]
        sheet.write_string(3, column, heading)
    for line, row in enumerate(rows, start=4):
        cells = _register_cells(row)
        for column, name in enumerate(order):
            cell = cells[name]
            if isinstance(cell, date) and territory != "kurchatov":
                sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day_format)  # noqa: DTZ001
            elif cell:
                sheet.write_string(line, column, f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell)
    book.close()
    return content.getvalue()


def _register_cells(row: RegisterRow) -> dict[str, str | date | None]:
    participant = row.participant
    return {
        "bin": participant.head.bin,
        "name_ru": participant.head.name_ru,
        "name_kk": participant.name_kk,
        "territory": row.stay.territory,
        "scope": participant.scope,
        "branch_bins": "; ".join(branch.bin for branch in participant.branches),
        "unit_kato": participant.unit_kato,
        "joined": row.stay.joined,
        "left_on": row.stay.left,
        "oked": participant.oked,
        "pilot_units": "; ".join(participant.pilot_units),
    }


def gii_workbook(edition: int, rows: Sequence[RankRow], *, renamed: bool = False) -> bytes:
    """An edition of the Global Innovation Index as WIPO's xlsx; ``renamed`` heads the ranks POSITION."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    title = f"Global Innovation Index {edition} {MARK_RU}"
    created = gii_moment(edition).replace(tzinfo=None)
    book.set_properties({"title": title, "comments": "Sample data", "created": created})
    economies = {row.iso3: row.economy for row in rows}
    structure = [(num, name, num.count(".") + 1, "Indicator") for num, name in INDICATORS[edition]]
    data = [(row.iso3, row.economy, row.num, row.name, row.data_year, *_figures(row), "", "", 0, 1) for row in rows]
    _sheet(book, "Index Structure", ("NUM", "NAME", "LEVEL", "TYPE"), structure)
    _sheet(book, "Economies", ("ISO3", "ECONOMY_NAME"), list(economies.items()))
    _sheet(book, "Data", [("POSITION" if renamed and name == "RANK" else name) for name in _GII_COLUMNS], data)
    _sheet(book, "Metadata", ("TITLE", "NOTE"), [(title, "Sample data")])
    book.close()
    return content.getvalue()


def _figures(row: RankRow) -> tuple[float | str, float | str, int | str]:
    """VALUE_SCREEN, SCORE and RANK; n/a where an economy has no data."""
    if row.rank is None or row.score is None:
        return ("n/a", "n/a", "n/a")
    return (row.score, row.score, row.rank)


def _sheet(
    book: xlsxwriter.Workbook, name: str, headers: Sequence[str], rows: Sequence[tuple[str | float, ...]]
) -> None:
    sheet = book.add_worksheet(name)
    for line, cells in enumerate([tuple(headers), *rows]):
        sheet.write_row(line, 0, cells)


def index_page(path: str, files: Iterable[tuple[str, datetime]]) -> bytes:
    """A folder's page as nginx prints it; sizes are left out, since that would render every file."""
    lines = [
        f'<a href="{name}">{name}</a>{" " * max(1, 51 - len(name))}{moment.astimezone(UTC):%d-%b-%Y %H:%M}{"-":>20}'
        for name, moment in files
    ]
    listing = "\n".join(['<a href="../">../</a>', *lines])
    return (
        f"<html>\n<head><title>Index of {path}</title></head>\n<body>\n"
        f"<h1>Index of {path}</h1><hr><pre>{listing}\n</pre><hr></body>\n</html>\n"
    ).encode()


def error_page(title: str) -> bytes:
    """What a proxy says in place of an answer."""
    return (
        f"<html>\n<head><title>{title}</title></head>\n<body>\n"
        f"<center><h1>{title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n"
    ).encode()


def http_date(moment: datetime) -> str:
    """A moment as HTTP headers print it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
