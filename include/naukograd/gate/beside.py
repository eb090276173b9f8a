"""Rows that the texts of a suite look into, each relation computed once for all pending deliveries.

A text that asked the views itself would have them computed anew for each of its rows. A suite names what it needs in
its ``meta``: ``beside``: {relation: {which, dataset}}: the readable rows of certain deliveries of that dataset (the
suite's own, if none is named), each with ``judged``, the pending delivery that it stands beside. Which deliveries they
are says ``expectations/beside/<which>.sql``, a query for judged and delivery_id. It finds ``pending`` (delivery_id,
slice, counts_from, row_count) and its ``moments`` (counts_from, each once); ``{dataset}`` is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.gate.suite import Suite

_ROWS = sql.SQL("""
create temporary table {relation} as
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries}),

moments as (select distinct pending.counts_from from pending),

pairs as materialized ({pairs}),

readable as materialized (
    select r.* from {view} as r where r.delivery_id = any(array(select pairs.delivery_id from pairs))
)

select pairs.judged, readable.* from pairs inner join readable using (delivery_id)
""")


def look(conn: Connection, suite: Suite, dataset: str, deliveries: sql.Composable) -> None:
    """Make them in this session, as temporary tables of those names."""
    asked: Mapping[str, Mapping[str, str]] = suite.meta.get("beside", {})
    for name, beside in asked.items():
        of = beside.get("dataset", dataset)
        pairs = sql.SQL((suite.path.parents[1] / "beside" / f"{beside['which']}.sql").read_text("utf-8"))
        relation = sql.Identifier(name)
        conn.execute(
            _ROWS.format(
                relation=relation,
                deliveries=deliveries,
                pairs=pairs.format(dataset=sql.Literal(of)),
                view=sql.Identifier("staging", f"stg_{of.replace('.', '__')}"),
            )
        )
        conn.execute(sql.SQL("create index on {} (judged)").format(relation))
        conn.execute(sql.SQL("analyze {}").format(relation))
