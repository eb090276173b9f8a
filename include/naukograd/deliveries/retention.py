"""Superseded deliveries leave the database; the archive keeps them, and a build that lists one has it back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from psycopg import sql

from naukograd.core.database import Connection, exclusive
from naukograd.deliveries.ledger import shown
from naukograd.sources.dataset import CsvDataset

log = logging.getLogger(__name__)


def retire(conn: Connection, dataset: CsvDataset, horizon: datetime) -> int:
    """Drop the partitions of deliveries that no build since the horizon could have listed, nor any release, and what
    was computed from them. Each leaves in a transaction of its own.

    Returns:
        How many left.
    """
    with exclusive(conn, f"load {dataset.name}"):
        rows = conn.execute(
            """
            select s.slice, s.delivery_id from ledger.superseded_deliveries(%s) as s
            where s.dataset = %s order by s.slice collate "C", s.delivery_id
            """,
            [horizon, dataset.name],
        ).fetchall()
        for slice_, identity in rows:
            with conn.transaction():
                _retire(conn, dataset, identity)
            log.info("%s %s: delivery %s retired, its partition dropped", dataset.name, slice_, shown(identity))
    return len(rows)


def recall(conn: Connection, deliveries: Sequence[int]) -> int:
    """Have these loaded again by the next load, those of them that are retired.

    Returns:
        How many they are.
    """
    return conn.execute(
        "delete from ledger.retired_deliveries where delivery_id = any(%s)", [list(deliveries)]
    ).rowcount


def _retire(conn: Connection, dataset: CsvDataset, identity: int) -> None:
    models = conn.execute("select distinct model from ledger.computed where delivery_id = %s", [identity]).fetchall()
    for (model,) in models:
        conn.execute(
            sql.SQL("delete from {} where delivery_id = %s").format(sql.Identifier("per_delivery", model)), [identity]
        )
    for table in ("computed", "loads"):
        conn.execute(
            sql.SQL("delete from {} where delivery_id = %s").format(sql.Identifier("ledger", table)), [identity]
        )
    conn.execute("insert into ledger.retired_deliveries (delivery_id) values (%s)", [identity])
    conn.execute(sql.SQL("drop table {}").format(sql.Identifier("raw", dataset.partition(shown(identity)))))
