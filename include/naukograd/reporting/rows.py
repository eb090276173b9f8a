"""Rows of a query as values of the model, every number a cell of its mart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from psycopg.rows import dict_row

from naukograd.core.cell import cell
from naukograd.core.database import Connection
from naukograd.core.figure import figure

Value = TypeVar("Value")


@dataclass(frozen=True)
class Cells:
    """Where the numbers of a query's rows stand.

    Attributes:
        key: the mart's key in its order, by the names that the query gives it.
        columns: of fields that are called otherwise than their column, the column.
    """

    mart: str
    key: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)

    def number(self, row: Mapping[str, Any], name: str) -> Any:
        """The value of a field; one that is a number and no part of the key is a cell."""
        if name in self.key:
            return row[name]
        key = (row[part] for part in self.key)
        return cell(row[name], figure(self.mart, *key, column=self.columns.get(name, name)))


def values(
    conn: Connection, of: type[Value], cells: Cells, query: str, parameters: Mapping[str, object] | None = None
) -> tuple[Value, ...]:
    """One value per row; columns are named as the fields, and what the key needs besides is left out."""
    names = [each.name for each in fields(of)]  # type: ignore[arg-type]
    return tuple(of(**{name: cells.number(row, name) for name in names}) for row in dicts(conn, query, parameters))


def dicts(conn: Connection, query: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
    """One dictionary per row, by column."""
    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
