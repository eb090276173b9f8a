"""Judging a bulk delivery against psql's \\copy of the same uncompressed file into a bare text table.

    python -m benchmarks.gate [--payments 5000000]

One run each, on the embedded server as `make run` starts it. Ours is the whole process of the delivery gate: its
profile of all rows, its checks, the verdict in archive and ledger.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import ours, psql_copy, timed, write_payments
from naukograd import pipeline
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.standalone import postgres

DATASET = "kgd.payments_bulk"


def measure(payments: int, folder: Path) -> tuple[float, float]:
    """Seconds of the gate and of psql over the same payments."""
    plain, packed = folder / "payments.csv", folder / "payments_2025-05.csv.gz"
    write_payments(plain, packed, payments)
    with postgres.running(folder / "server") as server:
        url = server.url()
        env = {**os.environ, "WAREHOUSE_URL": url, "NAUKOGRAD_STATE": str(folder / "state")}
        os.environ.update(env)
        pipeline.prepare(Settings.from_environment())
        ours(packed, env)
        bare, _ = psql_copy(plain, url, [column.name for column in DATASETS[DATASET].columns], env)
        gate, _ = timed([sys.executable, "-m", "benchmarks.judge_one"], env)
    return gate, bare


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__.splitlines()[0])
    parser.add_argument("--payments", type=int, default=5_000_000, help="records (default: %(default)s)")
    payments = parser.parse_args().payments
    folder = Path(tempfile.mkdtemp(prefix="naukograd-bench-"))
    try:
        gate, bare = measure(payments, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{payments} payments: gate {gate:.2f} s, psql {bare:.2f} s, ratio {gate / bare:.2f}")


if __name__ == "__main__":
    main()
