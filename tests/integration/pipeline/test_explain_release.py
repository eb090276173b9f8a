"""Every identifier that a sealed report prints is explained by what was sealed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import lxml.html
import openpyxl
import pytest

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.errors import UsageError
from naukograd.core.figure import FigureId
from naukograd.core.settings import PROJECT, Settings
from naukograd.deliveries.archive import Archive
from naukograd.explaining import files, lines
from naukograd.explaining.explanation import Explaining
from naukograd.explaining.files import Files
from naukograd.explaining.reading import lineage
from naukograd.warehouse import states

from . import independent
from .handed import PAYER

# The first test of the module pays for two sealings.
pytestmark = [pytest.mark.thorough, pytest.mark.timeout(900)]

RELEASE = "2026.2"
"""Revises ``2026.1``: its report has every chapter."""


@pytest.fixture(scope="module")
def explaining(revised: Settings) -> Iterator[Explaining]:
    with connect(revised.warehouse_url) as conn:
        archive, state = Archive(revised.archive, revised.state / "incoming"), states.state(conn, RELEASE)
        yield Explaining(conn, archive, state, lineage(conn, Files(conn, archive), state))


def linked(file: Path) -> set[str]:
    """Every identifier that a page prints."""
    links = lxml.html.fromstring(file.read_text("utf-8")).findall(".//a[@class='figure']")
    return {shlex.split(link.get("title", ""))[2] for link in links}


@pytest.mark.parametrize("page", ["report/report-2026.html", "quality-statement.html"])
def test_every_identifier_printed_in_a_release_is_explained(
    revised: Settings, explaining: Explaining, page: str
) -> None:
    found = linked(revised.releases / RELEASE / page)
    unexplained = {}
    for name in sorted(found):
        told = explaining.figure(FigureId.parse(name))
        ends = told.rows or told.inputs or told.deliveries or told.computed == 0
        # A remark is words about figures, which stand behind it.
        agrees = told.agrees or name.endswith(":note_ru")
        if told.value is None or not agrees or not told.formula.words_ru or not ends:
            unexplained[name] = (told.value, told.computed, told.formula.formula_code)
    assert unexplained == {}
    marts = {name.partition("/")[0] for name in found}
    assert {"gate_checks", "gate_runs", "report_totals", "data_sources", "late_filings"} <= marts


def test_the_chapter_of_revisions_prints_identifiers(revised: Settings) -> None:
    marts = {name.partition("/")[0] for name in linked(revised.releases / RELEASE / "report" / "report-2026.html")}
    assert {"revised_figures", "revisions", "revision_measures", "revision_totals"} <= marts


def test_every_numeric_cell_of_a_sealed_workbook_is_the_figure_that_it_names(
    revised: Settings, explaining: Explaining
) -> None:
    behind = explaining.behind
    assert behind is not None
    book = openpyxl.load_workbook(revised.releases / RELEASE / "report" / "report-2026.xlsx")
    columns: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for sheet, label, mart, column, *_ in book["Идентификаторы"].iter_rows(min_row=5, values_only=True):
        columns.setdefault((str(sheet), str(label)), []).append((str(mart), str(column)))
    wrong, seen = {}, 0
    for at in book:
        header = [each.value for each in at[4]]
        for row in at.iter_rows(min_row=5, values_only=True):
            for label, value in zip(header, row, strict=True):
                if not isinstance(value, int | float) or label in ("№", "Год", "Исходный год", "Год цели"):
                    continue
                key = str(row[header.index("Идентификатор")])
                [column] = [c for mart, c in columns[at.title, str(label)] if mart == key.partition("/")[0]]
                name = f"{key}:{column}"
                seen += 1
                if key.startswith("gate_checks/"):
                    continue
                if (computed := behind.value(name)) != Decimal(str(value)):
                    wrong[name] = (value, computed)
    assert wrong == {}
    assert seen > 2000


def test_a_revised_figure_is_explained_by_both_releases_and_its_causes(revised: Settings) -> None:
    name = "revised_figures/tax_receipts/total/2026:difference"
    told = pipeline.explain(revised, name, release=RELEASE)
    assert {each.role for each in told.inputs} == {"earlier", "later", "part"}
    steps = {step.figure: step for step in told.steps}
    [earlier] = steps["revised_figures/tax_receipts/total/2026:earlier"].inputs
    assert earlier.figure == "indicator_values/tax_receipts/total/2026:value@2026.1"
    assert earlier.value == pipeline.explain(revised, earlier.figure).value
    parts = [each.value for each in told.inputs if each.role == "part"]
    assert sum(value for value in parts if isinstance(value, Decimal)) == told.value
    reached, places = independent.figure(
        independent.as_printed(told), revised.archive, str(PROJECT), str(revised.releases)
    )
    assert reached == told.value
    assert places > 100
    part = pipeline.explain(revised, "revisions/tax_receipts/nu_park/2026/late_row:part", release=RELEASE)
    assert part.agrees
    assert [each.bin for each in part.contributors] == [PAYER]
    assert {each.slice for each in part.deliveries.values()} == {f"{PAYER}/2026"}
    assert len(part.deliveries) == 2


@pytest.mark.parametrize("measure", ["mean", "mean_absolute", "largest", "compared", "revised", "tolerance"])
def test_a_measure_of_revision_is_computed_from_its_rows(revised: Settings, measure: str) -> None:
    told = pipeline.explain(revised, f"revision_measures/tax_receipts:{measure}", release=RELEASE)
    assert told.value not in (None, 0)
    assert told.agrees
    reached, _ = independent.figure(independent.as_printed(told), revised.archive, str(PROJECT), str(revised.releases))
    assert reached == told.value


def test_revisions_are_part_of_releases_alone(revised: Settings) -> None:
    with pytest.raises(UsageError, match="sealed releases"):
        pipeline.explain(revised, "revision_measures/tax_receipts:mean")
    with pytest.raises(UsageError, match=r"of release 2026\.1, not of 2026\.2"):
        pipeline.explain(revised, "indicator_values/tax_receipts/total/2026:value@2026.1", release=RELEASE)


@pytest.mark.parametrize("release", [None, RELEASE])
def test_a_count_of_a_gate_ends_in_its_record(revised: Settings, release: str | None) -> None:
    of = "gate_checks/delivery/kgd.payments_by_bin/another_year:of"
    told = pipeline.explain(revised, of, release=release, bytes_of=1)
    assert told.agrees
    [[spot]] = told.spots.values()
    assert spot.text == str(told.value)
    [check] = told.checks
    assert (check.passed, check.ran_at is not None, check.of) == (True, True, told.value)
    assert check.expected
    assert check.rule.startswith("expect_")
    assert {each.delivery for each in check.deliveries} <= told.deliveries.keys()
    assert check.deliveries[0].accepted
    assert check.deliveries[0].reason
    marts = pipeline.explain(revised, "gate_runs/mart/marts:passed", release=release)
    assert marts.agrees
    assert len(marts.checks) == marts.value
    assert all(check.rule for check in marts.checks)
    record = f"{RELEASE}/evidence/gate.json" if release else "events/"
    assert all(check.record.startswith(record) for check in marts.checks)
    shown = "\n".join(lines(told, whole=False))
    assert f"expected: {check.expected}" in shown
    assert f"observed: {check.count} of {check.of} fail" in shown


def test_what_a_gate_did_not_count_is_told(revised: Settings) -> None:
    for name in ("gate_runs/all/all:critical", "gate_runs/delivery/moon:checks", "gate_checks/mart/marts/moon:count"):
        with pytest.raises(UsageError, match="no gate recorded"):
            pipeline.explain(revised, name)


def test_a_release_is_explained_by_its_own_seeds(
    revised: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the seeds of this code, and those in the database, say by now."""
    monkeypatch.setattr(files, "PROJECT", tmp_path)
    told = pipeline.explain(
        revised, "indicator_progress/tax_receipts/2026:target_value", release=RELEASE, bytes_of=None
    )
    assert told.agrees
    [row] = told.rows
    assert row.file == f"{RELEASE}/method/seeds/concept/indicator_targets.csv"
    assert [spot.text for spot in told.spots[0]] == ["2.35"]


def test_rows_that_could_not_be_read_stand_behind_their_number(revised: Settings) -> None:
    told = pipeline.explain(revised, "report_totals/2026/rows_quarantined:value", release=RELEASE)
    assert told.agrees
    assert told.value == len(told.rows) > 0
    for row in told.rows:
        assert row.delivery in told.deliveries
        assert row.place
        assert row.counted_as
