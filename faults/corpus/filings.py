"""What territories hand in: registers of participants (workbooks in a drop folder)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from faults.corpus.tables import (
    Table,
    as_text,
    change,
    change_some,
    day,
    exchange,
    rename,
    strangers,
    wrong_digit,
)
from faults.fault import Place, fault, quirk
from faults.forms import XLSX, some

PARTICIPANTS = "filings.participants"
PARK, TOWN = "participants_inp_park_2027-02-10", "participants_kurchatov_2027-02-10"
BIN, NAME, JOINED, LEFT, SCOPE = (
    "БИН",
    "Наименование на русском языке",
    "Дата вступления",
    "Дата выхода",
    "Охват участия",
)
BRANCHES, UNREADABLE = "БИН филиалов", "fully_readable|quarantin"
BEFORE = r"continu|changed|vanish|before|previous"
"""How a row may be told from what the workbook before said of the same participant."""
TRICK = "=cmd|' /C calc'!A0"


# Columns.


@fault(PARTICIPANTS, PARK, XLSX, Place.READER, "no column", (1, 2, 5))
def participants_columns_renamed(book: Any, size: float, _: Random) -> None:
    """Columns have new names."""
    rename(book, [BIN, JOINED, LEFT, SCOPE, NAME], size, lambda name: f"{name} (новое)")


@fault(PARTICIPANTS, PARK, XLSX, Place.READER, "no column", (1, 2, 5))
def participants_columns_missing(book: Any, size: float, _: Random) -> None:
    """The day of leaving is no longer a column, nor are those after it."""
    table = Table(book)
    table.sheet.delete_cols(table.headers[LEFT].column, int(size))


@fault(PARTICIPANTS, PARK, XLSX, Place.READER, "no column", (1, 2, 3))
def participants_columns_merged(book: Any, size: float, _: Random) -> None:
    """Two columns, or more, stand under one merged header."""
    table = Table(book)
    first = table.headers[JOINED].column
    table.sheet.merge_cells(start_row=table.top, end_row=table.top, start_column=first, end_column=first + int(size))


@fault(PARTICIPANTS, PARK, XLSX, Place.READER, "no column|header", (20, 40, 100))
def participants_header_far_below(book: Any, size: float, _: Random) -> None:
    """A long preamble stands above the header."""
    book.worksheets[0].insert_rows(1, int(size))


# Who takes part.


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, rf"not_shrunk|missing|lost|fewer|{BEFORE}", (0.02, 0.34, 0.8))
def participants_left_out(book: Any, size: float, chance: Random) -> None:
    """Participants are no longer in the register, which restates all that ever took part: one, a third, most."""
    table = Table(book)
    table.lose(some(table.rows, size, chance))


@fault(
    PARTICIPANTS,
    TOWN,
    XLSX,
    Place.DELIVERY,
    rf"older|earlier|reopen|two territories|overlap|{BEFORE}",
    (230, 320, 700),
)
def participants_older_register(book: Any, size: float, _: Random) -> None:
    """An older register was saved under this one's name: so many days older."""
    table, known = Table(book), date(2027, 2, 10) - timedelta(size)
    change([cell for cell in table.filled(LEFT) if day(cell.value) > known], lambda _: None)
    table.lose(cell.row for cell in table[JOINED] if day(cell.value) > known)


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, "overlapping_membership", (1, 3, 9))
def participants_scopes_overlap(book: Any, size: float, _: Random) -> None:
    """Participants stand in the register twice: as an organisation, and by their units."""
    table = Table(book)
    for row in list(table.rows)[: int(size)]:
        table.sheet.append(table.values(row))
        for header, value in ((SCOPE, "подразделения"), ("КАТО подразделений", "101810000")):
            table.at(table.sheet.max_row, header).value = value


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, "overlapping_membership", (1, 30, 300))
def participants_return_before_leaving(book: Any, size: float, _: Random) -> None:
    """One who left and came back left, by the register, after coming back: so many days."""
    table = Table(book)
    bins = [cell.value for cell in table[BIN]]
    row = next(row for row, one, other in zip(table.rows, bins, bins[1:], strict=False) if one == other)
    returned = day(table.at(row + 1, JOINED).value)
    table.at(row, LEFT).value = f"{returned + timedelta(size):%d.%m.%Y}"


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, f"is not after joined|{UNREADABLE}", (1, 2, 4))
def participants_leave_before_joining(book: Any, size: float, _: Random) -> None:
    """Participants left before they joined."""
    table = Table(book)
    for cell in table.filled(LEFT)[: int(size)]:
        cell.value, table.at(cell.row, JOINED).value = table.at(cell.row, JOINED).value, cell.value


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, rf"tax register|payment|unknown|{BEFORE}", (1, 3, 8))
def participants_unknown_to_the_tax_register(book: Any, size: float, _: Random) -> None:
    """Participants have BINs that the tax register does not know, though their check digits hold."""
    for cell, stranger in zip(Table(book)[BIN][: int(size)], strangers(), strict=False):
        cell.value = stranger


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, "overlapping_membership|branch", (1, 2, 4))
def participants_share_a_branch(book: Any, size: float, _: Random) -> None:
    """A branch of one participant stands among another's as well."""
    table = Table(book)
    shared = table.filled(BRANCHES)[0].value
    change(table[BRANCHES][1 : 1 + int(size)], lambda _: shared)


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, "another_territory", (0.02, 0.3, 1))
def participants_of_another_territory(book: Any, size: float, chance: Random) -> None:
    """Rows of another territory stand in this one's workbook."""
    change_some(Table(book)["Территория"], size, chance, lambda _: "nu_park")


