"""The Bureau of National Statistics: what its workbooks do that is no fault."""

from __future__ import annotations

from random import Random
from typing import Any

from faults.corpus.bns import EMPLOYED, EMPLOYMENT, GRP, PEOPLE, POPULATION, PRODUCT, TENGE
from faults.corpus.bns_forms import FTE, INVESTMENT, OF_INVESTMENT, OF_SCIENCE, SCIENCE, YEAR
from faults.corpus.bns_output import INNOVATION, INNOVATIVE, OF_INNOVATION, OF_OUTPUT, OUTPUT, OVERALL
from faults.corpus.sheets import below, beside, change, head, last, lower, numbers
from faults.fault import quirk
from faults.forms import XLSX


@quirk(POPULATION, PEOPLE, XLSX)
def population_lower_on_the_sheet(book: Any, _: float, __: Random) -> None:
    """A title and a blank line stand above each table."""
    for sheet in book.worksheets:
        lower(sheet, 2)
        sheet["A1"] = "Численность населения по регионам"


@quirk(POPULATION, PEOPLE, XLSX)
def population_with_notes_and_strays(book: Any, _: float, __: Random) -> None:
    """There is a sheet of notes, and a blank stands far below a table."""
    book.create_sheet("Примечания")["A1"] = "По данным на начало года"
    book["Все население"]["A500"] = " "


@quirk(POPULATION, PEOPLE, XLSX)
def population_names_spaced_otherwise(book: Any, _: float, __: Random) -> None:
    """Names have no-break spaces, others around them, and capitals."""
    change(below(book["Все население"], "Ұлытау"), lambda name: f" {name.upper()} ".replace(" ", "\u00a0"))


@quirk(GRP, PRODUCT, XLSX)
def grp_recalculated(book: Any, _: float, chance: Random) -> None:
    """The newest whole year is recalculated, region by region, by two hundredths at most, in both currencies alike."""
    factors = [chance.uniform(0.98, 1.02) for _ in below(book[TENGE], "2022 год")]
    for sheet in book.worksheets:
        for cell, factor in zip(below(sheet, "2022 год"), factors, strict=True):
            cell.value = round(cell.value * factor, 1)


@quirk(GRP, PRODUCT, XLSX)
def grp_with_a_new_year(book: Any, _: float, __: Random) -> None:
    """The whole year 2023 has come out, preliminary by a footnote."""
    for sheet in book.worksheets:
        before = [cell for cell in sheet[3] if str(cell.value or "").split()[-2:] == ["2023", "года"]][-1]
        beside(before, 1).value = "2023 год5)"
        for row in range(4, 26):
            nine_months = sheet.cell(row, before.column).value
            sheet.cell(row, before.column + 1).value = nine_months and round(nine_months * 1.45, 1)


@quirk(GRP, PRODUCT, XLSX)
def grp_numbers_as_text(book: Any, _: float, __: Random) -> None:
    """Figures are text with a decimal comma and no-break spaces between thousands."""
    cells = numbers(below(book[TENGE], "2022 год"))
    change(cells, lambda value: f"{value:,}".replace(",", "\u00a0").replace(".", ","))


@quirk(EMPLOYMENT, EMPLOYED, XLSX)
def employment_has_become_final(book: Any, _: float, __: Random) -> None:
    """The newest year is revised by a hundredth and no longer preliminary; a city has a footnote of its own."""
    sheet = book.worksheets[0]
    change(below(sheet, "2026 год"), lambda people: round(people * 1.01))
    head(sheet, "2026 год").value, head(sheet, "1)").value = "2026 год", "3) с учетом вахтовых работников"
    head(sheet, "г.Курчатов").value = "г.Курчатов3)"


@quirk(EMPLOYMENT, EMPLOYED, XLSX)
def employment_of_one_more_city(book: Any, _: float, __: Random) -> None:
    """Shymkent has joined the table, with dashes for the first years."""
    sheet = book.worksheets[0]
    sheet.insert_rows(8)
    for column, value in enumerate(("790000000", "г.Шымкент", "-", "-", 431_200, 436_900, 440_100), start=1):
        sheet.cell(8, column).value = value


@quirk(SCIENCE, OF_SCIENCE, XLSX)
def science_columns_in_another_order(book: Any, _: float, __: Random) -> None:
    """The year stands first, and a column more at the end."""
    sheet = book.active
    for row in range(4, 13):
        one, other = sheet.cell(row, 1), sheet.cell(row, 2)
        one.value, other.value = other.value, one.value
        sheet.cell(row, 7).value = "Организации" if row == 4 else 3


@quirk(SCIENCE, OF_SCIENCE, XLSX)
def science_from_the_second_column(book: Any, _: float, __: Random) -> None:
    """The table leaves the first column empty, for the looks of it."""
    book.active.insert_cols(1)


@quirk(SCIENCE, OF_SCIENCE, XLSX)
def science_with_a_footnote_below(book: Any, _: float, __: Random) -> None:
    """Below the table stand a blank line and a note on its figures."""
    book.active["A14"] = "1) без учета совместителей"


@quirk(SCIENCE, OF_SCIENCE, XLSX)
def science_withholds_more(book: Any, _: float, __: Random) -> None:
    """Full-time equivalents of a territory are withheld now, where few work."""
    last(below(book.active, FTE), 3)[0].value = "х"


@quirk(INVESTMENT, OF_INVESTMENT, XLSX)
def investment_headings_wrapped(book: Any, _: float, __: Random) -> None:
    """Headings are broken into lines by hand, and have a blank at the end."""
    change(book.active[4], lambda text: text.replace(" ", "\n", 1) + " ")


@quirk(INVESTMENT, OF_INVESTMENT, XLSX)
def investment_discloses_a_total(book: Any, _: float, __: Random) -> None:
    """What was withheld of a park is shown now: international money, and all money."""
    year = last(below(book.active, YEAR), 4)[0]
    parts = [beside(year, by).value for by in range(2, 7)]
    beside(year, 7).value, beside(year, 1).value = 40_000, round(sum(parts) + 40_000, 1)


@quirk(INNOVATION, OF_INNOVATION, XLSX)
def innovation_discloses_a_region(book: Any, _: float, __: Random) -> None:
    """A region's figure that was withheld is shown now."""
    last([cell for cell in below(book.active, INNOVATIVE) if cell.value == "x"], 1)[0].value = 1200.5


@quirk(OUTPUT, OF_OUTPUT, XLSX)
def output_numbers_as_text(book: Any, _: float, __: Random) -> None:
    """Figures are text with a decimal comma and spaces between thousands."""
    cells = numbers(below(book.active, OVERALL))
    change(cells, lambda value: f"{value:,.1f}".replace(",", " ").replace(".", ","))
