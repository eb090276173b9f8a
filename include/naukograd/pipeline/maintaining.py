"""What keeps the warehouse from growing and slowing down: superseded deliveries leave, tables are vacuumed."""

from __future__ import annotations

import logging
from typing import Any

from psycopg import sql

from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.deliveries import retention
from naukograd.pipeline.preparing import opened
from naukograd.sources import DATASETS
from naukograd.sources.dataset import CsvDataset

log = logging.getLogger(__name__)

REWRITTEN = ("ledger", "marts", "matching", "per_delivery")
"""Schemas whose tables lose rows. Those of ``raw`` never do: a partition leaves as a whole."""


def retire(settings: Settings) -> dict[str, int]:
    """Drop bulk deliveries superseded ``settings.keep_superseded`` ago or earlier, unless a release pins them.

    Returns:
        How many of each dataset left.
    """
    horizon = periods.now() - settings.keep_superseded
    with opened(settings) as (conn, _):
        return {
            name: retention.retire(conn, dataset, horizon)
            for name, dataset in DATASETS.items()
            if isinstance(dataset, CsvDataset)
        }


def vacuum(settings: Settings) -> list[str]:
    """Free the space of rows that were replaced, and count afresh what planners estimate from.

    Returns:
        The tables.
    """
    with opened(settings) as (conn, _):
        rows = conn.execute(
            """
            select schemaname, tablename from pg_tables where schemaname = any(%s)
            order by schemaname collate "C", tablename collate "C"
            """,
            [list(REWRITTEN)],
        ).fetchall()
        for schema, table in rows:
            conn.execute(sql.SQL("vacuum (analyze) {}").format(sql.Identifier(schema, table)))
        log.info("vacuumed %d tables", len(rows))
        return [f"{schema}.{table}" for schema, table in rows]


def maintain(settings: Settings) -> dict[str, Any]:
    """Both, one after the other."""
    return {"retired": retire(settings), "vacuumed": len(vacuum(settings))}
