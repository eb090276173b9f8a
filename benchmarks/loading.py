"""A bulk delivery, from its gz file to committed raw rows and through the gate, against psql's \\copy of the same file.

Ours is hashed, archived, decompressed, loaded with delivery and line, judged; theirs goes, uncompressed, into a bare
text table. Nothing that a user keeps is switched off: fsync is on, and both run on the embedded server as `make run`
starts it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import psycopg

from benchmarks import payments as files
from benchmarks.payments import DATASET, Month
from benchmarks.processes import Cost, module, timed
from benchmarks.table import Row
from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.settings import Settings
from naukograd.standalone import postgres

PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = 'raw.kgd_payments_bulk'::regclass"


def rows(payments: int, pairs: int, folder: Path) -> list[Row]:
    """Loading and judging that many payments, and the memory that loading takes against a tenth of them."""
    small, large = files.write(folder, payments // 10), files.write(folder, payments)
    with postgres.running(folder / "server") as server:
        os.environ["WAREHOUSE_URL"] = url = server.url()
        os.environ["NAUKOGRAD_STATE"] = str(folder / "prepared")
        pipeline.prepare(Settings.from_environment())
        turns = [_turn(url, large, folder) for _ in range(pairs)]
        tenth = [_turn(url, small, folder)[0] for _ in range(pairs)]
    loads, gates, copies = ([turn[at] for turn in turns] for at in range(3))
    of = f"{payments:,} payments"
    bare = "psql \\copy, bare text table"
    copied = tuple(cost.seconds for cost in copies)
    return [
        Row(f"load {of}: gz to committed raw rows", bare, "s", tuple(cost.seconds for cost in loads), copied, 1.0),
        Row(f"judge {of}: the gate alone", bare, "s", tuple(cost.seconds for cost in gates), copied, 2.0),
        Row(
            f"load and judge {of}: through to accepted",
            bare,
            "s",
            tuple(load.seconds + gate.seconds for load, gate in zip(loads, gates, strict=True)),
            copied,
            2.5,
        ),
        Row(
            f"peak memory of loading {of}",
            f"of loading {payments // 10:,}",
            "MiB",
            tuple(cost.mib for cost in loads),
            tuple(cost.mib for cost in tenth),
            1.1,
        ),
    ]


def _turn(url: str, month: Month, folder: Path) -> tuple[Cost, Cost, Cost]:
    """What loading, judging and psql cost. A fresh archive and a forgotten delivery: no bytes are ever loaded twice."""
    state = {"NAUKOGRAD_STATE": tempfile.mkdtemp(dir=folder)}
    load = module("load_one", str(month.packed), environment=state)
    gate = module("judge_one", environment=state)
    with connect(url) as conn:
        loaded = conn.execute("select count(*) from raw.kgd_payments_bulk").fetchone()
        accepted = conn.execute("select bool_and(accepted) from ledger.verdicts").fetchone()
        assert (loaded, accepted) == ((month.payments,), (True,)), (loaded, accepted)
        for (partition,) in conn.execute(PARTITIONS).fetchall():
            conn.execute(f"drop table {partition}")
        conn.execute("truncate ledger.events cascade")
        conn.execute("checkpoint")
    return load, gate, _copy(url, month)


def _copy(url: str, month: Month) -> Cost:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop table if exists bare")
        conn.execute(f"create table bare ({', '.join(f'{column.name} text' for column in DATASET.columns)})")
    cost = timed(["psql", "-X", "-q", "-d", url, "-c", f"\\copy bare from '{month.plain}' with (format csv, header)"])
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("checkpoint")
    return cost
