"""Workbooks about researchers: those that territories file, and the Bureau's tabulation of form 1-наука."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sample_world.participants import MARK_RU
from sample_world.science import YEARS, Staff, filed, issue_moment, last_day, tabulated
from sample_world.times import register_moment
from sample_world.workbooks import Cell, workbook, write_table

# The number that naukograd's configuration expects; the Bureau has no such address.
FORM_ELEMENT = "990301"
FORM_SHEET, FILED_SHEET = "1-наука", "Исследователи"
_FILED_HEADER = (
    "БИН",
    "Наименование организации",
    "Наименование подразделения",
    "КАТО подразделения",
    "Опытно-производственное подразделение",
    "Исследователи по основному месту работы, человек",
    "Исследователи-совместители, человек",
    "Работники, выполнявшие НИОКР, всего, человек",
    "Исследователи в эквиваленте полной занятости",
    "Дата, на которую приведены сведения",
)
_FORM_HEADER = (
    "Территория",
    "Год",
    "Исследователи по основному месту работы, человек",
    "Работники, выполнявшие НИОКР, человек",
    "Исследователи в эквиваленте полной занятости",
    "Внутренние затраты на НИОКР, млн тенге",
)
_NAMES = {
    "inp_park": "НТП на базе Института ядерной физики",
    "nu_park": 'НТП на базе АОО "Назарбаев Университет"',
    "kurchatov": "Наукоград Курчатов",
}
# Internal expenditure on R&D per full-time equivalent, million tenge.
_SPENT_PER_FTE = {"inp_park": Decimal("7.4"), "nu_park": Decimal("9.1"), "kurchatov": Decimal("8.2")}


def filed_workbook(seed: int, year: int, territory: str, issue: date, *, renamed: bool = False) -> bytes:
    """What a territory filed on that day about a year; ``renamed`` heads the first column «ИИН»."""
    content = io.BytesIO()
    title = f"Исследователи {territory} на 31.12.{year} {MARK_RU}"
    header = ("ИИН" if renamed else _FILED_HEADER[0], *_FILED_HEADER[1:])
    rows = [_filed_row(staff, as_text=territory == "kurchatov") for staff in filed(seed, year, territory, issue)]
    with workbook(content, title, register_moment(issue)) as book:
        write_table(book, FILED_SHEET, [header, *rows], above=(title, ""))
    return content.getvalue()


def form_workbook(seed: int, year: int, *, renamed: bool = False) -> bytes:
    """The Bureau's issue that first holds ``year``, all earlier ones with it; ``renamed`` heads the first «Регион»."""
    content = io.BytesIO()
    title = f"Форма 1-наука по наукоемким территориям {MARK_RU}"
    header = ("Регион" if renamed else _FORM_HEADER[0], *_FORM_HEADER[1:])
    rows = [row for of_year in YEARS if of_year <= year for row in _form_rows(seed, of_year)]
    notes = (title, "x – значение не раскрывается в соответствии с законодательством", "")
    with workbook(content, title, issue_moment(year)) as book:
        write_table(book, FORM_SHEET, [header, *rows], above=notes)
    return content.getvalue()


def _filed_row(staff: Staff, *, as_text: bool) -> tuple[Cell, ...]:
    unit, day = staff.unit, last_day(staff.year)
    # One who says little withholds secondary jobs and has no full-time equivalents.
    is_silent = unit.owner.is_silent
    return (
        unit.bin,
        unit.owner.head.name_ru,
        unit.name_ru,
        unit.kato,
        "да" if unit.is_called_pilot else "нет",
        staff.main,
        "х" if is_silent else staff.secondary,
        staff.total,
        "–" if is_silent else float(staff.fte),
        f"{day:%d.%m.%Y}" if as_text else day,
    )


def _form_rows(seed: int, year: int) -> Iterator[tuple[Cell, ...]]:
    by_territory = tabulated(seed, year)
    spent = {
        territory: sum((staff.fte for staff in units), Decimal(0)) * _SPENT_PER_FTE[territory]
        for territory, units in by_territory.items()
    }
    for territory, units in by_territory.items():
        # Too few respondents stand behind these two cells of the Nazarbayev University's park.
        is_hidden = territory == "nu_park"
        main, total, fte = _sums(units)
        yield (
            _NAMES[territory],
            year,
            main,
            total,
            "x" if is_hidden and year == YEARS[0] else float(fte),
            "x" if is_hidden else float(spent[territory]),
        )
    main, total, fte = _sums(staff for units in by_territory.values() for staff in units)
    yield "Всего", year, main, total, float(fte), float(sum(spent.values()))


def _sums(units: Iterable[Staff]) -> tuple[int, int, Decimal]:
    rows = list(units)
    fte = sum((staff.fte for staff in rows), Decimal(0))
    return sum(staff.main for staff in rows), sum(staff.total for staff in rows), fte
