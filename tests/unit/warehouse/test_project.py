"""The parsed dbt project: kept, and put where a run writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

from naukograd.warehouse.project import parsed

PROJECT = """
name: tiny
version: "1.0"
profile: tiny
model-paths: [models]
models:
  tiny:
    kept: {+schema: staging}
    moments: {+schema: candidate}
"""
PROFILES = """
tiny:
  target: here
  outputs:
    here: {type: postgres, host: nowhere, port: 5432, user: x, password: x, dbname: any, schema: candidate}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    for file, text in {
        "dbt_project.yml": PROJECT,
        "profiles.yml": PROFILES,
        "macros/schemas.sql": "{% macro generate_schema_name(custom, node) %}{{ custom }}{% endmacro %}",
        "models/kept/rows_read.sql": "select 1 as one",
        "models/moments/figures.sql": "select * from {{ ref('rows_read') }}",
    }.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return folder


@pytest.fixture
def parse(project: Path) -> Callable[[Path], None]:
    def run(target: Path) -> None:
        options = ["--project-dir", str(project), "--profiles-dir", str(project), "--target-path", str(target)]
        assert dbtRunner().invoke(["parse", "--quiet", "--no-write-json", "--log-path", str(target), *options]).success

    return run


def never(target: Path) -> None:
    raise AssertionError("parsed again")


def test_models_of_a_moment_stand_where_the_run_writes(project: Path, parse: Callable[[Path], None]) -> None:
    manifest = parsed(project, "v1", project, "warehouse", "candidate_release", parse)
    names = {node.name: node.relation_name for node in manifest.nodes.values()}
    assert names == {
        "rows_read": '"warehouse"."staging"."rows_read"',
        "figures": '"warehouse"."candidate_release"."figures"',
    }


def test_a_version_is_parsed_once_and_the_one_before_is_over(project: Path, parse: Callable[[Path], None]) -> None:
    parsed(project, "v1", project, "warehouse", "candidate", parse)
    parsed(project, "v1", project, "another", "elsewhere", never)
    parsed(project, "v2", project, "warehouse", "candidate", parse)
    assert [folder.name.split("_")[1] for folder in (project / "target").iterdir()] == ["v2"]


def test_parsing_that_fails_leaves_nothing(project: Path) -> None:
    with pytest.raises(AssertionError, match="parsed again"):
        parsed(project, "v1", project, "warehouse", "candidate", never)
    assert list((project / "target").iterdir()) == []
