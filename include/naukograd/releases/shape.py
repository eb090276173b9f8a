"""The shape of a mart as a release keeps it: columns and types in the words of a Frictionless table schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError

_KINDS = {
    "text": "string",
    "smallint": "integer",
    "integer": "integer",
    "bigint": "integer",
    "numeric": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
    "text[]": "array",
}
POSTGRES = {
    "string": "text",
    "integer": "bigint",
    "number": "numeric",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamptz",
    "array": "text[]",
}
"""The type of each kind in ``releases``: that of the mart, or a wider one."""

# What COPY writes by itself depends on the session, or is not what a table schema means by the kind.
_WRITTEN = {
    "boolean": "{}::text",
    "datetime": """to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "array": "to_jsonb({})::text",
}
_READ = {"array": "case when {0} is not null then array(select jsonb_array_elements_text({0}::jsonb)) end"}


@dataclass(frozen=True)
class Column:
    """``kind`` is the type of a Frictionless field; ``is_required``: never null."""

    name: str
    kind: str
    description: str
    is_required: bool

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.name)

    def written(self) -> sql.Composed:
        """The value as a CSV of a release has it."""
        return sql.SQL(_WRITTEN.get(self.kind, "{}")).format(self.identifier)

    def read(self) -> sql.Composed:
        """The value from its text in a CSV of a release."""
        given = _READ.get(self.kind, "{0}::" + POSTGRES[self.kind])
        return sql.SQL(given).format(self.identifier)

    def typed(self) -> sql.Composed:
        """Name and type, as a list of columns declares them."""
        return sql.SQL("{} " + POSTGRES[self.kind]).format(self.identifier)


@dataclass(frozen=True)
class Mart:
    """A mart: its columns in their order, and the names of its primary key in the key's order, if it has one."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def in_order(self, relation: sql.Composable, written: bool = False) -> sql.Composed:
        """A query of all rows by primary key, or by all columns: texts by code point, so that no locale has a say.

        Args:
            written: values as a CSV has them.
        """
        kinds = {column.name: column.kind for column in self.columns}
        values = [
            sql.SQL("{} as {}").format(column.written(), column.identifier) if written else column.identifier
            for column in self.columns
        ]
        by = [
            sql.SQL("given.{}" + (' collate "C"' if kinds[name] in ("string", "array") else "")).format(
                sql.Identifier(name)
            )
            for name in self.key or kinds
        ]
        return sql.SQL("select {} from {} as given order by {}").format(
            sql.SQL(", ").join(values), relation, sql.SQL(", ").join(by)
        )


def shapes(conn: Connection, schema: str, contract: Mapping[str, Mapping[str, str]]) -> tuple[Mart, ...]:
    """The marts of a contract as they stand in ``schema``, by name.

    Args:
        contract: of each mart, the descriptions of it (key ``""``) and of its columns.
    Raises:
        UsageError: a mart has a column of a type that no table schema has.
    """
    return tuple(_shape(conn, schema, name, contract[name]) for name in sorted(contract))


def _shape(conn: Connection, schema: str, name: str, descriptions: Mapping[str, str]) -> Mart:
    rows = conn.execute(
        """
        select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, array_position(k.conkey, a.attnum)
        from pg_attribute as a
        left join pg_constraint as k on a.attrelid = k.conrelid and k.contype = 'p'
        where a.attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) and a.attnum > 0 and not a.attisdropped
        order by a.attnum
        """,
        [schema, name],
    ).fetchall()
    places = {column: place for column, _, _, place in rows if place is not None}
    columns = tuple(
        Column(column, _kind(name, column, kind), " ".join(descriptions.get(column, "").split()), required)
        for column, kind, required, _ in rows
    )
    return Mart(name, " ".join(descriptions[""].split()), columns, tuple(sorted(places, key=places.__getitem__)))


def _kind(mart: str, column: str, kind: str) -> str:
    if kind not in _KINDS:
        raise UsageError(
            f"a column of type {kind} cannot be sealed", where=f"{mart}.{column}", remedy=f"Use {', '.join(_KINDS)}."
        )
    return _KINDS[kind]


def from_resource(resource: Mapping[str, Any]) -> Mart:
    """The mart that a resource of ``datapackage.json`` describes."""
    schema = resource["schema"]
    columns = tuple(
        Column(field["name"], field["type"], field["description"], field.get("constraints", {}).get("required", False))
        for field in schema["fields"]
    )
    return Mart(resource["name"], resource["description"], columns, tuple(schema.get("primaryKey", ())))
