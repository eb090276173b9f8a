"""Relations that the texts of a suite look into, each computed once for all pending deliveries.

A text that asked the views itself would have them computed anew for each of its rows. A suite names those it needs in
its ``meta``: ``beside``: [name]. Each is a query, ``expectations/beside/<name>.sql``: rows of ``judged``, the pending
delivery they stand beside, and what is known there. Its ``{deliveries}`` (delivery_id, slice, counts_from, row_count),
``{ids}``, ``{moment}``, ``{dataset}`` and ``{readable}``, the dataset's staging view, are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.gate.suite import Suite


def look(conn: Connection, suite: Suite, common: Mapping[str, sql.Composable]) -> None:
    """Make them in this session, as temporary tables of those names."""
    for name in suite.meta.get("beside", ()):
        query = sql.SQL((suite.path.parents[1] / "beside" / f"{name}.sql").read_text("utf-8")).format(**common)
        table = sql.Identifier(name)
        conn.execute(sql.SQL("create temporary table {} as {}").format(table, query))
        conn.execute(sql.SQL("create index on {} (judged)").format(table))
        conn.execute(sql.SQL("analyze {}").format(table))
