"""What managing companies hand in about a year: researchers (workbooks in a drop folder)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from faults.corpus.tables import Table, as_text, change, change_some, exchange, rename, strangers
from faults.fault import Place, fault, quirk
from faults.forms import XLSX, some

RESEARCHERS = "filings.researchers"
STAFFED, SCHOOLED = "researchers_inp_park_2026_2027-03-26", "researchers_nu_park_2026_2027-03-29"
UNREADABLE = "fully_readable|quarantin"
BEFORE = r"continu|changed|vanish|before|previous|tabulat|differ"
"""How a figure may be told from the year before, the workbook before, or the Bureau's tabulation."""
SCALE = rf"thousand|million|scale|times|{BEFORE}"
MAIN, OTHERS = "Исследователи по основному месту работы, человек", "Исследователи-совместители, человек"
STAFF, FTE = "Работники, выполнявшие НИОКР, всего, человек", "Исследователи в эквиваленте полной занятости"
UNIT, KATO, COUNTED = "Наименование подразделения", "КАТО подразделения", "Дата, на которую приведены сведения"


@fault(RESEARCHERS, STAFFED, XLSX, Place.READER, "no column", (1, 2, 4))
def researchers_columns_renamed(book: Any, size: float, _: Random) -> None:
    """The form has new headers."""
    rename(book, [MAIN, OTHERS, STAFF, FTE], size, lambda name: name.replace("человек", "чел.").replace("полной ", ""))


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"rate_as_headcount|rate|{SCALE}", (1, 5, 40))
def researchers_rate_for_headcount(book: Any, size: float, _: Random) -> None:
    """Researchers per million inhabitants stand where their number is asked for, in the largest units first."""
    table = Table(book)
    for row in table.largest(MAIN, size):
        change([table.at(row, MAIN)], lambda persons: persons * 77)


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, "implausible_headcount|fte_as_headcount|whole persons", (1, 5, 40))
def researchers_fte_for_headcount(book: Any, size: float, _: Random) -> None:
    """Full-time equivalents stand where persons are asked for, in the largest units first."""
    table = Table(book)
    for row in table.largest(FTE, size):
        table.at(row, MAIN).value = table.at(row, FTE).value


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"fte_as_headcount|full-time|equivalent|{BEFORE}", (0.5, 0.75, 1))
def researchers_rounded_fte_for_headcount(book: Any, size: float, _: Random) -> None:
    """The same, rounded to whole persons, in most of the units."""
    table = Table(book)
    for row in table.largest(FTE, len(table.rows) * size):
        table.at(row, MAIN).value = round(table.at(row, FTE).value)


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"more_researchers_than_staff|column|{BEFORE}", (1, 2, 3))
def researchers_columns_exchanged(book: Any, size: float, _: Random) -> None:
    """Two columns of persons have moved, and the header has not."""
    exchange(book, MAIN, (STAFF, OTHERS, FTE)[int(size) - 1])


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"fte_as_headcount|zero|\bnone\b|{BEFORE}", (1, 3, 12))
def researchers_marks_as_zeros(book: Any, size: float, _: Random) -> None:
    """Where a unit's figure is withheld or not known, the workbook says 0."""
    table = Table(book)
    for row in table.largest(MAIN, size):
        table.at(row, MAIN).value = 0


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"{UNREADABLE}|missing mark", (1, 3, 12))
def researchers_marks_for_figures(book: Any, size: float, _: Random) -> None:
    """Units have a dash or three dots in place of researchers."""
    for at, cell in enumerate(Table(book)[MAIN][: int(size)]):
        cell.value = "-…–"[at % 3]


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, "withheld|confidential", (1, 3, 12))
def researchers_withheld_from_the_ministry(book: Any, size: float, _: Random) -> None:
    """Units withhold from the ministry how many researchers they have: x."""
    change(Table(book)[MAIN][: int(size)], lambda _: "х")


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"unit_twice|total|итог|sum|{BEFORE}", (1, 2, 3))
def researchers_totals_among_units(book: Any, size: float, _: Random) -> None:
    """Organisations of several units have a row that adds these up."""
    table = Table(book)
    bins = [cell.value for cell in table["БИН"]]
    several = [bin_ for bin_, count in Counter(bins).items() if count > 1]
    for bin_ in several[: int(size)]:
        rows = [row for row, each in zip(table.rows, bins, strict=False) if each == bin_]
        table.sheet.append(table.values(rows[0]))
        total = table.sheet.max_row
        table.at(total, UNIT).value = "Итого по организации"
        for header in (MAIN, OTHERS, STAFF, FTE):
            table.at(total, header).value = sum(table.at(row, header).value for row in rows)


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, "counted_on_another_day|31 December", (1, 31, 365))
def researchers_counted_on_another_day(book: Any, size: float, _: Random) -> None:
    """Persons were counted a day after New Year's Eve, a month later, or a year before, as in last year's workbook."""
    days = timedelta(-365 if size == 365 else size)
    change(Table(book)[COUNTED], lambda day: day + days)


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"imput|estimat|same|alike|identical|{BEFORE}", (4, 12, 25))
def researchers_imputed(book: Any, size: float, _: Random) -> None:
    """Who did not answer was given the mean of the others, and nothing tells: units with the very same figures."""
    table = Table(book)
    for row in list(table.rows)[-int(size) :]:
        for header, value in ((MAIN, 9), (OTHERS, 2), (STAFF, 15), (FTE, 8.4)):
            table.at(row, header).value = value


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, "unit_twice", (1, 3, 10))
def researchers_units_repeated(book: Any, size: float, _: Random) -> None:
    """Units stand in the workbook twice, the second time in other letters and spaces."""
    table = Table(book)
    for row in list(table.rows)[: int(size)]:
        table.sheet.append(table.values(row))
        change([table.at(table.sheet.max_row, UNIT)], lambda name: name.upper().replace(" ", "  "))


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"not_shrunk|missing|lost|fewer|{BEFORE}", (0.02, 0.34, 0.8))
def researchers_units_left_out(book: Any, size: float, chance: Random) -> None:
    """Units that were in the workbook are no longer there: one, a third, most."""
    table = Table(book)
    table.lose(some(table.rows, size, chance))


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, f"not a number|{UNREADABLE}", (0.02, 0.3, 1))
def researchers_units_of_measure_in_cells(book: Any, size: float, chance: Random) -> None:
    """Cells say «чел.» after the number."""
    change_some(Table(book)[MAIN], size, chance, lambda persons: f"{persons} чел.")


