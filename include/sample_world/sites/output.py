"""Workbooks about output: those that managing companies file, and those that the Bureau publishes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from sample_world.innovative_output import innovation_moments, innovation_rows
from sample_world.output import (
    ELSEWHERE,
    KATO,
    YEARS,
    Line,
    Nature,
    lines_of,
    output_issues,
    tabulated,
    tabulation_moment,
)
from sample_world.participants import CORES, MARK_RU
from sample_world.workbooks import Cell, workbook, write_table

Workbook = tuple[str, datetime, Callable[[bool], bytes]]
"""Its name or element, when it appears, and how it is made."""

_FILED = (
    *("Территория", "Год", "Квартал", "БИН участника", "Наименование участника", "Подразделение"),
    *("КАТО подразделения", "Вид (НИОКР, продукция)", "Наименование продукции, работы, услуги", "Код КПВЭД"),
    *("БИН покупателя – участника", "Выручка без НДС, тыс. тенге", "НДС, тыс. тенге"),
)
_TABULATED = (
    *("Год", "Наукоемкая территория", "Выполнено НИОКР, млн тенге"),
    *("Отгружено наукоемкой продукции, млн тенге", "Всего, млн тенге"),
)
_INNOVATION = ("Год", "КАТО", "Регион", "Объем инновационной продукции (товаров, услуг), млн тенге")
_NAMES = {
    "inp_park": "НТП на базе Института ядерной физики",
    "nu_park": 'НТП на базе АОО "Назарбаев Университет"',
    "kurchatov": "Наукоград Курчатов",
}
# What a line is called, and its code, in one of two spellings.
_PRODUCTS = {
    Nature.RD: (("Прикладные исследования по договорам", "72.19.29"), ("Опытно-конструкторские работы", "72199")),
    Nature.PRODUCT: (("Радиофармацевтические препараты", "21.20.10"), ("Приборы радиационного контроля", "26.51.41")),
    Nature.LEFT_LIST: (("Магнитные носители информации", "26.80.11"), ("Оптические носители информации", "26.80.12")),
    Nature.JOINED_LIST: (("Имплантаты медицинские", "32.50.22"), ("Инструменты медицинские", "32.50.13")),
    Nature.UNLISTED: (("Станки металлорежущие", "28.41.22"), ("Станки шлифовальные", "28.41.23")),
    Nature.INNOVATIVE: (("Продукты функционального питания", "10.89.19"), ("Добавки пищевые", "10.89.15")),
    Nature.NOTHING: (("", ""), ("", "")),
}


def output_workbooks(seed: int) -> Iterator[Workbook]:
    """What managing companies file, each restating its territory's year."""
    for territory in CORES:
        for year in YEARS:
            for moment in output_issues(territory, year):
                name = f"output_{territory}_{year}_{moment:%Y-%m-%d}.xlsx"
                yield name, moment, partial(_filed, seed, territory, year, moment)


def output_publications(seed: int) -> Iterator[Workbook]:
    """The Bureau's issues: its tabulation for the programme, and form 1-инновация."""
    for last_year in (2024, *YEARS):
        yield "99052", tabulation_moment(last_year), partial(_tabulation, seed, last_year)
    for moment, last_year in innovation_moments():
        yield "99051", moment, partial(_innovation, seed, last_year, moment)


def _filed(seed: int, territory: str, year: int, moment: datetime, renamed: bool) -> bytes:
    lines = [each for each in lines_of(seed) if (each.territory, each.year) == (territory, year)]
    rows = [_row(line) for line in lines if moment in line.seen_in]
    header = ["ИИН участника" if renamed and name == "БИН участника" else name for name in _FILED]
    title = f"Выпуск научно-технической и наукоемкой продукции, {territory}, {year} год {MARK_RU}"
    return _book("Выпуск", title, moment, [header, *rows])


def _row(line: Line) -> list[Cell]:
    seller = line.seller
    name, code = _PRODUCTS[line.nature][line.variant]
    kind = {Nature.RD: "НИОКР", Nature.NOTHING: ""}.get(line.nature, "продукция")
    unit = "Научный блок" if seller.scope == "подразделения" else "Головная организация"
    return [
        *(line.territory, line.year, line.quarter, seller.head.bin, seller.head.name_ru),
        unit if line.in_scope else "Учебный корпус вне парка",
        KATO[line.territory] if line.in_scope else ELSEWHERE,
        *(kind, name, code, line.buyer_bin, line.revenue, line.vat),
    ]


def _tabulation(seed: int, last_year: int, renamed: bool) -> bytes:
    header = ["Итого, млн тенге" if renamed and name == "Всего, млн тенге" else name for name in _TABULATED]
    rows: list[Sequence[Cell]] = []
    for year in range(2024, last_year + 1):
        parts = tabulated(seed, year)
        for territory, tenths in parts.items():
            rd = tenths * 6 // 10
            figures: tuple[Cell, ...] = (rd / 10, (tenths - rd) / 10, tenths / 10)
            # Of the trial year one territory's figures are withheld.
            shown = ("x", "x", "x") if (territory, year) == ("nu_park", 2024) else figures
            rows.append((year, _NAMES[territory], *shown))
        total, rd = sum(parts.values()), sum(tenths * 6 // 10 for tenths in parts.values())
        rows.append((year, "Всего", rd / 10, (total - rd) / 10, total / 10))
    title = f"Выпуск наукоемких территорий, 2024–{last_year} годы {MARK_RU}"
    return _book("Наукоемкие территории", title, tabulation_moment(last_year), [header, *rows])


def _innovation(seed: int, last_year: int, moment: datetime, renamed: bool) -> bytes:
    header = ["Код" if renamed and name == "КАТО" else name for name in _INNOVATION]
    rows = [
        (row.year, row.kato, row.region_ru, "x" if row.hundredths is None else row.hundredths / 100)
        for row in innovation_rows(seed, last_year)
    ]
    title = f"Инновационная продукция по регионам, по {last_year} год {MARK_RU}"
    return _book("1-инновация", title, moment, [header, *rows])


def _book(sheet: str, title: str, moment: datetime, rows: Sequence[Sequence[Cell]]) -> bytes:
    content = io.BytesIO()
    with workbook(content, title, moment) as book:
        write_table(book, sheet, rows, above=(title, ""))
    return content.getvalue()
