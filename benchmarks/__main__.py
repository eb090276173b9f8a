"""Speed as ratios, measured side by side in one run on the same data.

    make bench
    python -m benchmarks [--payments 5000000] [--monthly 100000] [--pairs 3] [--only PART] [--json FILE]

What each figure is bound by stands in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import dags, growth, loading
from benchmarks.table import Row, lines
from naukograd.standalone.postgres import MAJOR_VERSION, SETTINGS


def main() -> int:
    """0 if all ratios are reached, 1 if one is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--payments", type=int, default=5_000_000, help="records of a month (default: %(default)s)")
    parser.add_argument("--pairs", type=int, default=3, help="how often both run in turns (default: %(default)s)")
    parser.add_argument("--monthly", type=int, default=100_000, help="records of a month in years of months")
    parser.add_argument("--only", choices=("loading", "loaders", "growth", "dags"), help="one part of the table")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    parts: dict[str, Callable[[Path], list[Row]]] = {
        "loading": lambda folder: loading.rows(asked.payments, asked.pairs, folder),
        "loaders": lambda folder: loading.rows_against_loaders(asked.payments // 5, folder),
        "growth": lambda folder: growth.rows(asked.monthly, asked.pairs, folder),
        "dags": lambda folder: dags.rows(asked.pairs, folder),
    }
    rows: list[Row] = []
    for name, measure in parts.items():
        if asked.only in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            folder = Path(tempfile.mkdtemp(prefix="naukograd-bench-"))
            try:
                rows += measure(folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(lines(rows)))
    kept = ", ".join(f"{name} {SETTINGS[name]}" for name in ("fsync", "wal_level", "shared_buffers", "work_mem"))
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; embedded PostgreSQL {MAJOR_VERSION}: {kept}")
    if asked.json:
        told = [asdict(row) | {"ratio": row.ratio, "is_reached": row.is_reached} for row in rows]
        asked.json.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0 if all(row.is_reached for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
