"""What ``naukograd explain`` says of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.figure import FigureId, figure
from naukograd.deliveries.archive import Archive
from naukograd.explaining import figures, gates
from naukograd.explaining.evidence import Bytes, Delivery, Row, deliveries, rows
from naukograd.explaining.files import Files
from naukograd.explaining.formula import Value
from naukograd.explaining.gates import Judged, Run
from naukograd.explaining.lineage import Formula, Input, Lineage
from naukograd.explaining.places import Spot
from naukograd.explaining.reading import formulas_of, lineage
from naukograd.warehouse.states import State

ADDED_UP = ("sum", "count", "count_distinct")
IN_ITS_UNIT = frozenset(
    {"value", "previous_value", "checked_value", "actual_value", "target_value", "baseline_value", "gap"}
    | {"earlier", "later", "difference", "part", "mean", "mean_absolute", "largest"}
)
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
        checks: of a count of the gates, the checks it counts.
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
    checks: list[Judged]
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
    return Explaining(conn, archive, state).figure(identity, bytes_of)


class Explaining:
    """Explains figures of one state."""

    def __init__(self, conn: Connection, archive: Archive, state: State, behind: Lineage | None = None) -> None:
        """
        Args:
            behind: the lineage of all figures of the marts, where many are asked for; else each one's own is read.
        """
        self._conn = conn
        self._archive = archive
        self._state = state
        self.behind = behind
        self._files = Files(conn, archive)
        self._build_id, self._as_of = figures.moment(conn, state)

    def figure(self, identity: FigureId, bytes_of: int | None = 0) -> Explanation:
        """
        Raises:
            UsageError: there is no such figure.
        """
        name = str(identity)
        if gates.is_of_gates(identity):
            cell: dict[str, Any] = {identity.column: gates.value(self._runs, identity)}
            behind = Lineage(gates.inputs(self._runs, identity), {None: formulas_of(self._files, self._state)})
            checks = gates.judged(self._files, self._state, self._runs, identity)
        else:
            cell = figures.row(self._conn, self._state, identity)
            behind, checks = self.behind or lineage(self._conn, self._files, self._state, name), []
        value, computed = cell[identity.column], behind.value(name)
        at_the_end = list(dict.fromkeys(behind.rows(name)))
        shown, known = rows(at_the_end), self._deliveries(at_the_end, checks)
        read = Bytes(self._archive, self._files, known)
        return Explanation(
            name,
            self._state.name,
            self._build_id,
            self._as_of,
            value,
            cell.get("unit") if identity.column in IN_ITS_UNIT else None,
            computed,
            None if computed is None else _same(value, computed),
            behind.formula(name),
            _target(self._conn, self._state, identity, cell),
            _inputs(behind, name),
            _contributors(self._conn, self._state, behind, name),
            _steps(behind, name),
            shown,
            checks,
            known,
            {number: list(read.at(row)) for number, row in enumerate(shown[:bytes_of])},
        )

    @cached_property
    def _runs(self) -> list[Run]:
        return gates.runs(self._conn, self._archive, self._files, self._state, self._build_id)

    def _deliveries(self, at_the_end: list[Input], checks: list[Judged]) -> dict[str, Delivery]:
        named = {each.delivery_id for each in at_the_end if each.delivery_id is not None}
        named |= {int(each.delivery, 16) for check in checks for each in check.deliveries}
        return deliveries(self._conn, self._state, self._build_id, sorted(named))


def _same(value: Any, computed: Value) -> bool:
    """A day or a text is copied: how the source writes it is what ``--bytes`` shows."""
    if isinstance(value, datetime):
        return isinstance(computed, str) and datetime.fromisoformat(computed) == value
    return str(value) == computed if isinstance(value, date | str) else value == computed


def _steps(behind: Lineage, name: str) -> list[Step]:
    return [
        Step(
            each,
            behind.value(each),
            behind.formula(each).expression,
            _inputs(behind, each),
            rows([row for row in behind.inputs.get(each, []) if not row.input_figure]),
        )
        for each in _figures_behind(behind, name)
    ]


def _figures_behind(behind: Lineage, name: str) -> list[str]:
    """The figure first, then every other one on the way from it."""
    found, waiting = {name}, [name]
    while waiting:
        entering = {each.input_figure for each in behind.inputs.get(waiting.pop(), []) if each.input_figure}
        waiting += sorted(entering - found)
        found |= entering
    return [name, *sorted(found - {name})]


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
