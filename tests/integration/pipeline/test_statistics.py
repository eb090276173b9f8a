"""The Bureau's real workbooks through the real path, against the long form that others made of them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.settings import Settings
from sample_world.server import serve
from sample_world.world import World
from tests.installation import installation

from .conftest import Thread

FIXTURES = Path(__file__).parents[2] / "fixtures" / "bns"
STATISTICS = ("bns.grp_per_capita", "bns.population", "bns.kato", "concept.regions_2024")
UNITS = {"thousand KZT per capita": "thousand_kzt_per_capita", "USD per capita": "usd_per_capita"}
SOUTH_KAZAKHSTAN = "510000000"


@pytest.fixture(scope="module")
def settings(server: str, prepared: str, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse into which the real publications of the sample world have come, and been judged."""
    settings = installation(server, "statistics", prepared, tmp_path_factory.mktemp("statistics"))
    with serve(small_world) as world:
        thread = Thread(settings, world)
        for dataset in STATISTICS:
            thread.ingest(dataset)
    return settings


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with connect(settings.warehouse_url) as conn:
        return conn.execute(query).fetchall()


def tidy(name: str) -> list[dict[str, str]]:
    with (FIXTURES / f"{name}_tidy.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_figure_of_product_per_head_is_read_and_none_is_invented(settings: Settings) -> None:
    # The long form gives South Kazakhstan, which is no more, no code; ours is the one it had.
    expected = [
        (
            row["kato"] or SOUTH_KAZAKHSTAN,
            row["label_as_published"],
            int(row["year"]),
            row["period_cumulative"],
            Decimal(row["value"]),
            UNITS[row["unit"]],
        )
        for row in tidy("grp_per_capita")
    ]
    found = rows(
        settings,
        "select region_kato, region_label, year, period_cumulative, value, unit"
        " from staging.stg_bns__grp_per_capita where part = 'figure' and mark = 'figure'",
    )
    assert len(found) == len(expected) == 2222
    assert sorted(found) == sorted(expected)


def test_every_figure_of_population_is_read_and_none_is_invented(settings: Settings) -> None:
    expected = [
        (row["kato"], row["label_as_published"], int(row["year"]), int(row["population_jan1"]))
        for row in tidy("population")
    ]
    found = rows(
        settings,
        "select region_kato, region_label, year, population"
        " from staging.stg_bns__population where mark = 'figure' and sex = 'all' and area = 'total'",
    )
    assert len(found) == len(expected) == 421
    assert sorted(found) == sorted(expected)


def test_a_dash_is_no_figure_and_no_cell_is_lost(settings: Settings) -> None:
    marks = dict(
        rows(settings, "select mark, count(*) from staging.stg_bns__population where part = 'figure' group by mark")
    )
    assert marks == {"figure": 2837, "absent": 547}
    assert rows(settings, "select count(population) from staging.stg_bns__population where mark = 'absent'") == [(0,)]
    for dataset in ("bns_grp_per_capita", "bns_population", "bns_kato", "concept_regions_2024"):
        model = f"stg_{dataset.replace('_', '__', 1)}"
        assert rows(settings, f"select count(*) from staging.{model}") == rows(
            settings, f"select count(*) from raw.{dataset}"
        )


def test_a_footnote_gives_the_years_before_to_the_region_of_then(settings: Settings) -> None:
    found = rows(
        settings,
        "select of_region_kato, min(year), max(year) from staging.stg_bns__population"
        " where region_kato = '610000000' and mark = 'figure' group by 1 order by 1",
    )
    assert found == [(SOUTH_KAZAKHSTAN, 2000, 2016), ("610000000", 2017, 2023)]


def test_both_states_of_the_classifier_are_there(settings: Settings) -> None:
    assert rows(settings, "select state_on::text, count(*) from staging.stg_bns__kato group by 1 order by 1") == [
        ("2022-10-17", 16_264),
        ("2026-07-17", 15_594),
    ]


def test_what_is_odd_in_real_publications_is_told_and_rejects_nothing(settings: Settings) -> None:
    records = rows(settings, "select record from ledger.gate_runs")
    failed = {
        (record["subject"], check["check"]): (check["severity"], check["count"])
        for (record,) in records
        for check in record["checks"]
        if not check["passed"]
    }
    assert failed == {
        ("bns.population", "figure_before_region"): ("info", 12),
        ("bns.kato", "parent_missing"): ("info", 73),
        ("bns.kato", "code_reused"): ("info", 2),
    }
    assert rows(settings, "select bool_and(accepted) from ledger.verdicts") == [(True,)]


def test_real_publications_of_the_sample_world_are_no_samples(settings: Settings) -> None:
    assert rows(settings, "select bool_or(is_sample) from ledger.arrivals") == [(False,)]


def test_the_same_issue_is_not_taken_twice(settings: Settings, small_world: World) -> None:
    with serve(small_world) as world:
        thread = Thread(settings, world, run_id="the next night")
        for dataset in STATISTICS:
            tally = thread.fetch(dataset)
            assert (tally["arrivals"], tally["unchanged"]) == (0, tally["asked"]), dataset
    assert pipeline.load(settings, "bns.population")["loaded"] == 0
