from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from naukograd.report import render as module
from naukograd.report.messages import catalogue
from naukograd.report.model import Report
from naukograd.report.render import Rendered, compose, render

from .factory import path, real, report, year_row

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
        heading=replace(whole.heading, title=HOSTILE, build_id=HOSTILE, code_version=HOSTILE),
        indicator=replace(whole.indicator, name=HOSTILE),
        territories=(replace(whole.territories[0], name=HOSTILE),),
        scope=replace(whole.scope, rows=tuple(replace(row, name=HOSTILE) for row in whole.scope.rows)),
    )


def test_equal_reports_give_equal_bytes_in_another_process_and_zone(rendered: Rendered, tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from factory import report; " + (
        "from naukograd.report.render import render; render(report(), Path(sys.argv[1]))"
    )
    source = Path(module.__file__).parents[2]
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(source), str(Path(__file__).parent)]),
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
    }
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, env=env)
    assert (tmp_path / "indicators.pdf").read_bytes() == rendered.pdf.read_bytes()
    assert (tmp_path / "indicators.html").read_bytes() == rendered.html.read_bytes()


def test_another_figure_gives_other_bytes(rendered: Rendered, tmp_path: Path) -> None:
    whole = report()
    changed = path(y2026=year_row(2026, Decimal("2.42")))
    again = render(replace(whole, indicator=replace(whole.indicator, path=changed)), tmp_path)
    assert again.pdf.read_bytes() != rendered.pdf.read_bytes()
    assert again.html.read_bytes() != rendered.html.read_bytes()


def test_the_figures_are_on_the_page(rendered: Rendered) -> None:
    text = Text(rendered.html.read_text(encoding="utf-8")).plain
    for expected in (
        "По состоянию на 04.05.2027 23:59",
        "20270504T021500Z-7f3a9c",
        "2026 2,350 2,411 +0,061 102,6 100,0 цель достигнута предварительные",
        "2025 2,300 2,285 −0,015 – 100,0 базовый год",
        "2035 8,000 – – – – срок не наступил –",
        "Наукоград Курчатов 0,567 0,581 0,204 24,1 9",
        "Итого учтено 7 222 2 411,21",
        "Итого не учтено 3 019 205,27",
        "Расходятся: 2, сумма расхождений по модулю 1 284 500,00 ₸",
        "«Видом платежа является налог, пеня или штраф» — не выполнено для 3 из 12 480",
        "КГД: общая выгрузка платежей по месяцам (учебные данные) 28 02.05.2027 1 204 551 17",
        "постановление Правительства Республики Казахстан от 24 декабря 2025 года № 1134",
        "предварительные по 20.04 следующего года включительно",
    ):
        assert expected in text


def test_an_unfinished_or_incomplete_year_is_not_held_against_its_target() -> None:
    whole = report()
    partial = year_row(2026, Decimal("1.2"), verdict="incomplete", coverage=Decimal("0.99996"))
    begun = year_row(2027, Decimal("0.8"), verdict="not_due")
    told = replace(whole, indicator=replace(whole.indicator, path=path(y2026=partial, y2027=begun)))
    rows = {row.cells[0]: row.cells for row in compose(told, catalogue("ru")).sections[0].tables[0].rows}
    assert rows["2026"][2:6] == ("1,200", "–", "–", "99,996")
    assert rows["2027*"][2:5] == ("0,800", "–", "–")


@pytest.mark.parametrize("total", ["0", "-0.2", None])
def test_there_is_no_share_of_a_total_that_is_not_positive(total: str | None) -> None:
    whole = report()
    years = tuple(replace(year, value=None if total is None else Decimal(total)) for year in whole.total)
    told = replace(whole, total=years)
    table = compose(told, catalogue("ru")).sections[1].tables[0]
    assert [row.cells[-2] for row in table.rows] == ["–"] * 4


def test_the_html_needs_nothing_from_anywhere(rendered: Rendered) -> None:
    html = rendered.html.read_text(encoding="utf-8")
    page = Text(html)
    assert [link for link in page.links if not link.startswith(("#", "data:"))] == []
    assert page.tags.isdisjoint({"script", "iframe", "object", "embed", "form", "img"})
    assert re.findall(r"url\((?!data:|#|\"#)", html) == []
    assert "@import" not in html


def test_the_html_says_what_the_figure_shows(rendered: Rendered) -> None:
    html = rendered.html.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert re.search(r'role="img" aria-label="[^"]*2026: цель 2,35, поступило 2,41\.[^"]*2035: цель 8,00\.', html)
    assert '<html lang="ru">' in html


def test_the_pdf_is_tagged_titled_and_in_russian(rendered: Rendered) -> None:
    pdf = rendered.pdf.read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    for needed in (b"/StructTreeRoot", b"/Lang(ru)", b"<pdfuaid:part>1<", b"<pdfaid:part>2<"):
        assert needed in pdf
    title = re.search(rb"<dc:title>.*?</dc:title>", pdf, re.DOTALL)
    assert title is not None
    assert report().heading.title in title.group().decode()


def test_a_sample_says_so_and_real_data_do_not(tmp_path: Path) -> None:
    sample, actual = (compose(whole, catalogue("ru")) for whole in (report(), real(report())))
    assert sample.band is not None
    assert BAND in sample.band
    assert sample.document_title.startswith(BAND)
    assert actual.band is None
    assert BAND not in json.dumps([actual.document_title, actual.lead, actual.points], ensure_ascii=False)
    assert sample.figure.svg != actual.figure.svg

    whole = real(report())
    whole = replace(whole, sources=tuple(replace(source, is_sample=False) for source in whole.sources))
    written = render(whole, tmp_path)
    assert BAND.lower() not in written.html.read_text(encoding="utf-8").lower()


def test_the_band_is_on_every_page_of_the_pdf(rendered: Rendered, tmp_path: Path) -> None:
    def bands(pdf: Path) -> int:
        # The band's yellow is used by nothing else; typst writes each page's drawing as its own stream.
        return sum(b"1 0.8392" in stream for stream in streams(pdf.read_bytes()))

    pages = len(re.findall(rb"/Type\s*/Page\b", rendered.pdf.read_bytes()))
    assert pages >= 2
    assert bands(rendered.pdf) == pages
    assert bands(render(real(report()), tmp_path).pdf) == 0


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def test_no_value_can_be_markup(tmp_path: Path) -> None:
    written = render(hostile(), tmp_path)
    page = Text(written.html.read_text(encoding="utf-8"))
    assert "script" not in page.tags
    # Once as title, subtitle, build, version, territory, per payment class, and in the file's own title.
    assert page.plain.count(HOSTILE) >= 4 + 1 + 6
    title = re.search(rb"<dc:title>.*?</dc:title>", written.pdf.read_bytes(), re.DOTALL)
    assert title is not None
    assert b"#panic(" in title.group()


@pytest.mark.parametrize(
    "odd", ["\u2192", "\N{GRINNING FACE}", "\u6c49", "\x00", "\x07", "\ue000", "\x1c", "\u2028", "\x85"]
)
def test_a_character_without_a_glyph_does_not_cost_the_report(odd: str) -> None:
    whole = report()
    page = compose(replace(whole, indicator=replace(whole.indicator, name=f"имя {odd}")), catalogue("ru"))
    assert module.to_pdf(page, 0).startswith(b"%PDF")


def test_files_are_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render(report(), tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert set(before) == {"indicators.pdf", "indicators.html"}

    def fails(*_: object) -> str:
        raise RuntimeError("no HTML today")

    monkeypatch.setattr(module, "to_html", fails)
    with pytest.raises(RuntimeError):
        render(real(report()), tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
