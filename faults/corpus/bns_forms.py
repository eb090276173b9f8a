"""The Bureau of National Statistics: tabulations of forms 1-наука and 1-инвест."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from faults.corpus.bns import GONE, NOT_SUM, REVISED, UNREADABLE
from faults.corpus.sheets import (
    LOOK_ALIKE,
    below,
    beside,
    change,
    drop_rows,
    exchange,
    head,
    last,
    numbers,
    shift,
    with_part,
)
from faults.fault import Place, fault
from faults.forms import BYTES, XLSX

SCIENCE, INVESTMENT = "bns.science_form", "bns.investment_form"
OF_SCIENCE, OF_INVESTMENT = r"upload/990301_", r"upload/900104_"
PERSONS, STAFF, FTE = "Исследователи по основному", "Работники, выполнявшие", "Исследователи в эквиваленте"
OWN, LOANS, QUASI_STATE = "Собственные средства", "Кредиты банков", "Средства квазигосударственных"
YEAR = "Год"


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"fte|rate|full-time|{NOT_SUM}|{REVISED}", (1, 4, 8))
def science_rate_as_headcount(book: Any, size: float, _: Random) -> None:
    """The column of researchers holds researchers per million inhabitants."""
    change(last(below(book.active, PERSONS), size), lambda persons: round(persons / 20.3))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"fte|full-time|whole persons|{NOT_SUM}|{REVISED}", (1, 4, 7))
def science_fte_as_headcount(book: Any, size: float, _: Random) -> None:
    """The column of researchers holds full-time equivalents, rounded to whole persons."""
    for cell in last(numbers(below(book.active, FTE)), size):
        beside(cell, -2).value = round(cell.value)


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"staff|{NOT_SUM}|{REVISED}", (1, 4, 8))
def science_staff_as_researchers(book: Any, size: float, _: Random) -> None:
    """All who did R&D are counted as researchers, and there is no other number."""
    for cell in last(below(book.active, STAFF), size):
        beside(cell, -1).value = cell.value


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"zero|withheld|fte|{NOT_SUM}|{REVISED}", (1, 3, 8))
def science_withheld_as_zero(book: Any, size: float, _: Random) -> None:
    """Withheld numbers of researchers come as 0 in place of x."""
    change(below(book.active, PERSONS)[: int(size)], lambda _: 0)


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, r"year is no year|not a year|readable", (1, 4, 8))
def science_footnote_in_the_year(book: Any, size: float, _: Random) -> None:
    """The digit of a footnote sticks to the year: 2025¹ has become 20251."""
    change(last(below(book.active, YEAR), size), lambda year: int(f"{year}1"))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, r"year is no year|not a year|readable", (1, 4, 8))
def science_years_as_dates(book: Any, size: float, _: Random) -> None:
    """Years are formatted as dates: 2025 is a day of 1905."""
    change(last(below(book.active, YEAR), size), lambda year: date(1899, 12, 30) + timedelta(days=year))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.READER, r"twice|two columns|repeat", (0.9, 0.5, 0.1))
def science_heading_twice(book: Any, size: float, _: Random) -> None:
    """A table of part of the researchers stands to the right under the same heading."""
    top = head(book.active, PERSONS)
    beside(top, 4).value = top.value
    for cell in below(book.active, PERSONS):
        beside(cell, 4).value = round(cell.value * size)


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.READER, r"no column", (1, 3, 6))
def science_headings_renamed(book: Any, size: float, _: Random) -> None:
    """Headings are worded otherwise than before."""
    change(book.active[4][: int(size)], lambda text: f"Показатель: {text.lower()}")


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.READER, r"no column|merged", (2, 3, 4))
def science_headings_merged(book: Any, size: float, _: Random) -> None:
    """Headings of neighbouring columns are merged into one."""
    book.active.merge_cells(start_row=4, end_row=4, start_column=3, end_column=2 + int(size))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"{NOT_SUM}|total", (1, 20, 500))
def science_total_does_not_add_up(book: Any, size: float, _: Random) -> None:
    """The total of the newest year has some persons more than the territories."""
    change(last(below(book.active, PERSONS), 1), lambda persons: persons + int(size))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"whole_years|every territory|{GONE}", (1, 3, 4))
def science_rows_missing(book: Any, size: float, _: Random) -> None:
    """The last rows, at worst those of the newest year altogether, are not there."""
    drop_rows(book.active, last(below(book.active, YEAR), size))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.MENDED, r"^$", (1, 3, 8))
def science_latin_letters(book: Any, size: float, _: Random) -> None:
    """Names of territories have Latin letters that look like Cyrillic ones."""
    change(last(below(book.active, "Территория"), size), lambda name: name.translate(LOOK_ALIKE))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"staff|{NOT_SUM}|{REVISED}", (2, 3, 8))
def science_slips_a_row(book: Any, size: float, _: Random) -> None:
    """The last numbers of researchers stand one row too low."""
    shift(last(below(book.active, PERSONS), size))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, rf"same|equal|repeat|copied|{NOT_SUM}|{REVISED}", (1, 2, 4))
def science_of_the_year_before(book: Any, size: float, _: Random) -> None:
    """Rows of the newest year have the figures of the year before."""
    for cell in last(below(book.active, YEAR), size):
        for by in range(1, 5):
            beside(cell, by).value = book.active.cell(cell.row - 4, cell.column + by).value


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, r"territory|formula|readable", (1, 3, 8))
def science_command_as_name(book: Any, size: float, _: Random) -> None:
    """A formula that calls a program stands in place of a territory's name."""
    change(last(below(book.active, "Территория"), size), lambda _: "=cmd|' /C calc'!A0")


