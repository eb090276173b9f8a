"""The main job through real Airflow processes: interrupted; with a damaged delivery that is mended; with no answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import requests

from naukograd.standalone import postgres
from sample_world.server import serve
from sample_world.site import TOKEN
from sample_world.times import DEFAULT_CLOCK, LAST_CLOCK
from sample_world.truth import truth
from sample_world.world import World

PAYMENTS = "0"
FIGURES = (
    "select territory_code, year, value, build_id from marts.indicator_values"
    " where indicator_code = 'tax_receipts' order by 1, 2"
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]


@pytest.fixture
def state() -> Iterator[Path]:
    # Not under pytest's own folder: it is closed to the account that the server runs as when we are root.
    with tempfile.TemporaryDirectory(prefix="naukograd-e2e-") as folder:
        yield Path(folder)


def command(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).parent / "naukograd"), "-q", *arguments]


def environment(state: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "WAREHOUSE"))}
    return {**kept, "NAUKOGRAD_STATE": str(state), **more}


def run(state: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("run", "--json", "--payments", PAYMENTS), env=environment(state, **more), capture_output=True, text=True
    )


def sealed(done: subprocess.CompletedProcess[str], now: list[str]) -> dict[str, Any]:
    """Result of a job in which all went well and these releases were sealed."""
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert [outcome["state"] for outcome in result["outcomes"]] == ["success"] * len(result["outcomes"])
    assert result["summary"]["published_now"] is True
    releases = result["summary"]["releases"]
    assert [each["release_id"] for each in releases] == ["2025.1", "2026.1", "2026.2"]
    assert [each["release_id"] for each in releases if each["sealed_now"]] == now
    assert all((Path(each["folder"]) / "manifest.json").is_file() for each in releases)
    return result


def figures(state: Path) -> list[tuple[Any, ...]]:
    with postgres.running(state) as server, psycopg.connect(server.url()) as conn:
        return conn.execute(FIGURES).fetchall()


def left_over(state: Path) -> list[str]:
    """Processes that belong to this state folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            if process.environ().get("NAUKOGRAD_STATE") == str(state) or process.cwd().startswith(str(state)):
                found.append(" ".join(process.info["cmdline"] or []))
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found


def damage(prefix: str, kind: str, stack: int) -> None:
    """Have the sample world of a running job damage its answers below ``prefix`` from now on."""
    family = {child.pid for child in psutil.Process(stack).children(recursive=True)}
    worlds = [each for each in psutil.process_iter(["cmdline"]) if each.pid in family]
    ports = {
        each.laddr.port
        for world in worlds
        if "sample_world" in (world.info["cmdline"] or [])
        for each in world.net_connections()
        if each.status == "LISTEN"
    }
    for port in ports:
        with suppress(requests.RequestException):  # one of them speaks TLS alone
            faults = {prefix: {"kind": kind, "times": 10_000}}
            requests.put(f"http://127.0.0.1:{port}/_faults", json=faults, timeout=5).raise_for_status()
            return
    raise LookupError(f"no sample world takes faults on {ports}")


