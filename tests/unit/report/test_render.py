from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from naukograd.core.settings import PROJECT
from naukograd.report import render as module
from naukograd.report.messages import catalogue
from naukograd.report.model import Report, Territory
from naukograd.report.page import Table
from naukograd.report.pdf import to_pdf
from naukograd.report.render import Rendered, compose, render

from .factory import real, report, short, with_years, year_row

BAND = "УЧЕБНЫЕ ДАННЫЕ"
HOSTILE = (
    '<script>alert(1)</script> #panic("x") *b* _i_ $x$ @ref \\ "q" \'s\' & {{ 7 * 7 }} {braces} `code` // </style>'
)


class Text(HTMLParser):
    """The words of an HTML page outside style, the tags it uses, and the addresses it asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._style = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._style += tag == "style"
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]

    def handle_endtag(self, tag: str) -> None:
        self._style -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)

    @property
    def plain(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words).replace("\u00a0", " "))


def hostile() -> Report:
    whole = report()
    return replace(
        whole,
        heading=replace(whole.heading, build_id=HOSTILE, code_version=HOSTILE),
        indicators=tuple(replace(each, name=HOSTILE) for each in whole.indicators),
        territories=tuple(replace(each, name=HOSTILE) for each in whole.territories),
        regions=tuple(replace(each, name=HOSTILE) for each in whole.regions),
        details=replace(
            whole.details, patents=tuple(replace(each, title=HOSTILE, owner=HOSTILE) for each in whole.details.patents)
        ),
    )


def test_equal_reports_give_equal_bytes_in_another_process_zone_and_home(rendered: Rendered, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.unit.report.factory import identified, report; "
        "from naukograd.report.render import render; render(identified(report()), Path(sys.argv[1]))"
    )
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "include"), str(PROJECT)]),
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "LANG": "C",
        "LC_ALL": "C",
        "HOME": str(tmp_path / "home"),
    }
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, env=env, cwd=tmp_path)
    for path in (rendered.pdf, rendered.html, rendered.xlsx):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_another_figure_gives_other_bytes(tmp_path: Path) -> None:
    whole = short(report())
    changed = with_years(whole, "tax_receipts", y2026=year_row("tax_receipts", 2026, "2.42"))
    one, other = render(whole, tmp_path / "one"), render(changed, tmp_path / "other")
    for before, after in ((one.pdf, other.pdf), (one.html, other.html), (one.xlsx, other.xlsx)):
        assert before.read_bytes() != after.read_bytes()


def tables(whole: Report) -> dict[str, Table]:
    """Every table of the report by its caption, with ordinary spaces."""
    page = compose(whole, catalogue("ru"))
    blocks = list(page.summary)
    for section in page.sections:
        blocks += [*section.blocks, *(block for part in section.parts for block in part.blocks)]
    return {block.caption.replace("\u00a0", " "): block for block in blocks if isinstance(block, Table)}


def test_an_unfinished_or_incomplete_year_is_not_held_against_its_target() -> None:
    partial = year_row("tax_receipts", 2026, "1.2", verdict="incomplete", coverage=Decimal("0.99996"))
    begun = year_row("tax_receipts", 2027, "0.8", verdict="not_due")
    found = tables(with_years(report(), "tax_receipts", y2026=partial, y2027=begun))
    rows = {row.cells[0]: row.cells for row in found["Индикатор 1: цель и факт по годам, млрд ₸"].rows}
    assert rows["2026"][2:6] == ("1,200", "–", "–", "99,996")
    assert rows["2027*"][2:5] == ("0,800", "–", "–")
    summary = found["Целевые индикаторы за 2026 год"].rows[0].cells
    assert summary[3:6] == ("1,200", "–", "–")


def test_there_is_no_share_where_the_mart_has_none() -> None:
    whole = report()
    first = whole.indicators[0]

    def without(place: Territory) -> Territory:
        return replace(place, years=tuple(replace(year, share_percent=None) for year in place.years))

    told = replace(first, total=without(first.total), territories=tuple(map(without, first.territories)))
    found = tables(replace(whole, indicators=(told, *whole.indicators[1:])))
    assert [row.cells[-2] for row in found["Индикатор 1: вклад территорий, млрд ₸"].rows] == ["–"] * 4


def test_the_total_is_its_own_row_where_parts_overlap() -> None:
    *parts, total = tables(report())["Индикатор 6: вклад территорий, ед."].rows
    assert total.kind == "total"
    assert total.cells[2] == "11"
    assert sum(int(row.cells[2]) for row in parts) == 13
    assert {row.cells[-2] for row in (*parts, total)} == {"–"}, "no shares of a total that the parts exceed"


def test_the_baseline_record_judges_nothing(tmp_path: Path) -> None:
    record = short(report()).baseline()
    html = Text(render(record, tmp_path).html.read_text("utf-8")).plain
    assert "1 Налоговые поступления участников, млрд ₸ 2,300 2,285 −0,015 100,0 окончательные" in html
    assert "цель достигнута" not in html
    assert "цель не достигнута" not in html
    assert {path.name for path in tmp_path.iterdir()} == {f"baseline-2025.{kind}" for kind in ("pdf", "html", "xlsx")}


def test_the_html_needs_nothing_from_anywhere(rendered: Rendered) -> None:
    html = rendered.html.read_text(encoding="utf-8")
    page = Text(html)
    assert [link for link in page.links if not link.startswith(("#", "data:"))] == []
    assert page.tags.isdisjoint({"script", "iframe", "object", "embed", "form", "svg"})
    assert re.findall(r"url\((?!data:|#|\"#)", html) == []
    assert "@import" not in html


def test_the_html_says_what_a_figure_shows_and_the_drawing_asks_for_nothing(rendered: Rendered) -> None:
    html = rendered.html.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert re.search(r'<img [^>]*alt="[^"]*2026: цель 2,35, факт 2,41\.[^"]*2035: цель 8,00\.', html)
    assert '<html lang="ru">' in html
    drawings = [base64.b64decode(found) for found in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", html)]
    assert len(drawings) == 6 + 5, "a path for each indicator, and why it changed for all but the rank"
    for drawing in drawings:
        assert re.findall(rb'href="(?!#)', drawing) == []
        assert re.findall(rb"url\((?!#)", drawing) == []


def test_the_pdf_is_tagged_titled_and_in_russian(rendered: Rendered) -> None:
    pdf = rendered.pdf.read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    for needed in (b"/StructTreeRoot", b"/Lang(ru)", b"<pdfuaid:part>1<", b"<pdfaid:part>2<"):
        assert needed in pdf
    title = re.search(rb"<dc:title>.*?</dc:title>", pdf, re.DOTALL)
    assert title is not None
    assert "Годовой отчет о достижении целевых индикаторов за 2026 год" in title.group().decode().replace("\u00a0", " ")


def test_a_sample_says_so_and_real_data_do_not(rendered: Rendered, tmp_path: Path) -> None:
    for each in openpyxl.load_workbook(rendered.xlsx):
        assert BAND in str(each["A3"].value), each.title
    sample = compose(report(), catalogue("ru"))
    assert sample.document_title.startswith(BAND)

    whole = real(short(report()))
    details = replace(whole.details, patents=())
    decisions = tuple(replace(each, because="письмо") for each in whole.decisions)
    written = render(replace(whole, details=details, decisions=decisions), tmp_path)
    assert BAND.lower() not in written.html.read_text(encoding="utf-8").lower()
    for each in openpyxl.load_workbook(written.xlsx):
        words = " ".join(str(cell) for row in each.values for cell in row).lower()
        # The column that says of each source whether it is sample data keeps its name.
        assert BAND.lower() not in words or each.title == "Источники"


def test_the_band_is_on_every_page_of_the_pdf(rendered: Rendered, tmp_path: Path) -> None:
    def bands(pdf: Path) -> int:
        # The band's yellow is used by nothing else; typst writes each page's drawing as its own stream.
        return sum(b"1 0.8392" in stream for stream in streams(pdf.read_bytes()))

    pages = len(re.findall(rb"/Type\s*/Page\b", rendered.pdf.read_bytes()))
    assert pages >= 2
    assert bands(rendered.pdf) == pages
    assert bands(render(real(short(report())), tmp_path).pdf) == 0


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            # Not zlib.decompress: a checksum that ends in a carriage return loses it to the pattern above.
            found.append(zlib.decompressobj().decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def test_no_value_can_be_markup(tmp_path: Path) -> None:
    written = render(hostile(), tmp_path)
    page = Text(written.html.read_text(encoding="utf-8"))
    assert "script" not in page.tags
    # Build and version, the wording of each indicator, territories, patents with their owners, regions.
    assert page.plain.count(HOSTILE) >= 2 + 6 + 3 + 2 * 6 + 20
    for each in openpyxl.load_workbook(written.xlsx):
        assert all(cell.data_type != "f" for row in each.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "odd", ["\u2192", "\N{GRINNING FACE}", "\u6c49", "\x00", "\x07", "\ue000", "\x1c", "\u2028", "\x85"]
)
def test_a_character_without_a_glyph_does_not_cost_the_report(odd: str) -> None:
    page = replace(compose(report(), catalogue("ru")), subtitle=f"имя {odd}", sections=())
    assert to_pdf(page, 0).startswith(b"%PDF")


def test_files_are_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = short(report())
    render(whole, tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert set(before) == {"report-2026.pdf", "report-2026.html", "report-2026.xlsx"}

    def fails(*_: object) -> bytes:
        raise RuntimeError("no workbook today")

    monkeypatch.setattr(module, "to_xlsx", fails)
    with pytest.raises(RuntimeError):
        render(real(whole), tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_what_the_concept_prints_stands_as_printed_and_only_a_disagreement_is_marked() -> None:
    whole = report()
    told = next(each for each in whole.facts if each.code == "astana_almaty_share")
    staff = replace(told, name="Работники", value=Decimal("27146"), checked_value=Decimal("23152.00"))
    year = replace(told, name="Год таблицы", unit="year", value=Decimal("2020"), checked_value=Decimal("2020"))
    found = tables(replace(whole, facts=(told, staff, year)))["Напечатано в Концепции и рассчитано по ее же данным"]
    shown = [(row.cells[0], *(cell.replace("\u00a0", " ") for cell in row.cells[-2:]), row.kind) for row in found.rows]
    assert shown == [
        ("Доля исследователей Алматы и Астаны", "60,7", "60,6", "focus"),
        ("Работники", "27 146", "23 152", "focus"),
        ("Год таблицы", "2020", "2020", "plain"),
    ]


def test_each_regional_measure_is_of_its_own_latest_year_and_the_nation_is_no_sum() -> None:
    whole = report()
    found = tables(whole)["Наука и экономика регионов, последний известный год каждого показателя"]
    labels = [column.label.replace("\u00a0", " ").replace("\u00ad", "") for column in found.columns]
    assert labels[1].endswith("2025")
    assert labels[4] == "Затраты на НИОКР, млрд ₸, 2024"
    assert [row.kind for row in found.rows] == ["plain"] * 20 + ["total"]
    assert found.rows[-1].cells[0] == "Республика Казахстан"
    assert found.rows[-1].cells[4] == "219,70"