@fault(SCIENCE, OF_SCIENCE, BYTES, Place.READER, r"sheet", (1, 5, 40))
def science_path_as_sheet_name(body: bytes, size: float, _: Random) -> bytes:
    """The sheet's name is a path out of any folder."""
    name = "../" * int(size) + "etc/x"
    return with_part(body, "xl/workbook.xml", lambda part: part.replace("1-наука".encode(), name.encode()))


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, UNREADABLE, (1, 4, 8))
def science_units_in_cells(book: Any, size: float, _: Random) -> None:
    """Numbers of researchers have their unit in the cell."""
    change(last(below(book.active, PERSONS), size), lambda persons: f"{persons} чел.")


@fault(SCIENCE, OF_SCIENCE, XLSX, Place.DELIVERY, r"future|not[ _]over|not begun", (2, 10, 74))
def science_of_the_future(book: Any, size: float, _: Random) -> None:
    """All years are too late."""
    change(below(book.active, YEAR), lambda year: year + int(size))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"scale|million|{NOT_SUM}|{REVISED}", (1, 4, 8))
def investment_in_millions(book: Any, size: float, _: Random) -> None:
    """The last rows are in millions of tenge, and the title still says thousands."""
    for year in last(below(book.active, YEAR), size):
        change(numbers([beside(year, by) for by in range(1, 8)]), lambda value: round(value / 1000, 1))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, r"\bunits?\b|scale|тенге|million", (1e3, 1e6, 1e-3))
def investment_in_another_unit(book: Any, size: float, _: Random) -> None:
    """The whole table is in millions, billions or single tenge, and the title says so."""
    unit = {1e3: "млн тенге", 1e6: "млрд тенге", 1e-3: "тенге"}[size]
    change([book.active["A1"]], lambda title: title.replace("тыс. тенге", unit))
    change(numbers([cell for row in book.active["C5:I12"] for cell in row]), lambda value: round(value / size, 6))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"zero|withheld|{NOT_SUM}|{REVISED}", (1, 2, 3))
def investment_withheld_as_zero(book: Any, size: float, _: Random) -> None:
    """Private money that is withheld in the newest year comes as 0 in place of x."""
    change(last(below(book.active, OWN)[:-1], size), lambda _: 0)


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"missing|merged|incomplete|{NOT_SUM}", (1, 4, 8))
def investment_sources_merged(book: Any, size: float, _: Random) -> None:
    """Own money and bank loans are one figure in two merged cells."""
    for cell in last(below(book.active, OWN), size):
        cell.value += beside(cell, 1).value
        beside(cell, 1).value = None


@fault(
    INVESTMENT,
    OF_INVESTMENT,
    XLSX,
    Place.DELIVERY,
    rf"quasi|another territory|{NOT_SUM}|{REVISED}",
    (1, 4, 8),
)
def investment_of_the_state_as_private(book: Any, size: float, _: Random) -> None:
    """Investors' own money and that of quasi-state bodies are exchanged."""
    exchange(last(below(book.active, OWN), size), last(below(book.active, QUASI_STATE), size))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, NOT_SUM, (0.001, 0.05, 0.5))
def investment_total_does_not_add_up(book: Any, size: float, _: Random) -> None:
    """The total of the newest year has more private money than the territories."""
    change(last(below(book.active, OWN), 1), lambda value: round(value * (1 + size), 1))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"every territory|{GONE}", (1, 3, 4))
def investment_of_an_earlier_year(book: Any, size: float, _: Random) -> None:
    """The last rows, at worst those of the newest year altogether, are not there."""
    drop_rows(book.active, last(below(book.active, YEAR), size))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"scale|decimal|beyond|{NOT_SUM}|{REVISED}", (1, 2, 3))
def investment_decimal_comma_lost(book: Any, size: float, _: Random) -> None:
    """A decimal comma is read as one between thousands: 73639,7 becomes 736397."""
    decimals = [cell for cell in below(book.active, OWN) if cell.value % 1]
    change(last(decimals, size), lambda value: int(str(value).replace(".", "")))


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"same|equal|imput|{NOT_SUM}|{REVISED}", (1, 2, 3))
def investment_imputed(book: Any, size: float, _: Random) -> None:
    """Territories' private money of the newest year is a third of the total each, and nobody says so."""
    for by in range(int(size)):
        *parts, total = (beside(cell, by) for cell in last(below(book.active, OWN), 4))
        for part in parts:
            part.value = round(total.value / 3, 1)


@fault(INVESTMENT, OF_INVESTMENT, XLSX, Place.DELIVERY, rf"another territory|{NOT_SUM}|{REVISED}", (1, 3, 7))
def investment_territories_swapped(book: Any, size: float, _: Random) -> None:
    """Two parks have each other's money in the newest year; sums stay as they are."""
    first, second = last(below(book.active, OWN), 4)[:2]
    columns = sorted(range(-1, 6), key=lambda by: not 0 <= by < 3)[: int(size)]
    exchange([beside(first, by) for by in columns], [beside(second, by) for by in columns])


@fault(
    INVESTMENT,
    OF_INVESTMENT,
    XLSX,
    Place.DELIVERY,
    r"(?is)(investment.*(stale|2026|fresh|no new)|(stale|2026|fresh|no new).*investment)",
    (1, 30, 400),
    later=timedelta(days=500),
)
def investment_stale_under_a_new_date(book: Any, size: float, _: Random) -> None:
    """More than a year later the workbook comes with another date of its update, and with no figure of a new year."""
    change([book.active["A2"]], lambda _: f"Обновлено {15 + int(size) % 15}.07.2028")
