"""Try every fault of the corpus at every size, and every quirk; print where each was caught.

    python -m faults [--only WORD] [--smallest] [--deliveries] [--processes 2] [--keep FOLDER] [--json FILE]

Exit status: 0 when each fault is caught where it must be and no quirk raises an alarm, 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from faults.corpus import corpus
from faults.share import outcomes_of, tell
from faults.table import records, summary, table


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    chosen = [fault for fault in corpus() if asked.only in f"{fault.dataset} {fault.name}"]
    tasks = [(fault, size) for fault in chosen for size in (fault.sizes[:1] if asked.smallest else fault.sizes)]
    if not tasks:
        print(f"no fault or quirk has {asked.only!r} in its dataset or name", file=sys.stderr)
        return 2
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="naukograd-faults-") as passing:
        tell(f"a sound warehouse first, then {len(tasks)} trials in {asked.processes} processes")
        outcomes = outcomes_of(
            asked.keep or Path(passing), tasks, asked.processes, builds=not asked.deliveries, asks_worlds=not asked.only
        )
    order = {fault.name: number for number, fault in enumerate(corpus())}
    outcomes.sort(key=lambda outcome: (order.get(outcome.fault, len(order)), outcome.size))
    print(table(outcomes))
    print(summary(outcomes, time.monotonic() - started))
    if asked.json:
        asked.json.write_text(json.dumps(records(outcomes), ensure_ascii=False, indent=1), "utf-8")
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", metavar="WORD", help="faults whose dataset or name holds this")
    parser.add_argument("--smallest", action="store_true", help="each at its smallest size only")
    parser.add_argument(
        "--deliveries", action="store_true", help="go no further than the gate of deliveries: for writing its checks"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many at once (default: 2)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the sound warehouse there for the next time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcomes there as JSON")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
