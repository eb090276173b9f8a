"""The marts of a release as files: CSV for everybody, Parquet with types, a data package that describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from psycopg import sql

from naukograd.core.database import Connection
from naukograd.releases.manifest import Draft
from naukograd.releases.shape import Column, Mart

PACKAGE = "datapackage.json"
LICENCE = {
    "path": "https://adilet.zan.kz/rus/docs/Z960000006_",
    "title": "Официальные документы, сообщения о событиях и фактах не являются объектами авторского права: "
    "Закон Республики Казахстан «Об авторском праве и смежных правах», статья 8",
}
NARROW, WIDE = 38, 76
"""Digits of a 128-bit and of a 256-bit decimal."""

_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "array": pa.list_(pa.string()),
}


def csv(conn: Connection, query: sql.Composable) -> bytes:
    """The rows of a query as CSV with a header: UTF-8, ``\\n``; a null is nothing at all, an empty text is ``""``."""
    copied = sql.SQL("copy ({}) to stdout (format csv, header, encoding 'UTF8')").format(query)
    with conn.cursor() as cursor, cursor.copy(copied) as copy:
        return b"".join(bytes(chunk) for chunk in copy)


def write(conn: Connection, schema: str, marts: Sequence[Mart], folder: Path) -> None:
    """``<mart>.csv`` and ``<mart>.parquet`` of every mart in ``schema``, rows by primary key."""
    folder.mkdir()
    for mart in marts:
        relation = sql.Identifier(schema, mart.name)
        (folder / f"{mart.name}.csv").write_bytes(csv(conn, mart.in_order(relation, written=True)))
        pq.write_table(
            _table(mart, conn.execute(mart.in_order(relation)).fetchall()),
            folder / f"{mart.name}.parquet",
            version="2.6",
            compression="zstd",
            compression_level=3,
        )


def _table(mart: Mart, rows: list[tuple[Any, ...]]) -> pa.Table:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(mart.columns)
    arrays = [_array(column, given) for column, given in zip(mart.columns, values, strict=True)]
    fields = [
        pa.field(column.name, array.type, not column.is_required, {"description": column.description})
        for column, array in zip(mart.columns, arrays, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, {"description": mart.description}))


def _array(column: Column, values: Sequence[Any]) -> pa.Array:
    """Numbers become decimals with as many places as the longest of them has: none is rounded."""
    if column.kind != "number":
        return pa.array(values, _ARROW[column.kind])
    found: list[Decimal] = [value for value in values if value is not None]
    places = max((max(0, -int(value.as_tuple().exponent)) for value in found), default=0)
    digits = max((value.adjusted() + 1 for value in found if value), default=1)
    narrow = max(digits, 1) + places <= NARROW
    return pa.array(values, pa.decimal128(NARROW, places) if narrow else pa.decimal256(WIDE, places))


def package(draft: Draft, marts: Sequence[Mart], sources: Sequence[str], folder: Path) -> bytes:
    """``datapackage.json``: a tabular data package of the CSV files in ``folder``.

    Args:
        sources: titles of the datasets behind the figures.
    """
    title = f"Годовой отчет о наукоемких территориях, выпуск {draft.release_id}"
    body = {
        "profile": "tabular-data-package",
        "name": f"naukograd-{draft.release_id}",
        "title": f"УЧЕБНЫЕ ДАННЫЕ. {title}" if draft.is_sample else title,
        "description": " ".join(
            [
                "Значения вымышлены и не являются официальной статистикой." if draft.is_sample else "",
                f"По состоянию на {draft.as_of.isoformat()}.",
                draft.reason or "",
                "Каждая таблица лежит также рядом в формате Parquet.",
            ]
        ).strip(),
        "version": draft.release_id,
        "licenses": [LICENCE],
        "sources": [{"title": source} for source in sources],
        "resources": [_resource(mart, folder / f"{mart.name}.csv") for mart in marts],
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(mart: Mart, file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": mart.name,
        "description": mart.description,
        "path": f"data/{file.name}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in mart.columns],
            **({"primaryKey": list(mart.key)} if mart.key else {}),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    # An empty text is a value to a mart, and missing to a table schema: what is text is not called required.
    required = column.is_required and column.kind != "string"
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.description}
    return {**field, "constraints": {"required": True}} if required else field
