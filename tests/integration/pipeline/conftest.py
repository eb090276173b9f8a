"""A sample world over real HTTP, and the thread from it to published marts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from naukograd import pipeline
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.sources.http import Endpoint
from naukograd.standalone.stack import SAMPLE_ADDRESSES, SECURE
from sample_world.server import Running, serve
from sample_world.site import TOKEN
from sample_world.world import World

YEARS = [2024, 2025, 2026]
CLOCK = "2027-04-20T18:00:00+05:00"
_RUNS = count()


@dataclass
class Thread:
    """The main job without Airflow: the same verbs in the same order."""

    settings: Settings
    world: Running
    clock: str = CLOCK
    run_id: str = field(default_factory=lambda: f"run {next(_RUNS)}")

    def endpoint(self, dataset: str) -> Endpoint:
        source = DATASETS[dataset].source
        if source in SECURE:
            address = self.world.secure_url + SAMPLE_ADDRESSES[source]
            return Endpoint(address, TOKEN, verify=str(self.world.certificate))
        return Endpoint(self.world.url + SAMPLE_ADDRESSES[source], TOKEN)

    def fetch(self, dataset: str, years: list[int] = YEARS) -> dict[str, object]:
        statement = pipeline.statement(self.clock, "the sample world's clock")
        endpoint = self.endpoint(dataset)
        return pipeline.fetch(self.settings, dataset, endpoint, years=years, statement=statement, run_id=self.run_id)

    def ingest(self, dataset: str) -> None:
        self.fetch(dataset)
        pipeline.load(self.settings, dataset)
        pipeline.judge(self.settings, dataset, run_id=self.run_id)

    def run(self) -> str | None:
        """Everything: ingest all, build as of the world's clock. Returns the build, None when nothing is new."""
        for dataset in DATASETS:
            self.ingest(dataset)
        return pipeline.build(self.settings, parse_moment(self.clock))


@pytest.fixture(scope="session")
def small_world() -> World:
    """The default seed with participants only: the truth does not depend on the rest of the country."""
    return World(seed=1134, payments=0)


@pytest.fixture
def world(small_world: World) -> Iterator[Running]:
    with serve(small_world) as running:
        yield running


@pytest.fixture
def thread(settings: Settings, prepared_url: str, world: Running) -> Thread:
    return Thread(dataclasses.replace(settings, warehouse=prepared_url), world)