# Their BINs.


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, f"twelve digits|{UNREADABLE}", (0.1, 0.5, 1))
def participants_bin_without_leading_zero(book: Any, size: float, chance: Random) -> None:
    """BINs are cells of numbers: zeros in front are gone."""
    change_some([c for c in Table(book)[BIN] if c.value.startswith("0")], size, chance, int)


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, f"twelve digits|{UNREADABLE}", (0.02, 0.3, 1))
def participants_bin_as_float(book: Any, size: float, chance: Random) -> None:
    """BINs are written as a spreadsheet shows large numbers."""
    change_some(Table(book)[BIN], size, chance, lambda text: f"{int(text):.5E}".replace(".", ","))


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, f"check digit|{UNREADABLE}", (0.02, 0.3, 1))
def participants_wrong_check_digit(book: Any, size: float, chance: Random) -> None:
    """The last digit of a BIN is another."""
    change_some(Table(book)[BIN], size, chance, wrong_digit)


# Their days.


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, f"day of the calendar|{UNREADABLE}", (0.02, 0.3, 1))
def participants_dates_as_serials(book: Any, size: float, chance: Random) -> None:
    """Days of joining are numbers, as a spreadsheet counts them."""
    for cell in some(Table(book)[JOINED], size, chance):
        cell.value, cell.number_format = (cell.value - datetime(1899, 12, 30)).days, "0"  # noqa: DTZ001


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, rf"swap|day|date|joined|{BEFORE}", (1, 4, 40))
def participants_day_and_month_swapped(book: Any, size: float, _: Random) -> None:
    """Day and month of joining stand in each other's place, the latest that an earlier workbook has first."""
    known = [cell for cell in Table(book)[JOINED] if day(cell.value) < date(2026, 1, 1)]
    mixed = [cell for cell in known if day(cell.value).day <= 12 and day(cell.value).month > 1]
    mixed.sort(key=lambda cell: day(cell.value), reverse=True)
    change(mixed[: int(size)], lambda text: f"{text[3:5]}.{text[:2]}.{text[6:]}")


@fault(PARTICIPANTS, TOWN, XLSX, Place.DELIVERY, "joins_in_the_future|implausible_date|future", (1, 2, 48))
def participants_join_in_the_future(book: Any, size: float, _: Random) -> None:
    """A participant joins in a year that is still to come."""
    change(Table(book)[JOINED][1:2], lambda text: text[:6] + str(2027 + int(size)))


