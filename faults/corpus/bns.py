"""The Bureau of National Statistics: workbooks of population, gross regional product and employment."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from random import Random
from typing import Any

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
from faults.forms import BYTES, REPLY, XLSX, some
from sample_world.site import HTML, Reply, error_page

POPULATION, GRP, EMPLOYMENT = "bns.population", "bns.grp_per_capita", "bns.employment_by_city"
PEOPLE, PRODUCT, EMPLOYED = r"upload/6584_", r"upload/5930_", r"upload/102798_"
NEW_REGIONS = {"Абай": "Восточно-Казахстанская", "Жетісу": "Алматинская", "Ұлытау": "Карагандинская"}
"""Regions of 2022, each with the one that it was part of."""

REVISED = r"revis|previous|issue before|used to|no longer|jump|steady|differs from"
"""Figures already published have become others."""
GONE = r"shrunk|vanish|gone|missing|lost|still there|no longer|incomplete"
NOT_SUM = r"add up|add_up|\bsum\b"
UNREADABLE = r"not a number|unreadable|readable"
TENGE, DOLLARS = "тыс.тенге", "в долларах США"


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{NOT_SUM}|thousand|in parts", (1, 3, 24))
def population_in_thousands(book: Any, size: float, _: Random) -> None:
    """The latest years of the sheet of all people are in thousands, and nothing says so."""
    for year in range(2024 - int(size), 2024):
        change(numbers(below(book["Все население"], str(year))), lambda people: round(people / 1000))


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, r"zero|before|existed|no people|implausible", (0.01, 0.3, 1))
def population_dash_as_zero(book: Any, size: float, chance: Random) -> None:
    """Regions that did not exist yet have 0 people in place of a dash."""
    dashes = [cell for row in book["Все население"].iter_rows() for cell in row if cell.value == "-"]
    change(some(dashes, size, chance), lambda _: 0)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{NOT_SUM}|{REVISED}", (1, 3, 8))
def population_regions_swapped(book: Any, size: float, _: Random) -> None:
    """Pairs of regions stand under each other's names in the sheet of all people."""
    names = below(book["Все население"], "Республика Казахстан")[: 2 * int(size)]
    exchange(names[::2], names[1::2])


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{NOT_SUM}|{REVISED}", (3, 10, 20))
def population_slips_a_row(book: Any, size: float, _: Random) -> None:
    """The last regions' figures of the newest year are pasted one row too low."""
    shift(last(below(book["Все население"], "2023"), size))


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, NOT_SUM, (0.001, 0.02, 0.5))
def population_nation_beyond_regions(book: Any, size: float, _: Random) -> None:
    """The nation's row of the newest year is more than its regions together."""
    change(below(book["Все население"], "2023")[:1], lambda people: round(people * (1 + size)))


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, r"regions?[ _]missing|every region", (1, 2, 3))
def population_new_regions_missing(book: Any, size: float, _: Random) -> None:
    """The regions of 2022 are not in the workbook yet."""
    for sheet in book.worksheets:
        cells = [row[0] for row in sheet.iter_rows()]
        drop_rows(sheet, [cell for cell in cells if cell.value in list(NEW_REGIONS)[: int(size)]])


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"region|{NOT_SUM}", (1, 2, 3))
def population_in_old_borders(book: Any, size: float, _: Random) -> None:
    """The people of regions of 2022 are counted to the regions that they were part of, as before."""
    sheet = book["Все население"]
    for new, old in list(NEW_REGIONS.items())[: int(size)]:
        for year in ("2022", "2023"):
            column = head(sheet, year).column
            gone, heir = (sheet.cell(head(sheet, name).row, column) for name in (new, old))
            heir.value, gone.value = heir.value + gone.value, "-"


@fault(POPULATION, PEOPLE, XLSX, Place.MENDED, r"^$", (0.05, 0.5, 1))
def population_latin_letters(book: Any, size: float, chance: Random) -> None:
    """Names of regions have Latin letters that look like Cyrillic ones."""
    change(some(below(book["Все население"], "Абай"), size, chance), lambda name: name.translate(LOOK_ALIKE))


@fault(POPULATION, PEOPLE, XLSX, Place.MENDED, r"^$", (1, 2, 3))
def population_decomposed_names(book: Any, size: float, _: Random) -> None:
    """A sheet saved on another system has й as и with a sign above."""
    for sheet in book.worksheets[: int(size)]:
        cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        change(cells, lambda text: unicodedata.normalize("NFD", text))