def run_damaged(state: Path, clock: str, prefix: str, kind: str) -> tuple[int, dict[str, Any]]:
    """Exit status and result of a job whose sample world damages answers from the moment ``clock`` on."""
    said = state / "damaged.json"
    with said.open("w") as stdout:
        job = subprocess.Popen(
            command("run", "--json", "--payments", PAYMENTS),
            env=environment(state),
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert job.stderr is not None
        is_due = True
        for line in job.stderr:
            if is_due and f"it is {clock}" in line:
                damage(prefix, kind, job.pid)
                is_due = False
        status = job.wait()
    return status, json.loads(said.read_text("utf-8"))


def test_an_interrupted_job_is_resumed_and_publishes_the_truth(state: Path) -> None:
    interrupted = subprocess.Popen(
        command("run", "--payments", PAYMENTS), env=environment(state), stderr=subprocess.PIPE, text=True
    )
    assert interrupted.stderr is not None
    for line in interrupted.stderr:
        if "ingest_taxes     running  1 of" in line or "ingest_taxes     running  2 of" in line:
            break
    interrupted.send_signal(signal.SIGKILL)
    interrupted.wait()

    result = sealed(run(state), ["2025.1", "2026.1", "2026.2"])
    assert result["summary"]["is_sample"] is True
    assert "УЧЕБНЫЕ ДАННЫЕ" in Path(result["report"]).read_text("utf-8")
    published = {(territory, year): value for territory, year, value, _ in figures(state)}
    for year in (2025, 2026):
        tally = truth(year, known_by=LAST_CLOCK)
        assert published["total", year] * 10**9 == Decimal(tally.total.amount_kzt)
        for territory, part in tally.territories.items():
            assert published[territory, year] * 10**9 == Decimal(part.amount_kzt)
    figure = "indicator_values/tax_receipts/total/2026:value"
    causes = [each for each in result["summary"]["revisions"] if each["figure"] == figure]
    assert {each["type"] for each in causes} >= {"late_row", "register"}
    for told, clock in (("earlier", DEFAULT_CLOCK), ("later", LAST_CLOCK)):
        [value] = {Decimal(each[told]) for each in causes}
        assert value * 10**9 == Decimal(truth(2026, known_by=clock).total.amount_kzt)
    moved = Decimal(causes[0]["later"]) - Decimal(causes[0]["earlier"])
    assert sum(Decimal(each["part"]) for each in causes) == moved
    doctor = subprocess.run(command("doctor"), env=environment(state), capture_output=True, text=True)
    # The killed run may have left bytes whose arrival it could not record any more.
    wrong = [line for line in doctor.stdout.splitlines() if "no arrival names" not in line and line != "all is well"]
    assert wrong == []
    assert left_over(state) == []


@pytest.mark.thorough
def test_a_damaged_delivery_holds_the_report_and_once_mended_it_comes_out(state: Path) -> None:
    status, damaged = run_damaged(state, DEFAULT_CLOCK.isoformat(), "/bulk/payments/payments_2026", "truncated")
    assert status == 3
    failures = {
        (outcome["dag_id"], failure["cause"]) for outcome in damaged["outcomes"] for failure in outcome["failures"]
    }
    # The rest goes on, what was known is sealed, and both reports of the year are held, in words that tell what to do.
    assert {dag for dag, _ in failures} == {"ingest_taxes", "annual_report"}
    assert all("kgd.payments_bulk" in cause and "mend" in cause for _, cause in failures), failures
    assert damaged["summary"]["published_now"] is True
    assert [each["release_id"] for each in damaged["summary"]["releases"]] == ["2025.1"]

    sealed(run(state), ["2026.1", "2026.2"])
    assert left_over(state) == []


@pytest.mark.thorough
def test_a_source_that_misbehaves_fails_the_job_in_its_own_words(state: Path) -> None:
    with serve(World(seed=1134, payments=0)) as world:
        faults = {"/proxy2/": {"kind": "html", "times": 10_000}}
        requests.put(f"{world.url}/_faults", json=faults, timeout=5).raise_for_status()
        connections = {
            # Set as an operator sets real ones: nothing else tells the system that this is not the tax service.
            "AIRFLOW_CONN_KGD": json.dumps({"conn_type": "http", "host": world.url, "password": TOKEN}),
            "AIRFLOW_CONN_FILINGS": json.dumps({"conn_type": "http", "host": f"{world.url}/filings/"}),
            "AIRFLOW_CONN_WIPO": json.dumps({"conn_type": "http", "host": f"{world.url}/gii/"}),
            "AIRFLOW_CONN_BNS": json.dumps({"conn_type": "http", "host": f"{world.url}/bns/"}),
            "AIRFLOW_CONN_TALDAU": json.dumps({"conn_type": "http", "host": f"{world.url}/taldau/ru/"}),
            "AIRFLOW_CONN_WORLDBANK": json.dumps({"conn_type": "http", "host": f"{world.url}/worldbank/"}),
            "AIRFLOW_CONN_KAZPATENT": json.dumps(
                {"conn_type": "http", "host": world.secure_url, "extra": {"verify": str(world.certificate)}}
            ),
        }
        done = subprocess.run(command("run"), env=environment(state, **connections), capture_output=True, text=True)
    assert done.returncode == 3, done.stdout
    tries = (state / "logs" / "tasks" / "dag_id=ingest_taxes").glob("*/task_id=fetch.kgd/*")
    assert [log.name for log in tries] == ["attempt=1.log"], "what is not transient is not retried"
    [words] = [line for line in done.stdout.splitlines() if "fetch.kgd failed" in line]
    assert "not an answer" in words
    assert TOKEN not in done.stdout + done.stderr
    assert {row[2] for row in figures(state)} == {None}, "no answer is no figure, and no zero"
    assert left_over(state) == []
