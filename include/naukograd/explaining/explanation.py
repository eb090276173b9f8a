"""What ``naukograd explain`` says of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.figure import FigureId, figure
from naukograd.deliveries.archive import Archive
from naukograd.explaining import figures
from naukograd.explaining.evidence import Bytes, Delivery, Row, deliveries, rows
from naukograd.explaining.formula import Value
from naukograd.explaining.lineage import Formula, Lineage, lineage
from naukograd.explaining.places import Spot
from naukograd.warehouse.states import State

ADDED_UP = ("sum", "count", "count_distinct")
IN_ITS_UNIT = ("value", "previous_value", "checked_value", "actual_value", "target_value", "baseline_value", "gap")
"""Columns whose figures are in the unit that their row names."""


@dataclass(frozen=True)
class InputFigure:
    """Another figure that enters. ``participant_bin``: only that participant's part of it does."""

    role: str
    figure: str
    value: Value
    participant_bin: str | None


@dataclass(frozen=True)
class Contributor:
    """A participant and its part of the figure, in the figure's unit."""

    bin: str
    name_ru: str | None
    value: Value


@dataclass(frozen=True)
class Step:
    """A figure on the way, by what expression it comes from which inputs and rows."""

    figure: str
    value: Value
    expression: str
    inputs: list[InputFigure]
    rows: list[Row]


@dataclass(frozen=True)
class Explanation:
    """A figure and everything that it rests on.

    Attributes:
        row: the row of the mart that holds it.
        computed: what the formula gives from the inputs.
        agrees: whether that is the figure; None where there is no formula to compute it by.
        target: identifier and value of the target it is judged by.
        steps: the figure and every other one behind it, each with its own inputs: enough to compute it by hand.
        rows: all rows at the end of the steps.
        spots: the bytes at each row's place, by the row's number from 0; empty unless asked for.
    """

    figure: str
    state: str
    build_id: str
    as_of: datetime
    value: Any
    unit: str | None
    computed: Value
    agrees: bool | None
    formula: Formula
    target: tuple[str, Decimal] | None
    inputs: list[InputFigure]
    contributors: list[Contributor]
    steps: list[Step]
    rows: list[Row]
    deliveries: dict[str, Delivery]
    spots: dict[int, list[Spot]]


def explain(
    conn: Connection, archive: Archive, state: State, identity: FigureId, bytes_of: int | None = 0
) -> Explanation:
    """Everything that a figure rests on, in a state of knowledge.

    Args:
        bytes_of: of how many rows the bytes are read; None for all.
    Raises:
        UsageError: there is no such figure.
    """
    build_id, as_of = figures.moment(conn, state)
    cell = figures.row(conn, state, identity)
    behind = lineage(conn, state, str(identity))
    return _explained(conn, archive, state, str(identity), cell, behind, build_id, as_of, bytes_of)


def _explained(
    conn: Connection,
    archive: Archive,
    state: State,
    name: str,
    cell: dict[str, Any],
    behind: Lineage,
    build_id: str,
    as_of: datetime,
    bytes_of: int | None,
) -> Explanation:
    identity = FigureId.parse(name)
    value, computed = cell[identity.column], behind.value(name)
    at_the_end = list(dict.fromkeys(behind.rows(name)))
    shown = rows(at_the_end)
    known = deliveries(conn, state, build_id, [each.delivery_id for each in at_the_end if each.delivery_id is not None])
    read = Bytes(archive, known)
    return Explanation(
        name,
        state.name,
        build_id,
        as_of,
        value,
        cell.get("unit") if identity.column in IN_ITS_UNIT else None,
        computed,
        None if computed is None else _same(value, computed),
        behind.formula(name),
        _target(conn, state, identity, cell),
        _inputs(behind, name),
        _contributors(conn, state, behind, name),
        _steps(behind, name),
        shown,
        known,
        {number: list(read.at(row)) for number, row in enumerate(shown[:bytes_of])},
    )


def _same(value: Any, computed: Value) -> bool:
    """A day or a text is copied: how the source writes it is what ``--bytes`` shows."""
    return str(value) == computed if isinstance(value, date | str) else value == computed


def _steps(behind: Lineage, name: str) -> list[Step]:
    figures_behind = [name, *sorted(behind.figures() - {name})]
    return [
        Step(
            each,
            behind.value(each),
            behind.formula(each).expression,
            _inputs(behind, each),
            rows([row for row in behind.inputs.get(each, []) if not row.input_figure]),
        )
        for each in figures_behind
    ]


def _inputs(behind: Lineage, name: str) -> list[InputFigure]:
    return [
        InputFigure(
            each.role, each.input_figure, behind.value(each.input_figure, each.participant_bin), each.participant_bin
        )
        for each in behind.inputs.get(name, [])
        if each.input_figure
    ]


def _contributors(conn: Connection, state: State, behind: Lineage, name: str) -> list[Contributor]:
    """Whose rows a figure adds up, however far behind it they stand; the largest part first."""
    if not _adds_up(behind, name):
        return []
    bins = {row.participant_bin for row in behind.rows(name) if row.participant_bin}
    query = sql.SQL('select bin, min(name_ru collate "C") from {} as m group by bin').format(state.mart("participants"))
    names: dict[str, str] = dict(conn.execute(query).fetchall())
    found = [Contributor(bin_, names.get(bin_), behind.value(name, bin_)) for bin_ in bins]
    return sorted(found, key=lambda each: (-(each.value if isinstance(each.value, Decimal) else 0), each.bin))


def _adds_up(behind: Lineage, name: str) -> bool:
    """Whether a figure is one of many rows, or a copy of such a figure."""
    formula, inputs = behind.formula(name), behind.inputs.get(name, [])
    if formula.kind == "copied":
        return len(inputs) == 1 and inputs[0].input_figure is not None and _adds_up(behind, inputs[0].input_figure)
    return formula.kind in ADDED_UP


def _target(conn: Connection, state: State, identity: FigureId, cell: dict[str, Any]) -> tuple[str, Decimal] | None:
    """The decreed target of the year for the programme; a territory has none of its own."""
    if (
        identity.mart not in ("indicator_values", "indicator_progress")
        or cell.get("territory_code", "total") != "total"
    ):
        return None
    query = sql.SQL("select target_value from {} as m where indicator_code = %s and year = %s").format(
        state.mart("indicator_progress")
    )
    found = conn.execute(query, [cell["indicator_code"], cell["year"]]).fetchone()
    target = figure("indicator_progress", cell["indicator_code"], cell["year"], column="target_value")
    return (str(target), found[0]) if found and found[0] is not None else None
