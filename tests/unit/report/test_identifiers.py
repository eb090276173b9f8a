"""Every number printed is a cell of a mart, and says which."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import lxml.html
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_svg import FigureCanvasSVG
from pypdf import PdfReader

from naukograd.core.cell import cell, figure_of, scaled
from naukograd.core.figure import FigureId, figure
from naukograd.report.marks import marked, pieces, plain
from naukograd.report.messages import catalogue
from naukograd.report.messages import texts as texts_of
from naukograd.report.page import Block, Figure, Page, Paragraph, Points, Section, Table
from naukograd.report.render import Rendered, compose
from naukograd.report.russian import number
from naukograd.report.statement import statement

from .factory import identified, report
from .revised import REASON, revisions

ALLOWED = re.compile(
    r"""
    \b\d{2}\.\d{2}(\.\d{4})?\b   # a date, or a day of any year
    | \b20\d\d\.[1-9]\d*\b       # a release
    | \b\d\d:\d\d\b             # a time of the day
    | \b20\d\d\b                 # a year
    | ^[1-6]\)?                  # an indicator's number before its name or alone, a result's
    | (?<=ндикатор\ )[1-6]
    | (?<=\()[1-6](,\ [1-6])*    # indicators in brackets, by number
    | (?<=индикаторы:\ )[1-6](,\ [1-6])*
    | (?<=\sи\ )[1-6](?=\W|$)
    | \b\d{12}\b                 # a BIN
    | \b[0-9a-f]{16}\b           # a delivery
    | (?<=версия\ )[0-9a-f.]+    # of the code
    | naukograd\ explain.*\ --(as-of|release)\ \S+
    """,
    re.VERBOSE,
)
"""All that may be printed without an identifier: dates, years, releases, the numbering of indicators, codes."""
WORDS = ("№ патента", "Бюллетень", "Название", "Патентообладатель", "Предмет и основание", "Место в Концепции")
"""Columns of documents' own words and numbers."""


TEXTS = texts_of("ru")


def blank(key: str, **values: object) -> str:
    """The report's wording without its own digits, so that those left come from values."""
    text = TEXTS[key]
    own = ("#" if c.isdigit() and not in_braces(text, at) else c for at, c in enumerate(text))
    return "".join(own).format_map(values)


def in_braces(text: str, at: int) -> bool:
    return text.rfind("{", 0, at) > text.rfind("}", 0, at)


def texts(page: Page) -> Iterator[str]:
    def of(blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Points):
                yield from block.items
            elif isinstance(block, Table):
                yield from block.notes
                for row in block.rows:
                    for column, text in zip(block.columns, row.cells, strict=True):
                        if column.label.replace("\u00a0", " ") not in WORDS:
                            yield text

    def parts(sections: tuple[Section, ...]) -> Iterator[str]:
        for section in sections:
            yield from of(section.blocks)
            yield from parts(section.parts)

    yield from of(page.summary)
    yield from parts(page.sections)


@pytest.fixture
def sketches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are not drawn; for single tests only, since the rendered report of the session has them."""
    monkeypatch.setattr(FigureCanvasSVG, "print_svg", lambda self, file, **_: file.write("<svg/>"))


REVISED = replace(report(), revisions=revisions(), decisions=(REASON,))
PAGES: dict[str, Callable[[], Page]] = {
    "report": lambda: compose(identified(report()), blank),
    "baseline": lambda: compose(identified(report().baseline()), blank),
    "revised": lambda: compose(identified(REVISED), blank),
    "statement": lambda: statement(identified(REVISED), compose(identified(REVISED), blank), blank),
}


@pytest.mark.usefixtures("sketches")
@pytest.mark.parametrize("composed", PAGES.values(), ids=PAGES)
def test_every_number_is_identified(composed: Callable[[], Page]) -> None:
    page = composed()
    unidentified = []
    for text in texts(page):
        words = "".join("" if piece.figure else piece.text for piece in pieces(text)).replace("\u00a0", " ")
        if re.search(r"\d", ALLOWED.sub("", words)):
            unidentified.append(words)
    assert "\n".join(unidentified) == ""


@pytest.mark.usefixtures("sketches")
def test_only_tables_lists_and_paragraphs_hold_marks() -> None:
    """What HTML shows elsewhere can hold no link."""
    page = compose(identified(report()), catalogue("ru"))

    def bare(sections: tuple[Section, ...]) -> Iterator[str]:
        for section in sections:
            yield section.title
            for block in section.blocks:
                if isinstance(block, Table):
                    yield from (block.caption, *(column.label for column in block.columns))
                elif isinstance(block, Figure):
                    yield from (block.caption, block.alt)
            yield from bare(section.parts)

    assert all(text == plain(text) for text in bare(page.sections))


def test_html_links_each_number_to_the_first_place_of_its_cell(rendered: Rendered) -> None:
    links = lxml.html.fromstring(rendered.html.read_text("utf-8")).findall(".//a[@class='figure']")
    owned = [link.get("id") for link in links if link.get("id")]
    assert len(owned) == len(set(owned)) > 500
    assert {link.get("href") for link in links} == {f"#{place}" for place in owned}
    for link in links:
        *command, identifier = shlex.split(link.get("title", ""))
        assert command == ["naukograd", "explain"]
        assert str(FigureId.parse(identifier)) == identifier


def test_no_mark_reaches_a_file(rendered: Rendered) -> None:
    pdf = "".join(page.extract_text() for page in PdfReader(rendered.pdf).pages)
    for text in (rendered.html.read_text("utf-8"), pdf):
        assert not re.search("[\ufdd0-\ufdd2\ufffd]", text)


def test_every_numeric_cell_of_the_workbook_can_be_named(rendered: Rendered) -> None:
    book = openpyxl.load_workbook(rendered.xlsx)
    named = {(row[0], row[1]): row[3] for row in book["Идентификаторы"].iter_rows(min_row=5, values_only=True)}
    exempt = {"№", "Год", "Исходный год", "Год цели"}
    for at in book:
        header = [each.value for each in at[4]]
        for row in at.iter_rows(min_row=5, values_only=True):
            for label, value in zip(header, row, strict=True):
                if isinstance(value, int | float) and label not in exempt:
                    assert (at.title, label) in named, (at.title, label)
                    assert "/" in str(row[header.index("Идентификатор")])


@given(st.text(), st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_a_mark_comes_apart_as_it_was_put_together(before: str, after: str, key: list[str]) -> None:
    clean = [re.sub("[\ufdd0-\ufdd2]", "", text) for text in (before, after)]
    identifier = figure("m", *(re.sub("[\ufdd0-\ufdd2]", "", part) for part in key), column="c")
    text = f"{clean[0]}{marked('1,5', identifier)}{clean[1]}"
    assert plain(text) == f"{clean[0]}1,5{clean[1]}"
    assert [piece.figure for piece in pieces(text) if piece.figure] == [str(identifier)]


@given(st.lists(st.text(), min_size=1, max_size=4), st.sampled_from([None, "2026.1", "2035.12"]))
def test_an_identifier_is_read_as_it_is_written(key: list[str], release: str | None) -> None:
    identifier = FigureId("indicator_values", tuple(key), "value", release)
    assert FigureId.parse(str(identifier)) == identifier


def test_what_is_reckoned_from_cells_is_no_cell() -> None:
    value = cell(Decimal("1.5"), figure("m", "k", column="c"))
    assert figure_of(value + 1) is None
    assert figure_of(abs(value)) is None
    assert figure_of(scaled(value, Decimal(100))) == figure_of(value)
    assert number(value + 1, 1) == "2,5"
    assert plain(number(value, 1)) == "1,5"
    assert cell(None, figure("m", "k", column="c")) is None
    assert cell(True, figure("m", "k", column="c")) is True
