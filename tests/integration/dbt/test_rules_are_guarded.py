"""Break rules in a copy of the project: of each, at least one unit test must notice."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from naukograd.core.settings import PROJECT

from .broken_rules import BROKEN_RULES, BrokenRule
from .conftest import Dbt

pytestmark = pytest.mark.thorough


def rounds() -> Iterator[list[BrokenRule]]:
    """Rules that may be broken together, for starting dbt costs more than its tests.

    Unit tests of a model see no other model, so one rule of each model goes at a time. A macro is seen by many models:
    its rules go alone.
    """
    of_models: defaultdict[str, list[BrokenRule]] = defaultdict(list)
    for rule in BROKEN_RULES:
        if rule.file.startswith("models/"):
            of_models[rule.model].append(rule)
        else:
            yield [rule]
    while any(of_models.values()):
        yield [rules.pop() for rules in of_models.values() if rules]


@pytest.fixture(scope="module")
def copy(dbt: Dbt, tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """dbt on a copy of the project that a test may change."""
    project = tmp_path_factory.mktemp("copy") / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs"))
    return replace(dbt, project=project, target=tmp_path_factory.mktemp("target"))


@pytest.mark.parametrize("broken", [pytest.param(rules, id=rules[0].right[:40]) for rules in rounds()])
def test_a_broken_rule_fails_a_unit_test(copy: Dbt, broken: list[BrokenRule]) -> None:
    originals = {rule.file: (copy.project / rule.file).read_text("utf-8") for rule in broken}
    for rule in broken:
        assert originals[rule.file].count(rule.right) == 1, f"{rule.file} no longer says {rule.right!r} once"
        (copy.project / rule.file).write_text(originals[rule.file].replace(rule.right, rule.wrong), "utf-8")
    try:
        outcome = copy("test", "--select", *(f"{rule.model},test_type:unit" for rule in broken))
    finally:
        for file, text in originals.items():
            (copy.project / file).write_text(text, "utf-8")
    # An error would be broken SQL, not a broken rule that a test noticed.
    assert outcome.result is not None, outcome.exception
    assert {r.status for r in outcome.result} <= {"pass", "fail"}
    noticed = {r.node.tested_node_unique_id.split(".")[-1] for r in outcome.result if r.status == "fail"}
    assert [rule for rule in broken if rule.model not in noticed] == []
