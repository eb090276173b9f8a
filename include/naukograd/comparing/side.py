"""One of the two states that are compared, as far as causes of changes are read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, LiteralString

from psycopg import sql

from naukograd.comparing.split import Cell, Half, Slice
from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.report.model.indicator import Unit
from naukograd.warehouse.states import State

TOTAL = "total"

Place = tuple[str, str, int]
"""Indicator, territory, year."""


@dataclass(frozen=True)
class Spell:
    """A stay of a participant, as its register states it."""

    territory_code: str
    bin: str
    joined_on: date
    left_on: date | None
    extent: str

    def within(self, year: int) -> tuple[str, date, date | None, str] | None:
        """What of it lies in the year: two states that agree on this agree on the year."""
        starts, ends = date(year, 1, 1), date(year + 1, 1, 1)
        if self.joined_on >= ends or (self.left_on is not None and self.left_on <= starts):
            return None
        left = self.left_on if self.left_on is not None and self.left_on < ends else None
        return self.territory_code, max(self.joined_on, starts), left, self.extent


@dataclass(frozen=True)
class Side:
    """A state.

    Attributes:
        build_id: the build whose rows it holds.
        method: version of what turns deliveries into figures.
        deliveries: of each slice, the current one.
    """

    state: State
    build_id: str
    as_of: datetime
    method: str
    deliveries: Mapping[Slice, int]
    figures: Mapping[Place, tuple[Decimal | None, Unit]]
    contributions: Mapping[Place, Mapping[Cell, Decimal]]
    spells: tuple[Spell, ...]

    def half(self, place: Place) -> Half:
        value, _ = self.figures.get(place, (None, None))
        return Half(value, self.contributions.get(place, {}))

    def participation(self, territory_code: str, year: int) -> dict[str, tuple[object, ...]]:
        """Of each participant in that place and year, when and with what it took part."""
        found: dict[str, list[object]] = defaultdict(list)
        for spell in self._sorted:
            within = spell.within(year) if territory_code in (TOTAL, spell.territory_code) else None
            if within:
                found[spell.bin].append(within)
        return {bin_: tuple(each) for bin_, each in found.items()}

    @cached_property
    def _sorted(self) -> list[Spell]:
        return sorted(self.spells, key=lambda spell: (spell.bin, spell.joined_on, spell.territory_code))


def read(conn: Connection, state: State) -> Side:
    """
    Raises:
        UsageError: nothing stands in the state yet.
    """
    first = _rows(conn, "select build_id, as_of from {} as marts limit 1", state, "indicator_values")
    if not first:
        raise UsageError(f"nothing stands in {state.name} yet", remedy="Build first: naukograd build.")
    build_id, as_of = first[0]
    contributions: dict[Place, dict[Cell, Decimal]] = defaultdict(dict)
    for row in _rows(
        conn,
        "select indicator_code, territory_code, year, contributor, dataset, slice, value from {} as marts",
        state,
        "indicator_contributions",
    ):
        contributions[row[0], row[1], row[2]][row[3], (row[4], row[5])] = row[6]
    figures = _rows(
        conn, "select indicator_code, territory_code, year, value, unit from {} as marts", state, "indicator_values"
    )
    spells = _rows(
        conn,
        "select territory_code, bin, joined_on, left_on,"
        " concat_ws(' ', scope, branch_bins::text, unit_katos::text, pilot_units::text) from {} as marts",
        state,
        "participants",
    )
    return Side(
        state,
        build_id,
        as_of,
        _method(conn, state, build_id),
        _deliveries(conn, state, build_id),
        {(row[0], row[1], row[2]): (row[3], row[4]) for row in figures},
        contributions,
        tuple(Spell(*row) for row in spells),
    )


def changed_slices(earlier: Side, later: Side) -> Collection[Slice]:
    """Slices that are not of the same delivery in both states."""
    return {
        each
        for each in earlier.deliveries.keys() | later.deliveries.keys()
        if earlier.deliveries.get(each) != later.deliveries.get(each)
    }


def _rows(conn: Connection, query: LiteralString, state: State, mart: str) -> list[tuple[Any, ...]]:
    return conn.execute(sql.SQL(query).format(state.mart(mart))).fetchall()


def _method(conn: Connection, state: State, build_id: str) -> str:
    if state.release_id:
        found = conn.execute("select method_version from releases.releases where release_id = %s", [state.release_id])
    else:
        found = conn.execute("select code_version from ledger.builds where build_id = %s", [build_id])
    row = found.fetchone()
    return row[0] if row else "unknown"


def _deliveries(conn: Connection, state: State, build_id: str) -> dict[Slice, int]:
    """A release pins its deliveries; every other state is of a build that the ledger knows."""
    if state.release_id:
        query, key = (
            "select dataset, slice, delivery_id from releases.deliveries where release_id = %s and is_current",
            state.release_id,
        )
    else:
        query, key = (
            "select dataset, slice, delivery_id from ledger.build_deliveries where build_id = %s and is_current",
            build_id,
        )
    return {(dataset, slice_): delivery for dataset, slice_, delivery in conn.execute(query, [key])}
