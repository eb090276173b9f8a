"""How loading, gate, build and queries grow with a delivery's size, in one warehouse; with --picture, drawn.

python -m benchmarks.curves [--sizes 100000 300000 1000000 …] [--json FILE] [--picture FILE.svg]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from benchmarks import payments
from benchmarks.growth import p95
from benchmarks.processes import module
from benchmarks.years import seconds, years
from naukograd.standalone import postgres

SIZES = (100_000, 500_000, 2_000_000, 10_000_000, 50_000_000)


@dataclass(frozen=True)
class Point:
    """One delivery of so many payments: seconds of each step, peak memory of the process that loads it, and the 95th
    percentile of what twenty questions to the marts take afterwards, in milliseconds."""

    payments: int
    load: float
    gate: float
    build: float
    mib: float
    query: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.curves", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="payments of each delivery")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--picture", type=Path, help="draw them here")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="naukograd-bench-"))
    try:
        points = list(_points(asked.sizes, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("load", "gate", "build", "mib", "query"):
        print(f"{name}: grows as payments to the power of {slope(points, name):.2f}")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(point) for point in points], indent=2) + "\n", "utf-8")
    if asked.picture:
        draw(points, asked.picture)
    return 0


def _points(sizes: Sequence[int], folder: Path) -> Iterator[Point]:
    with postgres.running(folder / "server") as server, years(server.url(), sizes[0], folder) as warehouse:
        warehouse.begin(len(sizes) + 1)
        os.environ["WAREHOUSE_URL"] = server.url()
        os.environ["NAUKOGRAD_STATE"] = str(warehouse.settings.state)
        print("| payments | load, s | gate, s | build, s | memory of loading, MiB | queries, p95, ms |")
        print("|---|---|---|---|---|---|", flush=True)
        for size in sizes:
            like = payments.write(folder, size)
            file = warehouse.next_file(like)
            shutil.rmtree(like.plain.parent)
            load = module("load_one", str(file))
            file.unlink()
            gate, build = seconds(warehouse.judge), seconds(warehouse.build)
            point = Point(size, load.seconds, gate, build, load.mib, 1000 * p95(server.url()))
            print(f"| {size:,} | {' | '.join(f'{each:.1f}' for each in astuple(point)[1:])} |", flush=True)
            yield point


def slope(points: Sequence[Point], name: str) -> float:
    """Exponent of growth between the two largest sizes: 1 is in proportion, 0 not at all."""
    one, other = points[-2:]
    return math.log(getattr(other, name) / getattr(one, name)) / math.log(other.payments / one.payments)


def draw(points: Sequence[Point], file: Path) -> None:
    """Seconds, by powers of ten, and memory over payments."""
    from matplotlib import pyplot

    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    sizes = [point.payments for point in points]
    for name, label in (("load", "load"), ("gate", "gate"), ("build", "build"), ("query", "20 queries, p95")):
        spent = [getattr(point, name) / (1000 if name == "query" else 1) for point in points]
        time.loglog(sizes, spent, marker="o", label=f"{label}, slope {slope(points, name):.2f}")
    time.set(xlabel="payments of the delivery", ylabel="seconds")
    time.legend(loc="center", bbox_to_anchor=(0.5, 0.28))
    memory.semilogx(sizes, [point.mib for point in points], marker="o")
    memory.set(xlabel="payments of the delivery", ylabel="peak memory of loading, MiB", ylim=(0, 300))
    for axes in (time, memory):
        axes.grid(alpha=0.3)
    figure.savefig(file)


if __name__ == "__main__":
    sys.exit(main())
