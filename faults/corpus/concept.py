"""The resolution's own tables, shipped as CSV."""

from __future__ import annotations

from random import Random

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, CSV, TEXT

REGIONS, LEVELS = "concept.regions_2024", "concept.technology_level"
FACTS, PARKS = "concept.national_facts", "concept.international_benchmarks"
TABLE_2, TABLE_1 = r"table_2_regions", r"table_1_technology"
FACTS_FILE, PARKS_FILE = r"national_facts\.csv", r"international_benchmarks\.csv"

Rows = list[list[str]]


@fault(REGIONS, TABLE_2, CSV, Place.DELIVERY, r"every_region", (1, 3, 10))
def table_2_loses_regions(rows: Rows, size: float, _: Random) -> None:
    """The last regions of Table 2 are cut off."""
    del rows[-int(size) :]


@fault(REGIONS, TABLE_2, CSV, Place.DELIVERY, r"add|sum|nation|as printed|changed|differ", (1, 5, 20))
def table_2_loses_decimal_commas(rows: Rows, size: float, _: Random) -> None:
    """Regions' spending on R&D is ten times itself: 7,0 has become 70."""
    for row in rows[2 : 2 + int(size)]:
        row[2] = row[2].replace(",", "")


@fault(REGIONS, TABLE_2, CSV, Place.DELIVERY, r"as printed|changed|differ|region|product", (1, 5, 19))
def table_2_slips_by_a_row(rows: Rows, size: float, _: Random) -> None:
    """Figures stand one row lower than their regions; the sums are right."""
    last = 2 + int(size)
    names, figures = [row[0] for row in rows[2 : last + 1]], [row[1:] for row in rows[2 : last + 1]]
    rows[2 : last + 1] = [[name, *row] for name, row in zip(names, [figures[-1], *figures[:-1]], strict=True)]


@fault(REGIONS, TABLE_2, CSV, Place.DELIVERY, r"fully_readable|not a number", (1, 5, 20))
def table_2_became_dates(rows: Rows, size: float, _: Random) -> None:
    """A spreadsheet has turned 7,0 into a day of July."""
    for row in rows[2 : 2 + int(size)]:
        row[2] = f"{row[2].partition(',')[2] or 1}.июл"


@fault(REGIONS, TABLE_2, BYTES, Place.READER, r"UTF-8", (1, 100, 100_000))
def table_2_in_windows_1251(body: bytes, size: float, _: Random) -> bytes:
    """Letters of the file are in windows-1251, the first of them or all."""
    text = body.decode()
    at = [place for place, letter in enumerate(text) if "А" <= letter <= "я"][: int(size)][-1] + 1
    return text[:at].encode("cp1251", "replace") + text[at:].encode()


@fault(REGIONS, TABLE_2, CSV, Place.READER, r"rd_expenditure_bn_kzt", (1, 2, 3))
def table_2_heading_in_millions(rows: Rows, size: float, _: Random) -> None:
    """The columns of money are headed otherwise: their unit is another."""
    for at in (2, 1, 4)[: int(size)]:
        rows[0][at] = rows[0][at].replace("bn_kzt", "kzt").replace("mln_kzt", "kzt")


@fault(LEVELS, TABLE_1, TEXT, Place.READER, r"column|values", (1, 20, 1_000))
def table_1_parted_by_semicolons(text: str, size: float, _: Random) -> str:
    """A spreadsheet has saved lines of the file with semicolons."""
    lines = text.splitlines()
    lines[-int(size) :] = [line.replace('"', "").replace(",", ";") for line in lines[-int(size) :]]
    return "\n".join(lines)


@fault(LEVELS, TABLE_1, CSV, Place.DELIVERY, r"as printed|changed|differ|minus|sign", (1, 4, 7))
def table_1_loses_minus_signs(rows: Rows, size: float, _: Random) -> None:
    """The economic complexity of Kazakhstan is above nought."""
    for row in [row for row in rows if row[3].startswith("-")][: int(size)]:
        row[3] = row[3].removeprefix("-")


