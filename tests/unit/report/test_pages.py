"""How the pages of the PDF fall."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from naukograd.report.model import Report
from naukograd.report.render import Rendered, render

from .factory import report, with_years, year_row


def worst() -> Report:
    """Every indicator needs a sentence of its own, and every caveat applies."""
    whole = report()
    for each in whole.indicators:
        target = each.of(2026).target
        row = year_row(each.code, 2026, target, verdict="incomplete", coverage=Decimal("0.91336"))
        whole = with_years(whole, each.code, y2026=row)
    return whole


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render(worst(), Path(tmp_path_factory.mktemp("crowded")))


def test_the_summary_is_one_page_however_much_there_is_to_say(rendered: Rendered, crowded: Rendered) -> None:
    for written in (rendered, crowded):
        first, second, *_ = (page.extract_text() for page in PdfReader(written.pdf).pages[:2])
        assert "Годовой отчет" in first
        assert "Утвержден" in first
        assert "Содержание" in second


def test_each_indicator_begins_a_page(rendered: Rendered) -> None:
    pages = [page.extract_text() for page in PdfReader(rendered.pdf).pages[2:]]
    for number in range(1, 7):
        [found] = [text for text in pages if f"целевой индикатор\u00a0{number})" in text]
        assert f"Индикатор\u00a0{number}. " in found[:200]


def test_the_pdf_has_bookmarks_of_all_sections(rendered: Rendered) -> None:
    def titles(outline: list[object]) -> list[str]:
        return [t for each in outline for t in (titles(each) if isinstance(each, list) else [str(each["/Title"])])]  # type: ignore[index]

    found = titles(PdfReader(rendered.pdf).outline)
    assert "Качество данных" in found
    assert sum(title.startswith("Индикатор\u00a0") for title in found) == 6


def test_the_figures_are_described_and_the_tables_have_headers(rendered: Rendered) -> None:
    tags: list[tuple[str, object]] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                tags.append((str(node["/S"]), node.get("/Alt")))
            if "/K" in node:
                walk(node["/K"])

    walk(PdfReader(rendered.pdf).trailer["/Root"]["/StructTreeRoot"])
    assert sum(tag == "/Figure" for tag, _ in tags) == 11
    assert all(alt for tag, alt in tags if tag == "/Figure")
    assert sum(tag == "/Table" for tag, _ in tags) > 30
    assert sum(tag == "/TH" for tag, _ in tags) > 150
