"""The Bureau of National Statistics: workbooks of gross regional product and of employment."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Any

from faults.corpus.bns import DOLLARS, EMPLOYED, EMPLOYMENT, GONE, GRP, PRODUCT, REVISED, TENGE, UNREADABLE
from faults.corpus.sheets import below, beside, change, exchange, head, last, numbers, shift
from faults.fault import Place, fault
from faults.forms import BYTES, REPLY, XLSX, some
from sample_world.site import HTML, Reply, error_page


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


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"dollar|exchange|rate|{REVISED}", (1, 5, 40))
def grp_figures_mistyped(book: Any, size: float, chance: Random) -> None:
    """Somebody typed the first two digits in the wrong order, in any column of either sheet."""
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=4, max_row=25) for cell in row]
    drawn = [cell for cell in numbers(cells) if cell.value > 100 and str(cell.value)[0] != str(cell.value)[1] > "0"]
    change(chance.sample(drawn, int(size)), lambda value: float(f"{value}"[1] + f"{value}"[0] + f"{value}"[2:]))


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"exchange|dollar|{REVISED}", (1, 3, 14))
def grp_currencies_exchanged(book: Any, size: float, _: Random) -> None:
    """The latest whole years of the two sheets have changed places."""
    for year in range(2023 - int(size), 2023):
        exchange(*(below(book[sheet], f"{year} год") for sheet in (TENGE, DOLLARS)))


@fault(GRP, PRODUCT, XLSX, Place.DELIVERY, rf"future|not over|not begun|later than|{GONE}", (4, 5, 20))
def grp_of_the_future(book: Any, size: float, _: Random) -> None:
    """All years of the headings are too late, so that the last ones have not been yet."""
    for sheet in book.worksheets:
        titles = [cell for cell in sheet[3] if cell.value]
        change(titles, lambda text: re.sub(r"20\d\d", lambda year: str(int(year[0]) + int(size)), text))


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


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, rf"implausible|{REVISED}", (1, 3, 5))
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


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, rf"implausible|{REVISED}", (1, 2, 5))
def employment_cities_swapped(book: Any, size: float, _: Random) -> None:
    """Two of the cities stand under each other's codes in the latest years."""
    for year in range(2027 - int(size), 2027):
        cells = below(book.worksheets[0], f"{year} год")
        exchange(cells[:1], cells[1:2])


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, REVISED, (0.7, 1.4, 2.1))
def employment_of_others(book: Any, size: float, _: Random) -> None:
    """The newest year counts others: employees alone, the labour force, all inhabitants."""
    change(below(book.worksheets[0], "2026 год"), lambda people: round(people * size))


@fault(EMPLOYMENT, EMPLOYED, XLSX, Place.DELIVERY, rf"\bcity\b|{GONE}", (1, 2, 3))
def employment_city_lost(book: Any, size: float, _: Random) -> None:
    """The figures of Kurchatov's latest years are not there, in place of them a dash."""
    row = head(book.worksheets[0], "101810000")
    change([beside(row, 7 - at) for at in range(1, 1 + int(size))], lambda _: "-")
