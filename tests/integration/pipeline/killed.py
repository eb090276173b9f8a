"""A process that runs the main job's verbs and kills itself, with SIGKILL, at a named point.

python -m tests.integration.pipeline.killed POINT WORLD_URL   (settings from the environment; POINT "-" for none)
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import psycopg

from naukograd import pipeline
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger, load
from naukograd.sources.http import Endpoint
from naukograd.warehouse import publish

CLOCK = "2027-04-20T18:00:00+05:00"
DATASETS = ("filings.participants", "kgd.payments_by_bin", "kgd.payments_bulk", "wipo.gii")
PATHS = {"filings.participants": "/filings/", "wipo.gii": "/gii/"}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(call: Callable[..., Any], *, on: int, after: bool) -> Callable[..., Any]:
    """``call``, but its ``on``-th call is the end of the process, before or after the work."""
    calls = count(1)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        last = next(calls) == on
        if last and not after:
            die()
        result = call(*args, **kwargs)
        if last:
            die()
        return result

    return wrapped


def arm(point: str) -> None:
    """Put the end of the process where ``point`` says."""
    match point:
        case "archived, its arrival not":
            ledger.arrival = dying(ledger.arrival, on=30, after=False)
        case "archived, not in the ledger":
            ledger.arrival = dying(ledger.arrival, on=60, after=True)
        case "during COPY":
            psycopg.Copy.write = dying(psycopg.Copy.write, on=4, after=True)  # type: ignore[method-assign]
        case "before commit":
            load.load_one = dying(load.load_one, on=5, after=True)
        case "judged, not in the ledger":
            ledger.gate_run = dying(ledger.gate_run, on=1, after=True)
        case "during publishing":
            publish._replace = dying(publish._replace, on=3, after=True)


def main() -> None:
    point, world = sys.argv[1:]
    settings = Settings.from_environment()
    statement = pipeline.statement(CLOCK, "the sample world's clock")
    arm(point)
    for dataset in DATASETS:
        endpoint = Endpoint(world + PATHS.get(dataset, ""), "sample-token")
        run_id = f"run {os.getpid()}"
        pipeline.fetch(settings, dataset, endpoint, years=[2025], statement=statement, run_id=run_id)
        pipeline.load(settings, dataset)
        if point == f"between load and gate of {dataset}":
            die()
        pipeline.judge(settings, dataset, run_id=run_id)
    pipeline.build(settings, parse_moment(CLOCK))


if __name__ == "__main__":
    main()
