"""A bulk delivery, from its gz file to committed raw rows and through the gate, against psql's \\copy of the same file
and against other loaders.

Ours is hashed, archived, decompressed, loaded with delivery and line, judged; psql's goes, uncompressed, into a bare
text table; the other loaders read the gz file, each in an environment of its own (`peers/`). Against psql ours are
forked as Airflow's tasks are, with their modules imported; against other loaders both are whole processes. Nothing that
a user keeps is switched off: fsync is on, and all run on the embedded server as `make run` starts it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks import payments as files
from benchmarks.payments import DATASET, Month
from benchmarks.processes import Cost, module, psql, task, timed
from benchmarks.table import Row
from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.settings import PROJECT, Settings
from naukograd.standalone import postgres

PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = 'raw.kgd_payments_bulk'::regclass"
PEERS = {
    "dlt, Arrow tables as CSV": ("with_dlt", 0.1),
    "ADBC": ("with_adbc", 1.0),
    "pandas by COPY": ("with_pandas", 1.0),
}
"""Other loaders: the program of each, and how much of its time ours may take at most."""
PEERS_PYTHON = PROJECT / "build" / "peers" / "bin" / "python"


def rows(payments: int, pairs: int, folder: Path) -> list[Row]:
    """Loading and judging that many payments, and the memory that loading takes against a tenth of them."""
    small, large = files.write(folder, payments // 10), files.write(folder, payments)
    with _warehouse(folder) as url:
        turns = [_turn(url, large, folder) for _ in range(pairs)]
        tenth = [_turn(url, small, folder)[0] for _ in range(pairs)]
    loads, gates, copies = ([turn[at] for turn in turns] for at in range(3))
    of = f"{payments:,} payments"
    bare = "psql \\copy, bare text table"
    copied = tuple(cost.seconds for cost in copies)
    loaded = tuple(cost.seconds for cost in loads)
    judged = tuple(cost.seconds for cost in gates)
    through = tuple(load + gate for load, gate in zip(loaded, judged, strict=True))
    memory, memory_of_tenth = (tuple(cost.mib for cost in costs) for costs in (loads, tenth))
    return [
        Row(f"load {of}: gz to committed raw rows", bare, "s", loaded, copied, 1.0),
        Row(f"judge {of}: the gate alone", bare, "s", judged, copied, 2.0),
        Row(f"load and judge {of}: through to accepted", bare, "s", through, copied, 2.5),
        Row(f"peak memory of loading {of}", f"of loading {payments // 10:,}", "MiB", memory, memory_of_tenth, 1.1),
    ]


def rows_against_loaders(payments: int, folder: Path) -> list[Row]:
    """The same load by other loaders, once each: they are slow enough to tell."""
    if not PEERS_PYTHON.exists():
        raise SystemExit(f"no other loaders in {PEERS_PYTHON.parents[1]}: run make bench, which installs them")
    month = files.write(folder, payments)
    with _warehouse(folder) as url:
        found = []
        _load(month, folder)  # what a fresh server does for the first time is done
        _forget(url)
        for name, (program, at_most) in PEERS.items():
            ours = _load(month, folder)
            _forget(url)
            script = Path(__file__).with_name("peers") / f"{program}.py"
            theirs = timed([str(PEERS_PYTHON), str(script), str(month.packed), url, tempfile.mkdtemp(dir=folder)])
            what = f"load {payments:,} payments: gz to committed raw rows"
            found.append(Row(what, name, "s", (ours.seconds,), (theirs.seconds,), at_most))
    return found


@contextmanager
def _warehouse(folder: Path) -> Iterator[str]:
    with postgres.running(folder / "server") as server:
        os.environ["WAREHOUSE_URL"] = url = server.url()
        os.environ["NAUKOGRAD_STATE"] = str(folder / "prepared")
        pipeline.prepare(Settings.from_environment())
        yield url


def _turn(url: str, month: Month, folder: Path) -> tuple[Cost, Cost, Cost]:
    """What loading, judging and psql cost."""
    _fresh_archive(folder)
    os.sync()  # neither side waits for what the other has left to write
    load = task("load_one", str(month.packed), imported=["naukograd.pipeline"])
    gate = task("judge_one", imported=["naukograd.pipeline", "great_expectations"])
    with connect(url) as conn:
        loaded = conn.execute("select count(*) from raw.kgd_payments_bulk").fetchone()
        accepted = conn.execute("select bool_and(accepted) from ledger.verdicts").fetchone()
        assert (loaded, accepted) == ((month.payments,), (True,)), (loaded, accepted)
    _forget(url)
    return load, gate, _copy(url, month)


def _load(month: Month, folder: Path) -> Cost:
    _fresh_archive(folder)
    return module("load_one", str(month.packed))


def _fresh_archive(folder: Path) -> None:
    """No bytes are ever stored twice."""
    os.environ["NAUKOGRAD_STATE"] = tempfile.mkdtemp(dir=folder)


def _forget(url: str) -> None:
    with connect(url) as conn:
        for (partition,) in conn.execute(PARTITIONS).fetchall():
            conn.execute(f"drop table {partition}")
        conn.execute("truncate ledger.events, ledger.deliveries cascade")
        conn.execute("checkpoint")


def _copy(url: str, month: Month) -> Cost:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop table if exists bare")
        conn.execute(f"create table bare ({', '.join(f'{column.name} text' for column in DATASET.columns)})")
    os.sync()
    cost = psql(url, "-c", f"\\copy bare from '{month.plain}' with (format csv, header)")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop table bare")
        conn.execute("checkpoint")
    return cost
