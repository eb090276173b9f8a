"""What a delivery says of the same things as another dataset's, where both have agreed before.

Held against are only deliveries of the latest build in which the two agreed. What came this very night on the other
side may itself be damaged, and a verdict stays: two that have never agreed are compared by the gate of marts, which
speaks anew with every build, so that a sound delivery is not blamed for good for the other's fault.

A suite says so in its ``meta``: ``agreement``: {check: the check of marts, ``<mart>.<check>``, by which they agreed;
columns: {column of the profile: its type}}. The query stands beside the suite, in ``<suite>.sql``: rows of delivery_id
and these columns. Its ``{deliveries}`` (delivery_id, slice, counts_from, row_count), ``{ids}``, ``{moment}`` and
``{build}`` are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg import sql
from psycopg.rows import dict_row

from naukograd.core.database import Connection
from naukograd.gate.suite import Suite


def columns(suite: Suite) -> Mapping[str, str]:
    """Columns of the profile that the agreement gives, and their types; null where there is nothing to compare with."""
    found: Mapping[str, str] = suite.meta.get("agreement", {}).get("columns", {})
    return found


def compared(
    conn: Connection, suite: Suite, moment: datetime, common: Mapping[str, sql.Composable]
) -> list[dict[str, Any]]:
    """Rows of delivery_id and those columns, of the pending deliveries that can be compared."""
    if not columns(suite):
        return []
    build = _agreed(conn, suite.meta["agreement"]["check"], moment)
    if build is None:
        return []
    query = sql.SQL(suite.path.with_suffix(".sql").read_text("utf-8")).format(build=sql.Literal(build), **common)
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query).fetchall()


def _agreed(conn: Connection, check: str, moment: datetime) -> str | None:
    """The latest build that passed the check. After some days sources have moved on, and it says nothing any more."""
    row = conn.execute(
        """
        select b.build_id
        from ledger.builds as b
        inner join ledger.gate_runs as g on g.gate = 'mart' and g.subject = 'build ' || b.build_id
        cross join lateral jsonb_array_elements(g.record -> 'checks') as c (value)
        where
            b.as_of between %(moment)s - interval '3 days' and %(moment)s
            and c.value ->> 'check' = %(check)s and (c.value ->> 'passed')::boolean
        order by b.as_of desc, b.started_at, b.build_id
        limit 1
        """,
        {"moment": moment, "check": check},
    ).fetchone()
    return str(row[0]) if row else None
