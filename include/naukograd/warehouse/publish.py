"""Publication: one transaction replaces the rows of the stable tables that BI reads."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import ContractChanged
from naukograd.core.periods import ALMATY, end_of_day
from naukograd.warehouse.builds import Build, Purpose

log = logging.getLogger(__name__)

Columns = dict[str, str]
"""Type of each column, by name, in order."""


MARTS = "marts"
"""The schema that BI reads."""


def home(build: Build) -> str:
    """The schema in which a build's marts are read: ``marts``, or one of the moment's own, ``marts_as_of_20270420``."""
    return schema_as_of(build.as_of) if build.purpose is Purpose.AS_OF else MARTS


def schema_as_of(as_of: datetime) -> str:
    """The schema of a moment's own: ``marts_as_of_20270420`` for the end of a day, else with the time."""
    moment = as_of.astimezone(ALMATY)
    time = "" if moment == end_of_day(moment.date()) else f"_{moment:%H%M%S}"
    return f"marts_as_of_{moment:%Y%m%d}{time}"


def publish(conn: Connection, build: Build, contract: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Replace the rows of every mart by the candidate's, all at once; grants, policies and BI's views survive.

    Args:
        contract: of each mart, the descriptions of it (key ``""``) and its columns.
    Returns:
        Rows per mart.
    Raises:
        ContractChanged: a mart's shape differs in a way that only a numbered migration may bring.
    """
    schema, candidate = home(build), build.purpose.candidate
    with conn.transaction():
        conn.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
        for mart in contract:
            _match_shape(conn, mart, candidate, schema)
            _describe(conn, sql.Identifier(schema, mart), contract[mart])
            if schema != MARTS:
                _let_in_who_reads_marts(conn, mart, schema)
        rows = {mart: _replace(conn, mart, candidate, schema) for mart in sorted(contract)}
        conn.execute("update ledger.builds set published_at = clock_timestamp() where build_id = %s", [build.id])
    log.info("build %s: published in %s %s", build.id, schema, rows)
    return rows


def _let_in_who_reads_marts(conn: Connection, mart: str, schema: str) -> None:
    """Whoever may read a mart may read it as of an earlier moment; not where policies show each reader other rows."""
    readers = conn.execute(
        """
        select distinct r.rolname
        from pg_class as c
        cross join lateral aclexplode(c.relacl) as granted
        inner join pg_roles as r on granted.grantee = r.oid
        where
            c.oid = to_regclass(format('%%I.%%I', %s::text, %s::text))
            and granted.privilege_type = 'SELECT'
            and granted.grantee <> c.relowner
            and not c.relrowsecurity
        """,
        [MARTS, mart],
    )
    for (role,) in readers.fetchall():
        to = {"schema": sql.Identifier(schema), "table": sql.Identifier(schema, mart), "role": sql.Identifier(role)}
        conn.execute(sql.SQL("grant usage on schema {schema} to {role}").format(**to))
        conn.execute(sql.SQL("grant select on {table} to {role}").format(**to))


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


def _match_shape(conn: Connection, mart: str, candidate_schema: str, schema: str) -> None:
    table = sql.Identifier(schema, mart)
    candidate, published = _columns(conn, candidate_schema, mart), _columns(conn, schema, mart)
    if not published:
        # Keys and not-null marks of the contract come along: BI tools read them.
        like = sql.SQL("create table {} (like {} including all)")
        conn.execute(like.format(table, sql.Identifier(candidate_schema, mart)))
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
            where=f"{schema}.{mart}",
            remedy="Write a numbered migration in include/naukograd/core/migrations that says how, and why.",
        )
    for name in [each for each in candidate if each not in published]:
        add = sql.SQL("alter table {} add column {} {}")
        conn.execute(add.format(table, sql.Identifier(name), sql.SQL(candidate[name])))


def _describe(conn: Connection, table: sql.Identifier, descriptions: Mapping[str, str]) -> None:
    for name, text in descriptions.items():
        target = (
            sql.SQL("column {}.{}").format(table, sql.Identifier(name)) if name else sql.SQL("table {}").format(table)
        )
        conn.execute(sql.SQL("comment on {} is {}").format(target, sql.Literal(" ".join(text.split()))))


def _replace(conn: Connection, mart: str, candidate_schema: str, schema: str) -> int:
    table, candidate = sql.Identifier(schema, mart), sql.Identifier(candidate_schema, mart)
    names = sql.SQL(", ").join(map(sql.Identifier, _columns(conn, candidate_schema, mart)))
    # delete, not truncate: readers keep seeing the old rows until the commit, and are not locked out.
    conn.execute(sql.SQL("delete from {}").format(table))
    return conn.execute(
        sql.SQL("insert into {} ({}) select {} from {}").format(table, names, names, candidate)
    ).rowcount
