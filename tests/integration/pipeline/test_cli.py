"""The command line against a prepared warehouse: exit codes, words, JSON."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from naukograd.cli import main
from naukograd.core.settings import Settings
from naukograd.sources.kgd import COLUMNS

HEADER = ",".join(column.header for column in COLUMNS)
RECORD = "{bin},ТОО «А»,6207,,,101201,,,{number},Налог,Уплата,2025-05-21+05:00,,1000.00"


Cli = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def installation(prepared_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment points to a prepared warehouse."""
    monkeypatch.setenv("WAREHOUSE_URL", prepared_url)
    monkeypatch.setenv("NAUKOGRAD_STATE", str(settings.state))
    monkeypatch.setenv("NAUKOGRAD_MIN_FREE_GIB", "0")


@pytest.fixture
def cli(installation: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command in this process: one of its own takes four seconds to import what it needs."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["naukograd", "-q", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return subprocess.CompletedProcess(sys.argv, ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def month(tmp_path: Path) -> Path:
    file = tmp_path / "payments_2025-05.csv.gz"
    bins = ("990140000007", "040240000122")
    rows = [RECORD.format(bin=bins[number % 2], number=number) for number in range(10)]
    file.write_bytes(gzip.compress("\n".join([HEADER, *rows, ""]).encode()))
    return file


def test_a_file_by_hand_goes_the_way_of_every_delivery(cli: Cli, month: Path) -> None:
    done = cli("load", "kgd.payments_bulk", str(month), "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["loaded"], result["rows"], result["judged"]) == (1, 10, 1)
    again = json.loads(cli("load", "kgd.payments_bulk", str(month), "--json").stdout)
    assert (again["arrivals"], again["new_deliveries"], again["loaded"]) == (1, 0, 0)
    doctor = cli("doctor", "--json")
    assert doctor.returncode == 1
    assert {finding["check"] for finding in json.loads(doctor.stdout)} == {"stale source"}


def test_what_the_gate_rejects_is_a_no(cli: Cli, month: Path) -> None:
    done = cli("load", "kgd.payments_bulk", str(month), "--slice", "2025-06")
    assert done.returncode == 1
    assert "another_month" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "kgd.payments_bulk", "nowhere.csv.gz"], "no such file"),
        (["load", "kgd.payments_bulk", "FILE", "--counts-from", "2025-06-10"], "go together"),
        (["load", "kgd.payments_bulk", "FILE", "--counts-from", "June", "--because", "seen"], "not a moment"),
        (["load", "filings.participants", "FILE"], "does not tell the slice"),
        (["load", "kgd.nothing", "FILE"], "invalid choice"),
        ([], "required"),
    ],
)
def test_usage_is_told(cli: Cli, month: Path, arguments: list[str], words: str) -> None:
    done = cli(*(str(month) if argument == "FILE" else argument for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.usefixtures("installation")
def test_a_warehouse_that_does_not_answer_is_a_failure_without_its_password() -> None:
    env = {**os.environ, "WAREHOUSE_URL": "postgresql://someone:secret-word@127.0.0.1:1/warehouse"}
    command = [str(Path(sys.executable).parent / "naukograd"), "-q", "doctor"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "does not answer" in done.stderr
    assert "secret-word" not in done.stderr