@fault(
    RESEARCHERS,
    STAFFED,
    XLSX,
    Place.DELIVERY,
    rf"more_researchers_than_staff|rate_as_headcount|{BEFORE}",
    (1, 3, 12),
)
def researchers_footnotes_glued_on(book: Any, size: float, _: Random) -> None:
    """The digit of a footnote has become the last digit of a number."""
    change(Table(book)[MAIN][: int(size)], lambda persons: persons * 10 + 1)


@fault(RESEARCHERS, SCHOOLED, XLSX, Place.DELIVERY, rf"kato|place|scope|moved|{BEFORE}", (1, 2, 4))
def researchers_of_other_schools(book: Any, size: float, _: Random) -> None:
    """Units outside the park have the code of the park's place: the whole university counts."""
    table = Table(book)
    outside = [cell for cell in table[KATO] if cell.value in ("711310000", "711110000")]
    change(outside[: int(size)], lambda _: "711210000")


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, "unit_without_participant|no participant", (1, 3, 12))
def researchers_of_strangers(book: Any, size: float, _: Random) -> None:
    """Units have BINs that no register names."""
    for cell, stranger in zip(Table(book)["БИН"][: int(size)], strangers(), strict=False):
        cell.value = stranger


@fault(RESEARCHERS, STAFFED, XLSX, Place.DELIVERY, rf"formula|missing|{UNREADABLE}", (0.02, 0.3, 1))
def researchers_formulas_without_values(book: Any, size: float, chance: Random) -> None:
    """Cells hold formulas that nothing has computed."""
    change_some(Table(book)[MAIN], size, chance, lambda persons: f"={persons}+0")


@fault(RESEARCHERS, STAFFED, XLSX, Place.MENDED, ".*", (1, 2, 3))
def researchers_of_a_pilot_unit_unmarked(book: Any, size: float, _: Random) -> None:
    """A pilot unit is not marked as such, or in letters of another alphabet; the register knows it by its name."""
    table = Table(book)
    marked = [cell for cell in table["Опытно-производственное подразделение"] if cell.value == "да"]
    change(marked, lambda _: "нет")
    if size > 1:
        change([table.at(cell.row, UNIT) for cell in marked], lambda name: name.replace("а", "a"))
    if size > 2:
        change([table.at(cell.row, UNIT) for cell in marked], lambda name: name.replace("о", "o"))


# No faults.


@quirk(RESEARCHERS, STAFFED, XLSX)
def researchers_one_less(book: Any, _: float, __: Random) -> None:
    """A unit corrects its count by one person, full-time equivalents with it."""
    table = Table(book)
    for header in (MAIN, STAFF, FTE):
        table[header][5].value -= 1


@quirk(RESEARCHERS, STAFFED, XLSX)
def researchers_figures_as_text(book: Any, _: float, __: Random) -> None:
    """Figures are text with decimal commas, days are typed, and «нет» is written with a capital."""
    table = Table(book)
    change([*table[MAIN], *table[FTE]], lambda figure: str(figure).replace(".", ","))
    change(table[COUNTED], as_text)
    change(table["Опытно-производственное подразделение"], str.capitalize)
