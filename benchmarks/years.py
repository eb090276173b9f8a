"""The warehouse as the years go by: months that are there already, and what one more costs.

Everything but the bulk payments comes from the sample world over HTTP, as in `make run`; a month's bulk file holds the
participants' own payments of that world and as many others as asked for. All steps run in one process that has
imported what it needs and looks through none of that for garbage, as Airflow's forked tasks do.
"""

from __future__ import annotations

import gc
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from faults.night import Night, next_run

from benchmarks import payments as files
from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries.receive import Receiver
from naukograd.sources import DATASETS
from sample_world.server import serve
from sample_world.times import months as own_months
from sample_world.world import DEFAULT_SEED, World

BULK = files.DATASET.name
CLOCK = "2027-04-20T18:00:00+05:00"
MOMENT = parse_moment(CLOCK)
YEARS = [2024, 2025, 2026]
IMPORTED = ("dbt.adapters.postgres", "dbt.cli.main", "great_expectations")
LAST = (2026, 10)
"""A bulk file handed over today must not hold payments of days to come."""


@dataclass(frozen=True)
class Spent:
    """Seconds of one more month: received and loaded; judged; built and published."""

    load: float
    gate: float
    build: float

    def __str__(self) -> str:
        return f"loaded in {self.load:.1f}, judged in {self.gate:.1f}, built and published in {self.build:.1f}"


class Years:
    """A warehouse that month after month is handed to."""

    def __init__(self, settings: Settings, url: str, world: World, monthly: int, folder: Path) -> None:
        self.settings = settings
        self._world, self._folder = world, Path(tempfile.mkdtemp(dir=folder))
        self._like = files.write(self._folder, monthly)
        self._night = Night(settings, url, CLOCK, YEARS)
        self._to_come: Iterator[str] = iter(())
        self.received = 0

    def begin(self, months: int) -> None:
        """All but the bulk payments, and the first of so many months, built and published."""
        pipeline.prepare(self.settings)
        last = LAST[0] * 12 + LAST[1] - 1
        self._to_come = iter(f"{at // 12}-{at % 12 + 1:02d}" for at in range(last - months + 1, last + 1))
        for dataset in DATASETS:
            if dataset != BULK:
                self._night.ingest(dataset)
        self.grow(1)

    def grow(self, months: int) -> None:
        """Until so many months are there: received one by one, loaded, judged and built together."""
        while self.received < months:
            self._take(self.next_file())
        say(f"{months} months", "loaded", seconds(lambda: pipeline.load(self.settings, BULK)))
        say(f"{months} months", "judged", seconds(self.judge))
        say(f"{months} months", "built", seconds(self.build))

    def one_more(self) -> Spent:
        """What the next month costs."""
        file, stored = self.next_file(), self.received
        load = seconds(lambda: (self._take(file), pipeline.load(self.settings, BULK)))
        spent = Spent(load, seconds(self.judge), seconds(self.build))
        say(f"a month on {stored}", str(spent), spent.load + spent.gate + spent.build)
        return spent

    def next_file(self, like: files.Month | None = None) -> Path:
        """The file of the month after the last: as many payments as there are in ``like``, by default the month of all
        years, beside the participants' own."""
        month = next(self._to_come)
        key = (int(month[:4]), int(month[5:]))
        own = self._world.bulk_rows(key, 0) if key in own_months() else []
        return files.of_another_month(like or self._like, month, own, self._folder)

    def judge(self) -> None:
        pipeline.judge(self.settings, BULK, run_id=self._night.run_id)

    def ask(self) -> None:
        """The questions of a night on which no source has anything new."""
        self._night.run_id = next_run()
        for dataset in DATASETS:
            if dataset != BULK:
                self._night.fetch(dataset)
        assert pipeline.is_idle(self.settings, list(DATASETS), run_id=self._night.run_id, announces=False)

    def idle_night(self) -> float:
        """Seconds of a night without news: asked, nothing to do."""
        spent = seconds(lambda: (self.ask(), self._nothing_to_build()))
        say("a night", "without news", spent)
        return spent

    def busy_night(self) -> float:
        """Seconds of a night with one new month."""
        spent = seconds(self.ask)
        month = self.one_more()
        return spent + month.load + month.gate + month.build

    def build(self) -> None:
        assert pipeline.build(self.settings, MOMENT) is not None

    def settle(self) -> None:
        """Wait until the server has done what the step before left it: pages to write out, tables to vacuum."""
        with connect(self.settings.warehouse_url) as conn:
            conn.execute("checkpoint")
            busy = "select from pg_stat_activity where backend_type = 'autovacuum worker'"
            while conn.execute(busy).fetchone() is not None:
                time.sleep(1)

    def forget_built(self) -> None:
        """As if nothing had ever been built: what is loaded and judged stays."""
        with connect(self.settings.warehouse_url) as conn:
            conn.execute("drop schema per_delivery cascade")
            conn.execute("delete from ledger.computed")
            conn.execute("delete from ledger.builds")

    def _nothing_to_build(self) -> None:
        assert not pipeline.needs_build(self.settings, MOMENT)

    def _take(self, file: Path) -> None:
        slice_ = files.DATASET.slice_of(file)
        assert slice_ is not None
        with pipeline.opened(self.settings) as (conn, archive):
            Receiver(conn, archive, files.DATASET, self._night.run_id, periods.now).take(slice_, file)
        file.unlink()
        self.received += 1


@contextmanager
def years(server_url: str, monthly: int, folder: Path) -> Iterator[Years]:
    """A warehouse on that server, its archive in ``folder``, and the sample world that it asks."""
    for module in IMPORTED:
        import_module(module)
    gc.freeze()
    # What the gates find in sample data is not what is measured.
    logging.getLogger("naukograd").setLevel(logging.ERROR)
    state = Path(tempfile.mkdtemp(dir=folder))
    settings = Settings(state, str(state / "archive"), state / "pages", 0, server_url)
    world = World(DEFAULT_SEED, 0)
    with serve(world) as served:
        served.site.now = MOMENT
        yield Years(settings, served.url, world, monthly, folder)


def say(what: str, how: str, spent: float) -> None:
    """One line of progress."""
    print(f"  {what} {how}: {spent:.1f} s", file=sys.stderr, flush=True)


def seconds(step: Callable[[], object]) -> float:
    """What a step takes."""
    started = time.monotonic()
    step()
    return time.monotonic() - started
