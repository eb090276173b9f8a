from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from naukograd.core.errors import UsageError
from naukograd.gate import suite

CHECK: dict[str, Any] = {
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "bin"},
    "severity": "critical",
    "meta": {"name": "bin_given", "says": "Every row has a BIN."},
}


def write(folder: Path, *checks: dict[str, Any]) -> Path:
    path = folder / "suite.json"
    path.write_text(json.dumps({"name": "suite", "expectations": checks, "meta": {"key": ["bin"]}}), "utf-8")
    return path


def test_a_suite_is_read_in_its_order(tmp_path: Path) -> None:
    second = CHECK | {"severity": "warning", "meta": {"name": "other", "says": "It holds."}}
    loaded = suite.load(write(tmp_path, CHECK, second))
    assert [(check.name, check.severity) for check in loaded.checks] == [
        ("bin_given", "critical"),
        ("other", "warning"),
    ]
    assert loaded.meta == {"key": ["bin"]}


def test_what_is_given_once_fills_the_other_texts(tmp_path: Path) -> None:
    path = tmp_path / "suite.json"
    meta = {
        "given": {"before": "(select 1)"},
        "failing_rows": {"again": "exists {before} and '{}' = any({before})", "shape": "r.bin ~ '^[0-9]{12}$'"},
        "shows": ["bin"],
    }
    path.write_text(json.dumps({"name": "suite", "expectations": [CHECK], "meta": meta}), "utf-8")
    assert suite.load(path).meta == {
        "failing_rows": {"again": "exists (select 1) and '{}' = any((select 1))", "shape": "r.bin ~ '^[0-9]{12}$'"},
        "shows": ["bin"],
    }


@pytest.mark.parametrize(
    ("checks", "complaint"),
    [
        ([], "lets everything through"),
        ([CHECK, CHECK], "several checks are called bin_given"),
        ([CHECK | {"severity": "grave"}], "severity 'grave' is not known"),
        ([{key: value for key, value in CHECK.items() if key != "severity"}], "not a suite"),
        ([CHECK | {"meta": {"name": "says_nothing"}}], "not a suite"),
    ],
)
def test_a_suite_that_cannot_decide_is_refused(tmp_path: Path, checks: list[dict[str, Any]], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        suite.load(write(tmp_path, *checks))


def test_a_missing_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no suite"):
        suite.load(tmp_path / "none.json")


def test_text_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "suite.json"
    path.write_text("<html>", "utf-8")
    with pytest.raises(UsageError, match="not a suite"):
        suite.load(path)


FOLDER = Path(__file__).parents[3] / "expectations"


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.json")), ids=lambda path: path.stem)
def test_a_suite_of_the_project_explains_each_check_in_a_sentence(path: Path) -> None:
    loaded = suite.load(path)
    assert loaded.name == path.stem
    for check in loaded.checks:
        assert check.says.endswith(".")
        assert check.says[0].isupper()
        # A query over something else than the judged table would not be about it.
        assert "{batch}" in check.kwargs.get("unexpected_rows_query", "{batch}")
