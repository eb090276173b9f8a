"""Every check of every mart suite, made to fail by one change to a candidate that passes them all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from naukograd.core.errors import UsageError
from naukograd.gate import GateRecord, judge_marts

from .cases.marts import BUILD, CANDIDATE, CHANGES, MARTS
from .conftest import NOW, Scratch, a_copy


@pytest.fixture(scope="module")
def warehouse(server: str, stand_ins: str) -> Iterator[Scratch]:
    with a_copy(server, stand_ins) as copy:
        yield copy


@pytest.fixture
def candidate(warehouse: Scratch) -> Scratch:
    """A candidate that passes every check."""
    warehouse.conn.execute("drop schema if exists candidate cascade")
    warehouse.conn.execute(CANDIDATE)
    for mart in MARTS:
        warehouse.conn.execute(
            f"alter table {mart} add build_id text default '{BUILD}', add as_of timestamptz default '{NOW}'"  # type: ignore[arg-type]
        )
    return warehouse


@pytest.fixture(scope="module")
def alone(expectations: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder per suite with that suite alone, for a check needs no other."""
    folders = {}
    for suite in (expectations / "marts").glob("*.json"):
        folder = tmp_path_factory.mktemp(suite.stem)
        (folder / "marts").mkdir()
        (folder / "marts" / suite.name).symlink_to(suite)
        folders[suite.stem] = folder
    return folders


def judge(candidate: Scratch, expectations: Path) -> GateRecord:
    return judge_marts(candidate.url, BUILD, "candidate", expectations, candidate.now)


def test_good_marts_pass_every_check(candidate: Scratch, expectations: Path, capfd: pytest.CaptureFixture[str]) -> None:
    record = judge(candidate, expectations)
    assert record.failed == ()
    assert record.passed
    assert record.subject == "build b1"
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_a_check_fails(candidate: Scratch, alone: dict[str, Path], name: str, change: str) -> None:
    candidate.conn.execute(change)
    record = judge(candidate, alone[name.split(".")[0]])
    found = next(check for check in record.checks if check.check == name)
    assert not found.passed
    assert found.count >= 1
    assert 1 <= len(found.sample) <= 5
    assert {row.place for row in found.sample} == {name.split(".")[0]}
    if found.severity == "critical":
        assert not record.passed
    json.dumps(record.to_json())


def test_a_warning_alone_does_not_stop(candidate: Scratch, expectations: Path) -> None:
    candidate.conn.execute("update tax_receipts_reconciliation set difference_kzt = -0.01, bulk_kzt = 10.01")
    record = judge(candidate, expectations)
    assert record.passed
    [found] = record.failed
    assert (found.check, found.count, found.of) == ("tax_receipts_reconciliation.bulk_agrees", 3, 3)
    assert record.to_json()["checks"][record.checks.index(found)]["sample"][0]["values"] == {
        "year": 2025,
        "bin": "1",
        "by_bin_kzt": "10.0",
        "bulk_kzt": "10.01",
        "difference_kzt": "-0.01",
    }


def test_a_participant_may_move_on_the_day_it_leaves(candidate: Scratch, expectations: Path) -> None:
    candidate.conn.execute(
        "update participants set left_on = '2026-06-01' where bin = '1';"
        "insert into participants select 'nu_park', bin, branch_bins, left_on from participants where bin = '1'"
    )
    assert judge(candidate, expectations).passed


def test_every_check_of_the_suites_is_made_to_fail_here(expectations: Path) -> None:
    written = {
        f"{path.stem}.{expectation['meta']['name']}"
        for path in (expectations / "marts").glob("*.json")
        for expectation in json.loads(path.read_text("utf-8"))["expectations"]
    }
    assert written == {name for name, _ in CHANGES}


def test_a_missing_mart_lets_nothing_through(candidate: Scratch, expectations: Path) -> None:
    candidate.conn.execute("drop table indicator_progress")
    with pytest.raises(UsageError, match="indicator_progress"):
        judge(candidate, expectations)


def test_no_suites_at_all_is_an_error(candidate: Scratch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no suite"):
        judge(candidate, tmp_path)
