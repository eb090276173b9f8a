"""A sample world over real HTTP, and the thread from it to published marts."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from faults.night import Night, next_run

from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.database import Connection, connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.deliveries import inquiries, ledger
from naukograd.sources import DATASETS
from naukograd.sources.http import Endpoint
from naukograd.standalone.stack import SAMPLE_ADDRESSES, SECURE
from naukograd.warehouse import builds, dbt
from sample_world.server import Running, serve
from sample_world.site import TOKEN
from sample_world.world import World
from tests.installation import installation

from .first_release import FREEZE, RELEASE, YEAR
from .handed import LATER, hand_in

YEARS = [2024, 2025, 2026]
CLOCK = "2027-04-20T18:00:00+05:00"
CLOCKS = ("2026-04-20T18:00:00+05:00", CLOCK, "2027-10-15T18:00:00+05:00")
"""The clocks of the main job: what was known a year before, at the freeze, and when the final figures were out."""


class Thread(Night):
    """The main job without Airflow, and the world it asks; Kazpatent's site over TLS, as the real one."""

    def __init__(self, settings: Settings, world: Running, clock: str = CLOCK, run_id: str | None = None) -> None:
        super().__init__(settings, world.url, clock, YEARS)
        self.world = world
        self.run_id = run_id or self.run_id

    def at(self, clock: str) -> None:
        """Move the world's clock, and ours, for a night of its own."""
        self.world.site.now = parse_moment(clock)
        self.clock, self.run_id = clock, next_run()

    def endpoint(self, dataset: str) -> Endpoint:
        source = DATASETS[dataset].source
        if source in SECURE:
            address = self.world.secure_url + SAMPLE_ADDRESSES[source]
            return Endpoint(address, TOKEN, verify=str(self.world.certificate))
        return super().endpoint(dataset)

    def take(self, dataset: str, years: list[int] | None = None) -> None:
        """Ingest without asking the gate, which takes seconds per dataset: everything is accepted."""
        self.fetch(dataset, years)
        pipeline.load(self.settings, dataset)
        with pipeline.opened(self.settings) as (conn, archive):
            verdicts = [
                {"dataset": dataset, "slice": d.slice, "sha256": d.sha256, "accepted": True, "reason": "not asked"}
                for d in (loaded.delivery for loaded in inquiries.to_judge(conn, dataset))
            ]
            record = {"gate": "delivery", "subject": dataset, "passed": True, "deliveries": verdicts, "checks": []}
            ledger.apply(conn, ledger.gate_run(archive, record, verdicts, periods.now()))


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


@pytest.fixture(scope="session")
def ingested(server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The default world ingested and built once, to be copied; nobody opens it."""
    settings = installation(server, "ingested", prepared, tmp_path_factory.mktemp("ingested"))
    with serve(small_world) as world:
        Thread(settings, world).run()
    return settings


Copied = Callable[[str], Settings]


@pytest.fixture(scope="session")
def copied(server: str, ingested: Settings, tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Makes an installation of its own, archive and database, in which the default world is built and published."""

    def copy(name: str) -> Settings:
        return installation(server, name, "ingested", tmp_path_factory.mktemp(name), ingested.archive)

    return copy


@pytest.fixture(scope="session")
def built(copied: Copied) -> Settings:
    """The default world built once, for tests that build it again with a broken rule in a schema of their own."""
    return copied("broken")


@pytest.fixture(scope="session")
def sealed(copied: Copied) -> Settings:
    """The default world with the first report of 2026 sealed."""
    settings = copied("sealed")
    release = pipeline.seal(settings, YEAR, parse_moment(FREEZE), None, [])
    assert (release.release_id, release.was_sealed_before) == (RELEASE, False)
    return settings


@pytest.fixture(scope="session")
def revised(copied: Copied) -> Settings:
    """The default world with 2026 sealed twice: at the freeze, and after four changes were handed in."""
    settings = copied("revised")
    pipeline.seal(settings, 2026, pipeline.freeze_of(2026, None), None, [])
    hand_in(settings)
    pipeline.seal(settings, 2026, parse_moment(LATER), "Сведения уточнены", [])
    return settings


Values = dict[tuple[str, int], Decimal | None]
Broken = Callable[[str, str, str, str, Sequence[str]], tuple[Values, Values]]


@pytest.fixture
def broken(built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """An indicator's values by territory and year, as published and as computed with a rule broken.

    Takes the indicator, a file of the dbt project, what it says, what somebody might write, and the selectors of what
    must be built again beside the indicator's own models.
    """

    def build(indicator: str, file: str, right: str, wrong: str, selected: Sequence[str]) -> tuple[Values, Values]:
        project = tmp_path / "dbt_project"
        shutil.copytree(PROJECT / "dbt_project", project)
        text = (project / file).read_text("utf-8")
        assert text.count(right) == 1, f"{file} no longer says {right!r} once"
        (project / file).write_text(text.replace(right, wrong), "utf-8")
        monkeypatch.setattr(dbt, "DBT_PROJECT", project)
        with connect(built.warehouse_url) as conn:
            published = builds.published(conn)
            assert published is not None
            before = _values(conn, "marts.indicator_values", indicator)
        own = [f"+{indicator},{layer}" for layer in ("path:models/as_of", "path:models/per_delivery", *selected)]
        command = ["build", "--select", *own, "--exclude-resource-type", "test", "unit_test"]
        dbt.run(built, "broken", command, published, schema="broken")
        with connect(built.warehouse_url) as conn:
            return before, _values(conn, f"broken.{indicator}", indicator)

    return build


def _values(conn: Connection, table: str, indicator: str) -> Values:
    rows = conn.execute(
        f"select territory_code, year, value from {table} where indicator_code = %s",  # type: ignore[arg-type]
        [indicator],
    )
    return {(territory, year): value for territory, year, value in rows}