@fault(POPULATION, PEOPLE, XLSX, Place.MENDED, r"^$", (0.05, 0.5, 1))
def population_footnotes_on_names(book: Any, size: float, chance: Random) -> None:
    """Names of regions come with the digit of a new footnote glued on."""
    names = below(book["Все население"], "Туркестанская")
    change(some(names, size, chance), lambda name: f"{name}3)")


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, r"footnote|repeated|missing", (1, 3, 8))
def population_footnote_of_another(book: Any, size: float, _: Random) -> None:
    """The footnote of the former South Kazakhstan is set at other regions too, so that their years become its own."""
    for sheet in book.worksheets:
        change(below(sheet, "Абай")[2 : 2 + int(size)], lambda name: f"{name.strip()} 1")


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"merged|empty|no figure|{GONE}|{NOT_SUM}", (1, 5, 21))
def population_years_merged(book: Any, size: float, _: Random) -> None:
    """Cells of the two newest years are merged, and the second figure is lost."""
    sheet = book["Все население"]
    for cell in below(sheet, "2022")[: int(size)]:
        sheet.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, r"blocks_missing|table_found|tables?\b.*missing", (1, 2, 3))
def population_sheets_missing(book: Any, size: float, _: Random) -> None:
    """Sheets are left out of the workbook."""
    book.create_sheet("Лист1")
    for sheet in book.worksheets[-1 - int(size) : -1]:
        book.remove(sheet)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{UNREADABLE}|in parts|comma", (0.002, 0.1, 1))
def population_commas_part_thousands(book: Any, size: float, chance: Random) -> None:
    """Figures are text with thousands parted by commas, as in English: 966,853 looks like a decimal."""
    cells = numbers([cell for row in book["Все население"].iter_rows(min_row=2) for cell in row])
    change(some(cells, size, chance), lambda people: f"{people:,}")


@fault(POPULATION, PEOPLE, BYTES, Place.READER, r"sheet|not a sound xlsx", (1, 4, 8))
def population_path_as_sheet_name(body: bytes, size: float, _: Random) -> bytes:
    """The sheet's name is a path out of any folder."""
    name = "../" * int(size) + "etc/x"
    return with_part(body, "xl/workbook.xml", lambda part: part.replace("Все население".encode(), name.encode()))


@fault(POPULATION, PEOPLE, BYTES, Place.READER, r"bomb|unpack|inflat|swell|expand|too large", (32, 64, 128))
def population_zip_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A sheet unpacks to as many megabytes of nothing."""
    blank = b"<sheetData>" + b" " * (int(size) << 20)
    return with_part(body, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<sheetData>", blank))


@fault(POPULATION, PEOPLE, BYTES, Place.READER, r"not a sound xlsx|breaks off", (0.999, 0.9, 0.5))
def population_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The download ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"period|{GONE}|cumulat|year to date", (9, 6, 3))
def grp_year_to_date_called_a_year(book: Any, size: float, _: Random) -> None:
    """What is counted to the end of September, June or March of 2023 is headed as the whole year."""
    for sheet in book.worksheets:
        begins = {9: "9 месяцев         2023", 6: "I полугодие         2023", 3: "I квартал 2023"}[int(size)]
        titles = [cell for cell in sheet[3] if str(cell.value or "").split() == [*begins.split(), "года"]]
        change(titles, lambda _: "2023 год")


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"cumulat|year to date|nine months|{REVISED}", (0.05, 0.5, 1))
def grp_nine_months_as_year(book: Any, size: float, chance: Random) -> None:
    """The column of the whole year 2022 repeats the figures of nine months."""
    for cell in some(below(book[TENGE], "2022 год"), size, chance):
        cell.value = beside(cell, -1).value


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"cumulat|year to date|less than|{REVISED}", (0.05, 0.5, 1))
def grp_quarter_as_year(book: Any, size: float, chance: Random) -> None:
    """The column of the whole year 2022 holds its last quarter alone."""
    for cell in some(below(book[TENGE], "2022 год"), size, chance):
        cell.value = round(cell.value - beside(cell, -1).value, 1)


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"dollar|unit|exchange|rate|{REVISED}", (1, 4, 14))
def grp_dollars_as_tenge(book: Any, size: float, _: Random) -> None:
    """The latest whole years of the sheet in thousand tenge are copied from the sheet in dollars."""
    for year in range(2023 - int(size), 2023):
        ones, others = (below(book[sheet], f"{year} год") for sheet in (TENGE, DOLLARS))
        for one, other in zip(ones, others, strict=False):
            one.value = other.value


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"ten times|decimal|implausible|{REVISED}", (0.05, 0.5, 1))
def grp_decimal_comma_lost(book: Any, size: float, chance: Random) -> None:
    """The decimal comma of the newest whole year is read as one between thousands: 3901,1 becomes 39011."""
    decimals = [cell for cell in below(book[TENGE], "2022 год") if cell.value % 1]
    change(some(decimals, size, chance), lambda value: int(str(value).replace(".", "")))


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, REVISED, (1, 3, 8))
def grp_regions_swapped(book: Any, size: float, _: Random) -> None:
    """Pairs of regions stand under each other's names in the sheet in thousand tenge."""
    names = below(book[TENGE], "Республика Казахстан")[1 : 1 + 2 * int(size)]
    exchange(names[::2], names[1::2])


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, UNREADABLE, (0.05, 0.5, 1))
def grp_units_in_cells(book: Any, size: float, chance: Random) -> None:
    """Figures of the newest whole year have their unit in the cell."""
    cells = some(below(book[TENGE], "2022 год"), size, chance)
    change(cells, lambda value: str(value).replace(".", ",") + " тыс. тенге")


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, GONE, (1, 2, 5))
def grp_of_an_earlier_year(book: Any, size: float, _: Random) -> None:
    """The workbook of a year or more ago stands under the address again."""
    for sheet in book.worksheets:
        sheet.delete_cols(head(sheet, f"{2022 - int(size)} год").column + 1, 99)


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, r"no known region|regions?[ _]missing|every region", (1, 3, 10))
def grp_regions_under_new_names(book: Any, size: float, _: Random) -> None:
    """Regions are renamed, and nobody told us."""
    for sheet in book.worksheets:
        change(last(below(sheet, "Республика Казахстан"), size), lambda name: f"Ново-{name}")


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"method|break|{REVISED}", (1.1, 1.3, 2))
def grp_by_another_method(book: Any, size: float, _: Random) -> None:
    """The newest whole year is computed by another method, all regions alike, without a word."""
    change(below(book[TENGE], "2022 год"), lambda value: round(value * size, 1))


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"formula|empty|no figure|{GONE}", (0.05, 0.5, 1))
def grp_formulas_without_values(book: Any, size: float, chance: Random) -> None:
    """Figures are formulas that were never computed."""
    change(some(below(book[TENGE], "2022 год"), size, chance), lambda value: f"={value}*1")


