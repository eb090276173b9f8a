"""What the documents point at exists: sections of the runbook, files, settings."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import naukograd
from naukograd.core.errors import NaukogradError
from naukograd.core.settings import PROJECT, Settings

DOCUMENTS = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *sorted((PROJECT / "docs").rglob("*.md"))]


def anchors(document: Path) -> set[str]:
    """Fragments that the document's headings can be reached by, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def errors(kind: type[NaukogradError] = NaukogradError) -> Iterator[type[NaukogradError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from errors(narrower)


def test_every_error_leads_to_a_section_of_the_runbook() -> None:
    for module in pkgutil.walk_packages(naukograd.__path__, "naukograd."):
        importlib.import_module(module.name)
    sections = anchors(PROJECT / "docs" / "runbook.md")
    assert {error.runbook for error in errors()} <= sections


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    lost = []
    for target in targets:
        if "://" in target:
            continue
        path, _, fragment = target.partition("#")
        found = document.parent / path if path else document
        if not found.exists() or (fragment and fragment not in anchors(found)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_file_of_the_project_that_is_named_exists(document: Path) -> None:
    tops = "benchmarks|dags|dbt_project|docs|expectations|include|tests"
    named = re.findall(rf"`((?:{tops})/[\w./-]+)`", document.read_text("utf-8"))
    assert [path for path in named if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_test_that_is_named_exists(document: Path) -> None:
    there = "\n".join(file.read_text("utf-8") for file in (PROJECT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w*[a-z])`", document.read_text("utf-8"))
    assert [name for name in named if f"def {name}(" not in there] == []


def test_every_check_the_runbook_explains_is_critical_in_a_suite() -> None:
    """Checks of the mart gate are called ``<mart>.<check>``, those of the delivery gate by their bare name."""
    critical = set()
    for file in (PROJECT / "expectations").rglob("*.json"):
        prefix = f"{file.stem}." if file.parent.name == "marts" else ""
        for expectation in json.loads(file.read_text("utf-8"))["expectations"]:
            if expectation["severity"] == "critical":
                critical.add(prefix + expectation["meta"]["name"])
    _, _, table = (PROJECT / "docs" / "runbook.md").read_text("utf-8").partition("| critical check |")
    cells = [line.split("|")[1] for line in table.partition("\n\n")[0].splitlines()[2:]]
    named = [name for cell in cells for name in re.findall(r"`([\w.]+)`", cell)]
    assert named
    assert [name for name in named if name not in critical] == []


class _Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.names.add(name)
        return default


def test_the_readme_names_every_setting() -> None:
    asked = _Asked()
    Settings.from_environment(asked)
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert asked.names
    assert sorted(name for name in asked.names if f"`{name}`" not in readme) == []
