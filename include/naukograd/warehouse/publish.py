"""Publication: one transaction replaces the rows of the stable tables that BI reads."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import ContractChanged
from naukograd.warehouse.builds import Build

log = logging.getLogger(__name__)

Columns = dict[str, str]
"""Type of each column, by name, in order."""


def publish(conn: Connection, build: Build, schema: str, contract: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Replace the rows of every mart by the candidate's, all at once; grants, policies and BI's views survive.

    Args:
        contract: of each mart, the descriptions of it (key ``""``) and its columns.
    Returns:
        Rows per mart.
    Raises:
        ContractChanged: a mart's shape differs in a way that only a numbered migration may bring.
    """
    with conn.transaction():
        for mart in contract:
            _match_shape(conn, mart, schema)
            _describe(conn, mart, contract[mart])
        rows = {mart: _replace(conn, mart, schema) for mart in sorted(contract)}
        conn.execute("update ledger.builds set published_at = clock_timestamp() where build_id = %s", [build.id])
    log.info("build %s: published %s", build.id, rows)
    return rows


def _columns(conn: Connection, schema: str, table: str) -> Columns:
    rows = conn.execute(
        """
        select a.attname, format_type(a.atttypid, a.atttypmod)
        from pg_attribute as a
        where a.attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) and a.attnum > 0 and not a.attisdropped
        order by a.attnum
        """,
        [schema, table],
    )
    return dict(rows.fetchall())


def _match_shape(conn: Connection, mart: str, schema: str) -> None:
    table = sql.Identifier("marts", mart)
    candidate, published = _columns(conn, schema, mart), _columns(conn, "marts", mart)
    if not published:
        # Keys and not-null marks of the contract come along: BI tools read them.
        like = sql.SQL("create table {} (like {} including all)")
        conn.execute(like.format(table, sql.Identifier(schema, mart)))
        return
    gone = [name for name in published if name not in candidate]
    changed = [
        f"{name} is {published[name]}, would be {kind}"
        for name, kind in candidate.items()
        if name in published and published[name] != kind
    ]
    if gone or changed:
        raise ContractChanged(
            "; ".join([*(f"{name} would be gone" for name in gone), *changed]),
            where=f"marts.{mart}",
            remedy="Write a numbered migration in include/naukograd/core/migrations that says how, and why.",
        )
    for name in candidate.keys() - published.keys():
        add = sql.SQL("alter table {} add column {} {}")
        conn.execute(add.format(table, sql.Identifier(name), sql.SQL(candidate[name])))


def _describe(conn: Connection, mart: str, descriptions: Mapping[str, str]) -> None:
    table = sql.Identifier("marts", mart)
    for name, text in descriptions.items():
        target = (
            sql.SQL("column {}").format(sql.Identifier("marts", mart, name))
            if name
            else sql.SQL("table {}").format(table)
        )
        conn.execute(sql.SQL("comment on {} is {}").format(target, sql.Literal(" ".join(text.split()))))


def _replace(conn: Connection, mart: str, schema: str) -> int:
    table, candidate = sql.Identifier("marts", mart), sql.Identifier(schema, mart)
    names = sql.SQL(", ").join(map(sql.Identifier, _columns(conn, schema, mart)))
    # delete, not truncate: readers keep seeing the old rows until the commit, and are not locked out.
    conn.execute(sql.SQL("delete from {}").format(table))
    return conn.execute(
        sql.SQL("insert into {} ({}) select {} from {}").format(table, names, names, candidate)
    ).rowcount
