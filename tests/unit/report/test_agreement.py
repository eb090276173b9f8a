"""One model, three files: each figure that the model holds stands in all of them, as text or as a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import lxml.html
import openpyxl
import pytest
from pypdf import PdfReader

from naukograd.report.model import Indicator, Report
from naukograd.report.render import Rendered

from .factory import report

NUMBERS = range(1, 7)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u00a0", " "))


def written(value: Decimal | int, indicator: Indicator, sign: bool = False) -> str:
    """The figure as tables print it, by another way than the report's own."""
    exact = Decimal(value).quantize(Decimal("0.001" if indicator.unit == "bn_kzt" else "1"), ROUND_HALF_UP)
    text = f"{exact:{'+' if sign and value else ''},f}"
    return text.replace(",", " ").replace(".", ",").replace("-", "−")


def parts(text: str) -> list[str]:
    """What stands before the first indicator, then each of the six up to the next heading."""
    starts = [
        match.start() for match in re.finditer(r"Формулировка Концепции \(раздел 6, целевой индикатор \d\)", text)
    ]
    ends = [*starts[1:], text.index("Базовые значения 2025 года: установленные", starts[-1])]
    return [text[: starts[0]], *(text[a:b] for a, b in zip(starts, ends, strict=True))]


@pytest.fixture(scope="module")
def printed(rendered: Rendered) -> str:
    """All words of the PDF."""
    return plain(" ".join(page.extract_text() for page in PdfReader(rendered.pdf).pages))


@pytest.fixture(scope="module", params=["pdf", "html"])
def texts(rendered: Rendered, printed: str, request: pytest.FixtureRequest) -> list[str]:
    """The words of a file, parted at the indicators."""
    if request.param == "pdf":
        return parts(printed)
    body = lxml.html.fromstring(rendered.html.read_text("utf-8")).find("body")
    assert body is not None
    return parts(plain(" ".join(body.itertext())))


