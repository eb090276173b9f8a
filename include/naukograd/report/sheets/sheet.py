"""A sheet before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naukograd.core.cell import figure_of
from naukograd.core.figure import FigureId
from naukograd.report.messages import Say

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Sheet:
    """A header of names and rows of values; None is an empty cell, for what is missing is no nought.

    Attributes:
        cells: of each column the cells of marts in it, as (mart, column), most often one.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cells: tuple[tuple[tuple[str, str], ...], ...] = ()


def sheet(key: str, fields: Iterable[str], rows: Iterable[tuple[Value, ...]], say: Say) -> Sheet:
    """A sheet named by ``sheet.<key>`` whose columns are ``field.<name>``.

    Where rows are rows of a mart, the last column identifies each: with a colon and the column that the sheet of
    identifiers names, it is the identifier of a figure.
    """
    header, found = tuple(say(f"field.{f}") for f in fields), tuple(rows)
    columns = tuple(_cells(row[at] for row in found) for at in range(len(header)))
    name, title = say(f"sheet.{key}.name"), say(f"sheet.{key}.title")
    if not any(columns):
        return Sheet(name, title, header, found)
    identified = tuple((*row, _row(row)) for row in found)
    return Sheet(name, title, (*header, say("field.identifier")), identified, (*columns, ()))


def _cells(values: Iterable[Value]) -> tuple[tuple[str, str], ...]:
    figures = (figure_of(value) for value in values)
    return tuple(sorted({(figure.mart, figure.column) for figure in figures if figure}))


def _row(row: tuple[Value, ...]) -> str | None:
    found: FigureId | None = next((figure for value in row if (figure := figure_of(value))), None)
    return None if found is None else str(found).rpartition(":")[0]


def yes(is_so: bool, say: Say) -> str:
    return say("field.yes" if is_so else "field.no")