@fault(LEVELS, TABLE_1, CSV, Place.MENDED, r"^$", (1, 4, 11))
def table_1_country_in_latin_letters(rows: Rows, size: float, _: Random) -> None:
    """Letters of «Казахстан» are Latin ones of the same look."""
    for row in [row for row in rows if row[1] == "Казахстан"][: int(size)]:
        row[1] = "Kaзaxcтaн"


@fault(LEVELS, TABLE_1, CSV, Place.DELIVERY, r"year|as printed|changed|differ", (1, 2, 7))
def table_1_years_shifted(rows: Rows, size: float, _: Random) -> None:
    """Columns of the table stand under a later year than their own."""
    for row in rows[1:]:
        row[2] = str(int(row[2]) + int(size))


@fault(FACTS, FACTS_FILE, CSV, Place.DELIVERY, r"thousand|as printed|changed|differ|times", (1, 5, 20))
def facts_in_thousands(rows: Rows, size: float, _: Random) -> None:
    """Persons are counted in thousands, under the unit of persons."""
    for row in [row for row in rows if row[3] == "persons"][: int(size)]:
        row[2] = str(int(row[2]) / 1000)


@fault(FACTS, FACTS_FILE, CSV, Place.DELIVERY, r"fact|fewer|lost|missing|vanish", (1, 10, 40))
def facts_lost(rows: Rows, size: float, _: Random) -> None:
    """The file breaks off at the end of a line."""
    del rows[-int(size) :]


@fault(FACTS, FACTS_FILE, CSV, Place.DELIVERY, r"as printed|changed|differ|rank|baseline", (1, 10, 100))
def facts_with_another_baseline(rows: Rows, size: float, _: Random) -> None:
    """The place in the index from which the programme starts is not the printed one."""
    for row in rows:
        if row[0] == "gii_business_rd_rank_plan":
            row[2] = str(int(row[2]) + int(size))


@fault(PARKS, PARKS_FILE, CSV, Place.DELIVERY, r"unit|as printed|changed|differ", (1, 2, 4))
def parks_in_another_unit(rows: Rows, size: float, _: Random) -> None:
    """Billions of dollars are called millions, with the figures of before."""
    money = [row for row in rows if row[6] in ("bn USD", "mln KRW")]
    for row in money[: int(size)]:
        row[6] = {"bn USD": "mln USD", "mln KRW": "bn KRW"}[row[6]]


@fault(PARKS, PARKS_FILE, CSV, Place.DELIVERY, r"unknown_measure|fully_readable|formula|name", (1, 2, 5))
def parks_hold_a_formula(rows: Rows, size: float, _: Random) -> None:
    """A measure is a formula that would run a program in a spreadsheet."""
    for row in rows[1 : 1 + int(size)]:
        row[2] = "=cmd|' /C calc'!A0"


@quirk(REGIONS, TABLE_2, TEXT)
def table_2_as_a_spreadsheet_saves_it(text: str, _: float, __: Random) -> str:
    """A byte order mark, line ends of Windows, no-break spaces between thousands."""
    lines = ["\ufeff" + text.splitlines()[0], *text.splitlines()[1:]]
    return "\r\n".join(line.replace("1 394", "1\u00a0394").replace("27 146", "27\u202f146") for line in lines)


@quirk(FACTS, FACTS_FILE, CSV)
def facts_with_one_column_more(rows: Rows, _: float, __: Random) -> None:
    """A new column stands first."""
    for number, row in enumerate(rows):
        row.insert(0, "note" if number == 0 else "")


@quirk(LEVELS, TABLE_1, CSV)
def table_1_in_another_order(rows: Rows, _: float, __: Random) -> None:
    """The latest rows come first, and decimals have points."""
    rows[1:] = [[*row[:3], row[3].replace(",", ".")] for row in reversed(rows[1:])]