@fault(GRP, PRODUCT, BYTES, Place.REPLY, r"OLE2|Excel 97", (512, 4096, 65536))
def grp_in_old_excel(_: bytes, size: float, __: Random) -> bytes:
    """The workbook is saved as .xls."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(int(size), b"\0")


@fault(GRP, PRODUCT, REPLY, Place.REPLY, r"not an xlsx|<html|error page", (1, 100, 10_000))
def grp_is_an_error_page(reply: Reply, size: float, _: Random) -> Reply:
    """The server says that all is well and sends the page of its maintenance."""
    return replace(reply, content_type=HTML, body=error_page("Технические работы") * int(size))


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, r"period|heading|year", (1, 2, 5))
def employment_footnote_in_the_year(book: Any, size: float, _: Random) -> None:
    """The digit of a footnote sticks to the year: 2026¹ has become 20261."""
    titles = [cell for cell in book.worksheets[0][4] if str(cell.value).startswith("20")]
    change(last(titles, size), lambda title: f"{title[:4]}1")


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, rf"in parts|thousand|implausible|{REVISED}", (1, 2, 5))
def employment_in_thousands(book: Any, size: float, _: Random) -> None:
    """The latest years are in thousands with one decimal, and the sheet still says persons."""
    for year in range(2027 - int(size), 2027):
        change(below(book.worksheets[0], f"{year} год"), lambda people: round(people / 1000, 1))


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, REVISED, (1, 3, 5))
def employment_slips_a_row(book: Any, size: float, _: Random) -> None:
    """The latest years' figures stand one row too low: Kurchatov has Almaty's."""
    for year in range(2027 - int(size), 2027):
        shift(below(book.worksheets[0], f"{year} год"))


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, GONE, (1, 2, 3))
def employment_of_an_earlier_year(book: Any, size: float, _: Random) -> None:
    """The workbook of a year or more ago stands under the address again."""
    book.worksheets[0].delete_cols(8 - int(size), int(size))


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, rf"same|equal|carried|imputed|repeat|{REVISED}", (1, 2, 3))
def employment_carried_forward(book: Any, size: float, _: Random) -> None:
    """Figures of the latest years are those of the year before, since nobody counted."""
    for year in range(2027 - int(size), 2027):
        for cell in below(book.worksheets[0], f"{year} год"):
            cell.value = beside(cell, -1).value


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, r"future|not over|not begun|is over|later than", (1, 2, 20))
def employment_of_the_future(book: Any, size: float, _: Random) -> None:
    """All years of the heading are too late."""
    titles = [cell for cell in book.worksheets[0][4] if str(cell.value).startswith("20")]
    change(titles, lambda title: f"{int(title[:4]) + int(size)} год")
