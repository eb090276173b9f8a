"""The cell of a mart that an identifier names, in a state of knowledge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from psycopg import sql
from psycopg.rows import dict_row

from naukograd import comparing
from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.core.figure import FigureId, figure
from naukograd.warehouse.states import State

KEYS_WITH_GAPS = {
    "international_comparison": ("source", "measure_code", "economy_code", "year"),
    "national_facts": ("source", "fact_code", "year"),
}
"""Marts without a primary key, for a part of theirs may be missing."""


def named(name: str, year: int | None, territory: str | None) -> FigureId:
    """The figure that a command names: by its identifier, or an indicator's value by code, year and territory.

    Raises:
        UsageError: neither.
    """
    if ":" in name:
        return FigureId.parse(name)
    if year is None:
        raise UsageError(
            f"which year of {name}?",
            remedy="Give --year 2026 and, unless the programme is meant, --territory kurchatov.",
        )
    return figure("indicator_values", name, territory or "total", year, column="value")


def key_columns(conn: Connection, state: State, mart: str) -> tuple[str, ...]:
    """The columns of a mart's key in the order of its identifiers.

    Raises:
        UsageError: there is no such mart in this state.
    """
    if mart in comparing.TABLES:
        return _of_comparison(conn, state, mart)
    if mart in KEYS_WITH_GAPS:
        return KEYS_WITH_GAPS[mart]
    rows = conn.execute(
        """
        select a.attname
        from pg_constraint as c
        cross join lateral unnest(c.conkey) with ordinality as part (attnum, turn)
        inner join pg_attribute as a on c.conrelid = a.attrelid and part.attnum = a.attnum
        where c.contype = 'p' and c.conrelid = to_regclass(format('marts.%%I', %s::text))
        order by part.turn
        """,
        [mart],
    ).fetchall()
    if not rows:
        raise UsageError(f"there is no mart {mart}", remedy="Take an identifier from the report.")
    return tuple(name for (name,) in rows)


def _of_comparison(conn: Connection, state: State, mart: str) -> tuple[str, ...]:
    there = conn.execute("select to_regclass(%s) is not null", [f"{state.schema}.{mart}"]).fetchone()
    if there != (True,):
        raise UsageError(
            f"{mart} is part of sealed releases alone", where=state.name, remedy="Give --release, such as 2026.2."
        )
    return comparing.TABLES[mart].key


def row(conn: Connection, state: State, identity: FigureId) -> dict[str, Any]:
    """The row that holds a figure, by column.

    Raises:
        UsageError: no such row or column in this state.
    """
    key = key_columns(conn, state, identity.mart)
    if len(key) != len(identity.key):
        raise UsageError(
            f"{identity} names {len(identity.key)} parts of a key of {len(key)}",
            remedy=f"The key of {identity.mart} is {', '.join(key)}.",
        )
    conditions = [
        sql.SQL("coalesce(cast({} as text), '') = {}").format(sql.Identifier(column), sql.Literal(part))
        for column, part in zip(key, identity.key, strict=True)
    ]
    query = sql.SQL("select * from {} as m where {}").format(
        state.mart(identity.mart), sql.SQL(" and ").join(conditions)
    )
    with conn.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(query).fetchone()
    if found is None:
        raise UsageError(f"{identity.mart} has no row {'/'.join(identity.key)}", where=state.name)
    if identity.column not in found:
        raise UsageError(f"{identity.mart} has no column {identity.column}", remedy=f"It has {', '.join(found)}.")
    return found


def moment(conn: Connection, state: State) -> tuple[str, datetime]:
    """The build behind a state, and its moment.

    Raises:
        UsageError: nothing is published in it.
    """
    query = sql.SQL("select build_id, as_of from {} as m limit 1").format(state.mart("indicator_values"))
    found = conn.execute(query).fetchone()
    if found is None:
        raise UsageError("nothing is published yet", where=state.name, remedy="Run naukograd build first.")
    return found[0], found[1]
