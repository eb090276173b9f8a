"""The workbooks about investment: what territories file, and form 1-инвест as the Bureau tabulates it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from sample_world.investments import Filing, FormRow, Investment, form, tabulated_at, tabulated_years
from sample_world.participants import MARK_RU
from sample_world.workbooks import Cell, workbook, write_table

INVESTMENT_ELEMENT = "900104"
_TERRITORY_NAMES = {
    "inp_park": "НТП на базе Института ядерной физики",
    "nu_park": 'НТП на базе АОО "Назарбаев Университет"',
    "kurchatov": "Наукоград Курчатов",
}
_FILED_HEADER = (
    *("Территория", "Год освоения", "Инвестор", "БИН инвестора", "Сектор инвестора", "Источник финансирования"),
    *("БИН получателя", "Роль получателя", "Код объекта", "Объект или цель вложения"),
    *("Освоено за год, тыс. тенге", "Обязательства, не освоено, тыс. тенге", "Валюта", "Дата акта"),
)
_FORM_HEADER = (
    *("Наукоемкая территория", "Год", "Инвестиции в основной капитал, всего"),
    *("Собственные средства частных инвесторов", "Кредиты банков второго уровня частным инвесторам"),
    *("Средства иностранных частных инвесторов", "Средства квазигосударственных организаций"),
    *("Бюджетные средства", "Средства международных организаций"),
)


def investment_workbook(filing: Filing, *, renamed: bool = False) -> bytes:
    """A territory's filing as xlsx; ``renamed`` heads the amounts «Сумма».

    Kurchatov writes numbers and days as text, as people do.
    """
    header = ["Сумма" if renamed and name.startswith("Освоено") else name for name in _FILED_HEADER]
    lines = [[_as_filed(filing.territory, cell) for cell in _filed_cells(row)] for row in filing.rows]
    title = f"Инвестиции в развитие территории {filing.territory} за {filing.year} год {MARK_RU}"
    content = io.BytesIO()
    with workbook(content, title, filing.moment) as book:
        write_table(book, "Инвестиции", [header, *lines], above=(title, "", "Суммы приводятся в тысячах тенге"))
    return content.getvalue()


def investment_form_workbook(seed: int, last_year: int, *, renamed: bool = False) -> bytes:
    """The issue that ends with ``last_year``: each year so far with its row for all; ``renamed`` spoils the total's."""
    header = ["Итого" if renamed and name.endswith("всего") else name for name in _FORM_HEADER]
    moment = tabulated_at(last_year)
    lines = [line for year in tabulated_years(moment) for line in _lines_of_year(year, form(seed, year))]
    title = f"Инвестиции в основной капитал по наукоемким территориям, форма 1-инвест, тыс. тенге {MARK_RU}"
    content = io.BytesIO()
    with workbook(content, title, moment) as book:
        write_table(book, "1-инвест", [header, *lines], above=(title, f"Обновлено {moment:%d.%m.%Y}", ""))
    return content.getvalue()


def _filed_cells(row: Investment) -> list[Cell]:
    return [
        row.territory,
        float(row.year),
        row.investor,
        row.investor_bin,
        row.sector,
        row.finance_source,
        row.recipient_bin,
        "участник" if row.recipient else "управляющая компания",
        row.object_code,
        f"Объект {row.object_code} {MARK_RU}",
        row.spent / 10,
        None if row.committed is None else row.committed / 10,
        "тенге",
        row.act,
    ]


def _as_filed(territory: str, cell: Cell) -> Cell:
    if territory != "kurchatov":
        return cell
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return f"{cell:,.1f}".replace(",", "\u00a0").replace(".", ",") if isinstance(cell, float) and cell > 9_999 else cell


def _lines_of_year(year: int, rows: dict[str, FormRow]) -> Iterator[list[Cell]]:
    for territory, row in rows.items():
        international = "х" if row.is_withheld else row.international / 10
        total = "х" if row.is_withheld else row.total / 10
        parts = (row.own, row.bank_loans, row.foreign, row.quasi_state, row.budget)
        yield [_TERRITORY_NAMES[territory], year, total, *(part / 10 for part in parts), international]
    columns = [
        (row.total, row.own, row.bank_loans, row.foreign, row.quasi_state, row.budget, row.international)
        for row in rows.values()
    ]
    yield ["Всего", year, *(sum(column) / 10 for column in zip(*columns, strict=True))]
