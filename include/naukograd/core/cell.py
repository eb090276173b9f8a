"""Numbers that know which cell of a mart they are.

Arithmetic gives plain numbers: what was reckoned from a cell is no cell, and cannot be printed as one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from naukograd.core.figure import FigureId


class CellDecimal(Decimal):
    """A ``numeric`` cell."""

    figure: FigureId


class CellInt(int):
    """An ``integer`` cell."""

    figure: FigureId


def cell(value: Any, figure: FigureId) -> Any:
    """``value`` as a cell, if it is a number; all else, None and truth values too, as it is."""
    if isinstance(value, Decimal):
        found: CellDecimal | CellInt = CellDecimal(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        found = CellInt(value)
    else:
        return value
    found.figure = figure
    return found


def figure_of(value: object) -> FigureId | None:
    """Which cell the number is; None of a plain one."""
    return value.figure if isinstance(value, CellDecimal | CellInt) else None


def scaled(value: Decimal, by: Decimal) -> Decimal:
    """The same cell in another unit: a fraction in percent, tenge in millions, a fall without its sign."""
    figure = figure_of(value)
    product = value * by
    return product if figure is None else cell(product, figure)
