"""Loading a bulk delivery against psql's \\copy of the same uncompressed file into a bare text table.

    python -m benchmarks [--payments 5000000] [--pairs 3] [--json FILE]

Ours goes from the gz file to committed raw rows: hashed, archived, decompressed, with delivery and line. Nothing that
a user keeps is switched off: fsync is on, and both run on the embedded server as `make run` starts it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psycopg

from naukograd.core.database import connect, migrate
from naukograd.deliveries.load import create_raw_tables
from naukograd.sources import DATASETS
from naukograd.standalone import postgres
from sample_world.bins import many_bins

PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = 'raw.kgd_payments_bulk'::regclass"
HEADER = ",".join(column.header for column in DATASETS["kgd.payments_bulk"].columns)
TAXES = (
    ("101111", "Корпоративный подоходный налог с юридических лиц", "Заңды тұлғалардан корпоративтік табыс салығы"),
    ("101201", "Индивидуальный подоходный налог с доходов у источника выплаты", "Төлем көзінен салық"),
    ("103101", "Социальный налог", "Әлеуметтік салық"),
    ("105101", "Налог на добавленную стоимость", "Қосылған құн салығы"),
    ("902101", "Социальные отчисления", "Әлеуметтік аударымдар"),
)
PAYERS = 100_000


@dataclass(frozen=True)
class Loading:
    """One size, measured in pairs. Seconds are of whole processes, start-up included."""

    payments: int
    megabytes: int
    fsync: str
    wal_level: str
    ours_seconds: list[float]
    psql_seconds: list[float]
    ratio: float
    ours_peak_mib: int


def write_payments(plain: Path, packed: Path, payments: int) -> None:
    """The same ``payments`` records as text and as gz; synthetic, of the width of real ones."""
    payers = [f"{bin_:012d}" for bin_ in many_bins(np.random.default_rng(1), PAYERS).tolist()]
    with plain.open("w", encoding="utf-8") as text:
        text.write(HEADER + "\n")
        for number in range(payments):
            kbk, name_ru, name_kz = TAXES[number % len(TAXES)]
            text.write(
                f"{payers[number * 7919 % PAYERS]},"
                f"ТОО «Учебное предприятие {number % PAYERS}»,6207,"
                f"{name_ru},{name_kz},{kbk},{name_ru},{name_kz},{number},Налог,Уплата,"
                f"2025-05-{number % 31 + 1:02d}+05:00,2025-06-01+05:00,{number * 31 % 10_000_000 / 100:.2f}\n"
            )
    with plain.open("rb") as source, gzip.open(packed, "wb", compresslevel=6) as target:
        shutil.copyfileobj(source, target, 1 << 20)


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds from start to end of a process, and its peak memory in MiB."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed with {status}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def ours(packed: Path, env: dict[str, str]) -> tuple[float, float]:
    return timed([sys.executable, "-m", "benchmarks.load_one", str(packed)], env)


def psql_copy(plain: Path, url: str, columns: list[str], env: dict[str, str]) -> tuple[float, float]:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop table if exists bare")
        conn.execute(f"create table bare ({', '.join(f'{name} text' for name in columns)})")
    return timed(["psql", "-X", "-q", "-d", url, "-c", f"\\copy bare from '{plain}' with (format csv, header)"], env)


def measure(payments: int, pairs: int, folder: Path) -> Loading:
    plain, packed = folder / "payments.csv", folder / "payments_2025-05.csv.gz"
    write_payments(plain, packed, payments)
    columns = [column.name for column in DATASETS["kgd.payments_bulk"].columns]
    times: dict[str, list[float]] = {"ours": [], "psql": []}
    memory = []
    with postgres.running(folder / "state") as server:
        url = server.url()
        with connect(url) as conn:
            migrate(conn)
            create_raw_tables(conn, list(DATASETS.values()))
            fsync, wal_level = conn.execute(
                "select current_setting('fsync'), current_setting('wal_level')"
            ).fetchone() or ("", "")
        for _ in range(pairs):
            # A fresh archive and a forgotten delivery each time: the same bytes are never loaded twice.
            env = {**os.environ, "WAREHOUSE_URL": url, "NAUKOGRAD_STATE": tempfile.mkdtemp(dir=folder)}
            seconds, peak = ours(packed, env)
            times["ours"].append(seconds)
            memory.append(peak)
            with connect(url) as conn:
                loaded = conn.execute("select count(*) from raw.kgd_payments_bulk").fetchone()
                assert loaded == (payments,), loaded
                for (partition,) in conn.execute(PARTITIONS).fetchall():
                    conn.execute(f"drop table {partition}")
                conn.execute("truncate ledger.loads, ledger.arrivals, ledger.deliveries, ledger.events cascade")
                conn.execute("checkpoint")
            times["psql"].append(psql_copy(plain, url, columns, env)[0])
            with connect(url) as conn:
                conn.execute("checkpoint")
    ratios = [mine / theirs for mine, theirs in zip(times["ours"], times["psql"], strict=True)]
    return Loading(
        payments=payments,
        megabytes=round(plain.stat().st_size / 1e6),
        fsync=fsync,
        wal_level=wal_level,
        ours_seconds=[round(seconds, 2) for seconds in times["ours"]],
        psql_seconds=[round(seconds, 2) for seconds in times["psql"]],
        ratio=round(statistics.median(ratios), 2),
        ours_peak_mib=round(max(memory)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--payments", type=int, default=5_000_000, help="records (default: %(default)s)")
    parser.add_argument("--pairs", type=int, default=3, help="how often both run in turns (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    results = []
    for payments in (arguments.payments // 5, arguments.payments):
        folder = Path(tempfile.mkdtemp(prefix="naukograd-bench-"))
        try:
            results.append(measure(payments, arguments.pairs, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps(asdict(results[-1])), file=sys.stderr)
    print(f"{'payments':>10} {'MB':>6} {'ours, s':>8} {'psql, s':>8} {'ratio':>6} {'peak MiB':>9}")
    for row in results:
        print(
            f"{row.payments:>10} {row.megabytes:>6} {statistics.median(row.ours_seconds):>8.2f} "
            f"{statistics.median(row.psql_seconds):>8.2f} {row.ratio:>6} {row.ours_peak_mib:>9}"
        )
    print(f"fsync {results[0].fsync}, wal_level {results[0].wal_level}; ratio: median of the pairs, ours / psql")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(row) for row in results], indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
