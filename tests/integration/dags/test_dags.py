"""The DAG files as Airflow reads them: found, cheap to parse, and with the safeguards every task must have."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from naukograd.core.settings import PROJECT
from naukograd.sources import DATASETS

DAGS = PROJECT / "dags"
INGEST = {
    "ingest_filings": [
        "filings.participants",
        "filings.researchers",
        "filings.investments",
        "filings.output",
        "filings.decisions",
    ],
    "ingest_innovation_index": ["wipo.gii"],
    "ingest_patents": ["kazpatent.bulletins", "kazpatent.inventions", "kazpatent.utility_models"],
    "ingest_statistics": [
        "bns.science_form",
        "bns.investment_form",
        "bns.science_output_form",
        "bns.innovation_form",
        "bns.grp_per_capita",
        "bns.population",
        "bns.employment_by_city",
        "bns.kato",
        "bns.taldau_data",
        "bns.taldau_tree",
        "worldbank.series",
        "concept.regions_2024",
        "concept.technology_level",
        "concept.national_facts",
        "concept.international_benchmarks",
    ],
    "ingest_taxes": ["kgd.payments_by_bin", "kgd.payments_bulk"],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    answer = tmp_path_factory.mktemp("dags") / "found.json"
    script = Path(__file__).with_name("describe.py")
    done = subprocess.run([sys.executable, script, DAGS, answer], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    return result


@pytest.fixture(scope="module")
def tasks(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{dag_id}.{name}": task for dag_id, dag in found["dags"].items() for name, task in dag["tasks"].items()}


def test_exactly_these_dags_are_found_without_error(found: dict[str, Any]) -> None:
    assert found["import_errors"] == {}
    assert sorted(found["dags"]) == ["annual_report", "build_marts", *INGEST, "maintain_warehouse"]


def test_parsing_imports_nothing_heavy(found: dict[str, Any]) -> None:
    heavy = {"naukograd.pipeline", "naukograd.sources", "great_expectations", "dbt", "pandas", "lxml", "openpyxl"}
    assert heavy & set(found["modules"]) == set()


def test_every_task_has_its_safeguards(tasks: dict[str, dict[str, Any]]) -> None:
    assert tasks
    for name, task in tasks.items():
        assert task["owner"] == "naukograd", name
        assert task["timeout"], name
        assert task["retries"] > 0, name
        assert task["retry_policy"] == "RetryTransient", name
        assert task["on_failure"] == ["on_failure"], name


def test_every_dag_ends_and_runs_once_at_a_time(found: dict[str, Any]) -> None:
    for dag_id, dag in found["dags"].items():
        assert dag["run_timeout"], dag_id
        assert dag["max_active_runs"] == 1, dag_id
        assert dag["catchup"] is False, dag_id


def test_fetching_is_bounded_by_the_pool_of_its_source(tasks: dict[str, dict[str, Any]]) -> None:
    fetching = {name: task["pool"] for name, task in tasks.items() if ".fetch." in name}
    assert fetching == {
        f"{dag_id}.fetch.{DATASETS[name].source}": DATASETS[name].source
        for dag_id, names in INGEST.items()
        for name in names
    }
    assert {name for names in INGEST.values() for name in names} == set(DATASETS)
    assert set(json.loads((DAGS / "pools.json").read_text("utf-8"))) == set(fetching.values())


def test_what_runs_by_itself_runs_by_the_calendar_of_almaty(found: dict[str, Any]) -> None:
    for dag_id in (*INGEST, "maintain_warehouse"):
        dag = found["dags"][dag_id]
        assert (dag["schedule"], dag["timezone"]) == ("CronTriggerTimetable", "Asia/Almaty")


def test_any_news_builds_the_marts(found: dict[str, Any], tasks: dict[str, dict[str, Any]]) -> None:
    announced = sorted(asset for task in tasks.values() for asset in task["announces"])
    assert announced == sorted(f"warehouse/{dag_id.removeprefix('ingest_')}" for dag_id in INGEST)
    build = found["dags"]["build_marts"]
    assert build["condition"] == "AssetAny"
    assert build["awaits"] == announced


@pytest.mark.parametrize("dag_id", INGEST)
def test_what_does_not_arrive_stops_neither_loading_nor_announcing_but_fails_the_run(
    found: dict[str, Any], dag_id: str
) -> None:
    tasks = found["dags"][dag_id]["tasks"]
    fetching = sorted(name for name in tasks if name.startswith("fetch."))
    assert tasks["load"]["upstream"] == fetching
    assert tasks["load"]["rule"] == "all_done"
    # After a load that found nothing new, all is skipped; after one that failed, what was loaded is judged.
    assert tasks["judge"]["rule"] == tasks["announce"]["rule"] == "none_skipped"
    complete = tasks["complete"]
    assert complete["leaf"]
    assert complete["rule"] == "none_failed"
    assert complete["upstream"] == sorted([*fetching, "judge", "load"])


def test_a_report_is_sealed_only_after_the_gate(found: dict[str, Any]) -> None:
    tasks = found["dags"]["annual_report"]["tasks"]
    for before, after in itertools.pairwise(["freeze", "candidate", "gate", "seal"]):
        assert before in tasks[after]["upstream"]
    assert {task["rule"] for task in tasks.values()} == {"all_success"}


def test_marts_are_published_only_after_the_gate(found: dict[str, Any]) -> None:
    tasks = found["dags"]["build_marts"]["tasks"]
    order = ["begin", "per_delivery", "candidate", "gate", "publish", "report"]
    for before, after in itertools.pairwise(order):
        assert before in tasks[after]["upstream"]
    assert {tasks[name]["rule"] for name in order[:-1]} == {"all_success"}
    assert tasks["report"]["rule"] == "none_failed", "the report is written even when there was nothing to publish"


def test_marts_are_published_for_bi_unless_a_run_says_otherwise(found: dict[str, Any]) -> None:
    param = found["dags"]["build_marts"]["params"]["publish_to"]
    assert (param["value"], param["schema"]["enum"]) == ("marts", ["marts", "as_of"])


def test_a_run_apart_is_a_build_apart_and_writes_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.sdk.exceptions import AirflowSkipException

    from naukograd import pipeline

    bag: Any = DagBag(DAGS / "build_marts.py")
    tasks = {task.task_id: task.python_callable for task in bag.dags["build_marts"].tasks}
    begun: list[pipeline.Purpose] = []
    written: list[bool] = []
    monkeypatch.setattr(pipeline, "begin_build", lambda settings, as_of, purpose: begun.append(purpose))
    monkeypatch.setattr(pipeline, "write_report", lambda settings: written.append(True))
    for target in ("marts", "as_of"):
        tasks["begin"](params={"as_of": "2027-04-20", "publish_to": target})
    assert begun == [pipeline.Purpose.MARTS, pipeline.Purpose.AS_OF]
    with pytest.raises(AirflowSkipException, match="which stays as it was"):
        tasks["report"](params={"as_of": "2027-04-20", "publish_to": "as_of"})
    assert not written
    tasks["report"](params={"as_of": None, "publish_to": "marts"})
    assert written
