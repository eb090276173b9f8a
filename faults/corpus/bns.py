"""The Bureau of National Statistics: the workbook of population."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Any

from faults.corpus.sheets import (
    LOOK_ALIKE,
    below,
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
from faults.forms import BYTES, XLSX, some

POPULATION, GRP, EMPLOYMENT = "bns.population", "bns.grp_per_capita", "bns.employment_by_city"
PEOPLE, PRODUCT, EMPLOYED = r"upload/6584_", r"upload/5930_", r"upload/102798_"
NEW_REGIONS = {"Абай": "Восточно-Казахстанская", "Жетісу": "Алматинская", "Ұлытау": "Карагандинская"}
"""Regions of 2022, each with the one that it was part of."""
OLD_REGIONS = (
    *("Акмолинская", "Актюбинская", "Атырауская", "Западно-Казахстанская", "Жамбылская", "Карагандинская"),
    *("Костанайская", "Кызылординская", "Мангистауская", "Павлодарская", "Северо-Казахстанская", "Жетісу"),
    *("Алматинская", "Ұлытау", "Восточно-Казахстанская", "Абай"),
)
"""Regions, each as all tables name it."""

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


@fault(
    POPULATION,
    PEOPLE,
    XLSX,
    Place.DELIVERY,
    r"blocks_missing|table_found|tables?\b.*missing|at least one cell",
    (1, 2, 3),
)
def population_sheets_missing(book: Any, size: float, _: Random) -> None:
    """Sheets are left out of the workbook."""
    book.create_sheet("Лист1")
    for sheet in book.worksheets[-1 - int(size) : -1]:
        book.remove(sheet)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{UNREADABLE}|in parts|comma|{NOT_SUM}", (0.002, 0.1, 1))
def population_commas_part_thousands(book: Any, size: float, chance: Random) -> None:
    """Figures are text with thousands parted by commas, as in English: 966,853 looks like a decimal."""
    cells = numbers([cell for row in book["Все население"].iter_rows(min_row=2) for cell in row])
    change(some(cells, size, chance), lambda people: f"{people:,}")


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, rf"{NOT_SUM}|{REVISED}", (1, 5, 40))
def population_figures_mistyped(book: Any, size: float, chance: Random) -> None:
    """Somebody typed two digits in the wrong order, in any of the tables."""
    cells = numbers([cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=8) for cell in row])
    change(chance.sample(cells, int(size)), lambda people: int(f"{people}"[:-3] + f"{people}"[-2:] + f"{people}"[-3]))


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, GONE, (1, 2, 5))
def population_of_an_earlier_year(book: Any, size: float, _: Random) -> None:
    """The workbook of a year or more ago stands under the address again."""
    for sheet in book.worksheets:
        sheet.delete_cols(head(sheet, f"{2023 - int(size)}").column + 1, 99)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, REVISED, (1, 3, 8))
def population_regions_swapped_everywhere(book: Any, size: float, _: Random) -> None:
    """Pairs of regions stand under each other's names in every table."""
    for sheet in book.worksheets:
        cells = [row[0] for row in sheet.iter_rows()]
        for one, other in list(zip(OLD_REGIONS[::2], OLD_REGIONS[1::2], strict=True))[: int(size)]:
            names = {one: other, other: one}
            change([cell for cell in cells if cell.value in names], names.__getitem__)


@fault(POPULATION, PEOPLE, XLSX, Place.DELIVERY, REVISED, (1, 3, 20))
def population_years_exchanged(book: Any, size: float, _: Random) -> None:
    """The newest year's heading has changed places with that of some year before, in every table."""
    for sheet in book.worksheets:
        one, other = head(sheet, "2023"), head(sheet, f"{2023 - int(size)}")
        exchange([one], [other])


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
