"""The main job without Airflow: the same verbs in the same order, against a served sample world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from naukograd import pipeline
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.sources.http import Endpoint
from naukograd.standalone.stack import SAMPLE_ADDRESSES, SHIPPED
from sample_world.site import TOKEN

YEAR = 2026
"""The year whose report is frozen."""


def next_run() -> str:
    """An identity that no run had before, in whatever process."""
    return f"night {uuid4()}"


@dataclass
class Night:
    """One night's runs of the DAGs.

    Attributes:
        url: of the sample world, or of what stands before it.
        shipped: for sources whose files ship with the package, the folder to read instead.
        clock: moment from which on what arrives counts.
    """

    settings: Settings
    url: str
    clock: str
    years: list[int]
    shipped: dict[str, str] = field(default_factory=lambda: {name: str(path) for name, path in SHIPPED.items()})
    run_id: str = field(default_factory=next_run)

    def endpoint(self, dataset: str) -> Endpoint:
        source = DATASETS[dataset].source
        if source in self.shipped:
            return Endpoint(self.shipped[source])
        return Endpoint(self.url + SAMPLE_ADDRESSES[source], TOKEN)

    def fetch(self, dataset: str, years: list[int] | None = None) -> dict[str, object]:
        """Ask for the night's years, or for others."""
        statement = pipeline.statement(self.clock, "the sample world's clock")
        endpoint = self.endpoint(dataset)
        return pipeline.fetch(
            self.settings, dataset, endpoint, years=years or self.years, statement=statement, run_id=self.run_id
        )

    def ingest(self, dataset: str) -> None:
        self.fetch(dataset)
        pipeline.load(self.settings, dataset)
        pipeline.judge(self.settings, dataset, run_id=self.run_id)

    def ingest_all(self) -> None:
        """Everything up to what the gate of deliveries says."""
        for dataset in DATASETS:
            self.ingest(dataset)

    def run(self) -> str | None:
        """Everything. Returns the build, None when nothing is new."""
        self.ingest_all()
        return pipeline.build(self.settings, parse_moment(self.clock))


def candidate(settings: Settings, moment: datetime) -> None:
    """The report of `YEAR` as of the moment, up to where it would be sealed.

    Raises:
        BuildFailed, GateFailed: in the words that the operator reads.
    """
    build_id = pipeline.begin_release(settings, YEAR, moment, "a trial", ())
    pipeline.build_per_delivery(settings, build_id)
    pipeline.build_candidate(settings, build_id)
    pipeline.judge_release(settings, build_id, YEAR)
    pipeline.require_waivers(settings, build_id, YEAR)