# Their names, and other columns.


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, rf"{UNREADABLE}|column|name|{BEFORE}", (1, 2, 3))
def participants_columns_exchanged(book: Any, size: float, _: Random) -> None:
    """Two columns have moved, and the header has not: names, days, or codes."""
    pairs = ((NAME, "Қазақ тіліндегі атауы"), (JOINED, LEFT), (BIN, "ОКЭД"))
    exchange(book, *pairs[int(size) - 1])


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, "formula|=cmd|begins with", (1, 3, 21))
def participants_formula_in_a_name(book: Any, size: float, _: Random) -> None:
    """A name is a formula that starts a program in whoever opens an export."""
    for cell in Table(book)[NAME][: int(size)]:
        cell.value = TRICK
        cell.data_type = "s"


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, rf"drop table|sql|name|{BEFORE}", (1, 3, 21))
def participants_sql_in_a_name(book: Any, size: float, _: Random) -> None:
    """A name ends like a command of the database."""
    change(Table(book)[NAME][: int(size)], lambda text: f"{text}'); drop table marts.participants; --")


@fault(PARTICIPANTS, PARK, XLSX, Place.DELIVERY, rf"encod|windows-1251|name|{BEFORE}", (1, 3, 21))
def participants_mojibake(book: Any, size: float, _: Random) -> None:
    """UTF-8 was taken for windows-1251 when the register was exported: «ТОО» is «РўРћРћ»."""
    change(Table(book)[NAME][: int(size)], lambda text: text.encode().decode("cp1251", "replace"))


@fault(PARTICIPANTS, PARK, XLSX, Place.MENDED, ".*", (1, 3, 21))
def participants_latin_letters_in_names(book: Any, size: float, _: Random) -> None:
    """Words of a name are Cyrillic but for the letters o and a."""
    latin = str.maketrans("оа", "oa")
    change(Table(book)[NAME][1 : 1 + int(size)], lambda text: text.translate(latin))


@fault(PARTICIPANTS, PARK, XLSX, Place.MENDED, ".*", (0.02, 0.3, 1))
def participants_latin_letters_in_scopes(book: Any, size: float, chance: Random) -> None:
    """«организация» is Cyrillic but for the letters o, p and a."""
    latin = str.maketrans("ора", "opa")
    change_some(Table(book)[SCOPE], size, chance, lambda text: text.translate(latin))


# No faults.


@quirk(PARTICIPANTS, PARK, XLSX)
def participants_longer_preamble(book: Any, _: float, __: Random) -> None:
    """More lines stand above the header, and a footnote below the table."""
    sheet = book.worksheets[0]
    sheet.insert_rows(1, 8)
    sheet.cell(1, 1).value = "Приложение 2"
    sheet.cell(sheet.max_row + 2, 1).value = "* Сведения приведены на день заполнения."


@quirk(PARTICIPANTS, PARK, XLSX)
def participants_more_columns_and_sheets(book: Any, _: float, __: Random) -> None:
    """A column of notes and a second sheet are new."""
    table = Table(book)
    table.sheet.cell(table.top, table.sheet.max_column + 1).value = "Примечание"
    book.create_sheet("Справочник").cell(1, 1).value = "организация"


@quirk(PARTICIPANTS, PARK, XLSX)
def participants_headers_spelt_freely(book: Any, _: float, __: Random) -> None:
    """Headers have other cases, double spaces and breaks of line."""
    table = Table(book)
    table.headers[JOINED].value, table.headers[LEFT].value = "Дата\nвступления", "ДАТА  ВЫХОДА "


@quirk(PARTICIPANTS, PARK, XLSX)
def participants_days_as_text(book: Any, _: float, __: Random) -> None:
    """Days are typed as text."""
    table = Table(book)
    change([*table[JOINED], *table[LEFT]], as_text)


@quirk(PARTICIPANTS, PARK, XLSX)
def participants_blank_rows_and_spaces(book: Any, _: float, __: Random) -> None:
    """Rows of blanks follow the last one, and codes have no-break spaces around them."""
    table = Table(book)
    change([*table[BIN], *table[SCOPE]], lambda text: f"\u00a0{text}\u00a0")
    for _row in range(30):
        table.sheet.append([" "] * 11)


@quirk(PARTICIPANTS, TOWN, XLSX)
def participants_one_has_left(book: Any, _: float, __: Random) -> None:
    """A participant has left this year."""
    Table(book)[LEFT][2].value = "31.01.2027"
