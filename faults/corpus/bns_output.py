"""The Bureau of National Statistics: innovative output by region, and what science-intensive territories ship."""

from __future__ import annotations

from random import Random
from typing import Any

from faults.corpus.bns import GONE, NOT_SUM, REVISED, UNREADABLE
from faults.corpus.sheets import below, beside, change, drop_rows, head, last, numbers, shift
from faults.fault import Place, fault
from faults.forms import XLSX, some

INNOVATION, OUTPUT = "bns.innovation_form", "bns.science_output_form"
OF_INNOVATION, OF_OUTPUT = r"upload/99051_", r"upload/99052_"
INNOVATIVE, OVERALL = "Объем инновационной", "Всего, млн"


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"implausible|thousand|million|{REVISED}", (1, 2, 4))
def innovation_in_thousands(book: Any, size: float, _: Random) -> None:
    """The latest years are in thousands of tenge under the heading of millions."""
    change(numbers(last(below(book.active, INNOVATIVE), 21 * size)), lambda value: value * 1000)


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"year to date|{REVISED}", (9, 6, 3))
def innovation_year_to_date(book: Any, size: float, _: Random) -> None:
    """The newest year is counted to the end of a quarter only."""
    change(numbers(last(below(book.active, INNOVATIVE), 21)), lambda value: round(value * size / 12, 2))


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"implausible|{NOT_SUM}|{REVISED}", (1, 2, 4))
def innovation_slips_a_row(book: Any, size: float, _: Random) -> None:
    """Figures of the latest years stand one row too low: the nation has those of a city."""
    shift(last(below(book.active, INNOVATIVE), 21 * size))


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"{NOT_SUM}|beyond", (0.001, 0.05, 0.5))
def innovation_nation_below_regions(book: Any, size: float, _: Random) -> None:
    """The nation's figure of the newest year is less than those shown of its regions together."""
    nation, *regions = last(below(book.active, INNOVATIVE), 21)
    nation.value = round(sum(cell.value for cell in numbers(regions)) * (1 - size), 2)


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, r"nine digits|nation", (1, 2, 4))
def innovation_codes_as_numbers(book: Any, size: float, _: Random) -> None:
    """The nation's code has become a number: nine zeros are one."""
    nations = [cell for cell in below(book.active, "КАТО") if cell.value == "000000000"]
    change(last(nations, size), int)


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"zero|withheld|{NOT_SUM}|{REVISED}", (0.1, 0.5, 1))
def innovation_withheld_as_zero(book: Any, size: float, chance: Random) -> None:
    """Withheld figures of regions come as 0 in place of x."""
    withheld = [cell for cell in below(book.active, INNOVATIVE) if cell.value == "x"]
    change(some(withheld, size, chance), lambda _: 0)


@fault(INNOVATION, OF_INNOVATION, XLSX, Place.DELIVERY, rf"region|{GONE}", (1, 2, 3))
def innovation_new_regions_missing(book: Any, size: float, _: Random) -> None:
    """The regions of 2022 have no rows."""
    gone = ("Абай", "Жетісу", "Ұлытау")[: int(size)]
    drop_rows(book.active, [cell for cell in below(book.active, "Регион") if cell.value in gone])


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, rf"implausible|thousand|{NOT_SUM}|{REVISED}", (1, 4, 8))
def output_in_thousands(book: Any, size: float, _: Random) -> None:
    """The last rows are in thousands of tenge under the heading of millions."""
    for cell in last(below(book.active, OVERALL), size):
        change(numbers([beside(cell, by) for by in (-2, -1, 0)]), lambda value: value * 1000)


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, rf"beyond|{NOT_SUM}|{REVISED}", (1, 4, 7))
def output_without_research(book: Any, size: float, _: Random) -> None:
    """The last rows' overall figure is that of products alone."""
    for cell in last(numbers(below(book.active, OVERALL)), size):
        cell.value = beside(cell, -1).value


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, r"repeated|twice", (1, 4, 8))
def output_rows_twice(book: Any, size: float, _: Random) -> None:
    """Rows are copied below the table."""
    for cell in last(below(book.active, "Год"), size):
        book.active.append([beside(cell, by).value for by in range(5)])


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, rf"zero|withheld|{NOT_SUM}", (1, 2, 3))
def output_withheld_as_zero(book: Any, size: float, _: Random) -> None:
    """Withheld figures come as 0 in place of x, the overall one first."""
    withheld = [cell for cell in below(book.active, OVERALL) if cell.value == "x"]
    change([beside(cell, -by) for cell in withheld for by in range(int(size))], lambda _: 0)


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, UNREADABLE, (1, 4, 7))
def output_both_separators(book: Any, size: float, _: Random) -> None:
    """Figures are text with a comma between thousands and a decimal dot."""
    change(last(numbers(below(book.active, OVERALL)), size), lambda value: f"{value:,.1f}")


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, r"\byear\b|merged", (2, 3, 4))
def output_years_merged(book: Any, size: float, _: Random) -> None:
    """The cells of a year are merged over its territories, and all but the first hold nothing."""
    first = head(book.active, "2024").row
    book.active.merge_cells(start_row=first, end_row=first + int(size) - 1, start_column=1, end_column=1)


@fault(OUTPUT, OF_OUTPUT, XLSX, Place.DELIVERY, rf"method|break|tax|{REVISED}", (1.05, 1.12, 1.5))
def output_with_tax(book: Any, size: float, _: Random) -> None:
    """Figures of all years include value added tax or more, a break in method that nothing tells of."""
    cells = [cell for text in ("Выполнено", "Отгружено", OVERALL) for cell in below(book.active, text)]
    change(numbers(cells), lambda value: round(value * size, 3))
