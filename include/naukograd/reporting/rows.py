"""Rows of a query as values of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from psycopg.rows import class_row, dict_row

from naukograd.core.database import Connection

Value = TypeVar("Value")


def values(
    conn: Connection, of: type[Value], query: str, parameters: Mapping[str, object] | None = None
) -> tuple[Value, ...]:
    """One value per row; columns are named as the fields."""
    with conn.cursor(row_factory=class_row(of)) as cursor:
        cursor.execute(query, parameters)
        return tuple(cursor)


def dicts(conn: Connection, query: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
    """One dictionary per row, by column."""
    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