def rows(whole: Report, indicator: Indicator) -> Iterator[str]:
    """The rows of an indicator's own tables, their figures in the order of the columns."""
    for row in indicator.path:
        if row.is_whole and row.actual is not None and row.gap is not None:
            yield " ".join(
                (
                    str(row.year),
                    *(written(v, indicator, s) for v, s in ((row.target, False), (row.actual, False), (row.gap, True))),
                )
            )
        elif row.actual is None:
            yield f"{row.year} {written(row.target, indicator)} –"
    for place in (*indicator.territories, indicator.total) if indicator.territories else ():
        name = place.name or "Всего по программе"
        yield " ".join((name, *(written(year.value, indicator) for year in place.years if year.value is not None)))
    for each in indicator.reconciliation:
        if each.filed_value is not None and each.tabulated_value is not None and each.difference is not None:
            values = (written(each.filed_value, indicator), written(each.tabulated_value, indicator))
            yield " ".join((str(each.year), *values, written(each.difference, indicator, True)))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_summary_holds_each_indicator(texts: list[str], number: int) -> None:
    indicator = report().indicators[number - 1]
    row = indicator.of(2026)
    assert row.actual is not None
    assert row.gap is not None
    figures = (written(row.target, indicator), written(row.actual, indicator), written(row.gap, indicator, True))
    assert " ".join(figures) in texts[0]
    if row.percent_of_target is not None:
        percent = str(row.percent_of_target.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")
        assert f"{' '.join(figures)} {percent} " in texts[0]


@pytest.mark.parametrize("number", NUMBERS)
def test_each_section_holds_its_figures(texts: list[str], number: int) -> None:
    whole = report()
    indicator = whole.indicators[number - 1]
    for row in rows(whole, indicator):
        assert row in texts[number], row
    for change in indicator.changes:
        if change.value:
            assert f" {written(change.value, indicator, True)} " in texts[number], change


def table(rendered: Rendered, name: str) -> list[dict[str, object]]:
    """Rows of a sheet by header; the header is the fourth row."""
    header, *values = list(openpyxl.load_workbook(rendered.xlsx)[name].values)[3:]
    return [dict(zip(map(str, header), row, strict=True)) for row in values]


def same(cell: object, value: Decimal | int | None) -> bool:
    """A cell holds a double, and shows the decimal that it is nearest to."""
    if value is None or cell is None:
        return value is None and cell is None
    assert isinstance(cell, int | float), "a number is a number"
    return round(Decimal(repr(cell)), 12) == value


def test_the_workbook_holds_every_value(rendered: Rendered) -> None:
    whole = report()
    summary = {row["№"]: row for row in table(rendered, "Сводка")}
    decreed = {(row["№"], row["Год"]): row for row in table(rendered, "Путь")}
    found = {(row["№"], row["Код территории"], row["Год"]): row for row in table(rendered, "Показатели")}
    changed = {
        (row["№"], row["Код территории"], row["Составляющая"]): row["Значение"] for row in table(rendered, "Изменения")
    }
    both = {(row["№"], row["Код территории"], row["Год"]): row for row in table(rendered, "Сверка")}
    for each in whole.indicators:
        row = each.of(whole.year)
        cells = summary[each.number]
        assert same(cells["Цель"], row.target)
        assert same(cells["Факт"], row.actual)
        assert same(cells["Отклонение"], row.gap)
        for row in each.path:
            cells = decreed[each.number, row.year]
            assert same(cells["Цель"], row.target)
            assert same(cells["Факт"], row.actual)
        for place in (each.total, *each.territories):
            for year in place.years:
                assert same(found[each.number, place.code, year.year]["Значение"], year.value)
        assert sum(number == each.number for number, *_ in changed) == len(each.changes)
        assert sum(
            value for (number, place, _), value in changed.items() if (number, place) == (each.number, "total")
        ) == (  # type: ignore[misc]
            pytest.approx(float(sum(part.value for part in each.changes if part.territory_code == "total")))
        )
        for pair in each.reconciliation:
            cells = both[each.number, pair.territory_code, pair.year]
            assert same(cells["По отчетам"], pair.filed_value)
            assert same(cells["По таблицам"], pair.tabulated_value)


def test_the_workbook_holds_details_regions_and_countries(rendered: Rendered) -> None:
    whole = report()
    for name, label, values in (
        ("Платежи", "Сумма, ₸", [each.amount_kzt for each in whole.details.tax_scope]),
        ("Инвестиции", "Сумма, ₸", [each.amount_kzt for each in whole.details.investment]),
        ("Инвестиции", "Обязательства, ₸", [each.committed_kzt for each in whole.details.investment]),
        ("Продукция", "Сумма, ₸", [each.amount_kzt for each in whole.details.output]),
        ("Исследователи", "Человек", [each.headcount for each in whole.details.research_units]),
        ("Регионы", "Затраты на НИОКР, млрд ₸", [each.rd_expenditure_bn_kzt for each in whole.regions]),
        ("Международное сравнение", "Значение", [each.value for each in whole.comparisons]),
        ("Показатели страны", "Напечатано", [each.value for each in whole.facts]),
        ("Источники", "Строк прочитано", [each.rows_read for each in whole.quality.sources]),
    ):
        rows = [{str(key).replace("\u00a0", " "): value for key, value in row.items()} for row in table(rendered, name)]
        assert len(rows) == len(values), name
        for row, value in zip(rows, values, strict=True):
            assert same(row[label], value), (name, row)


def test_the_regions_and_countries_are_printed(printed: str) -> None:
    for each in report().regions:
        if each.rd_expenditure_bn_kzt is not None and each.grp_bn_kzt is not None:
            shown = f"{each.rd_expenditure_bn_kzt:,.2f}".replace(",", " ").replace(".", ",")
            assert shown in printed
    assert "60,7 60,6" in printed, "the Concept's own inconsistency, printed beside computed"
    assert "ранее 4,93" in printed, "the value before its revision"
