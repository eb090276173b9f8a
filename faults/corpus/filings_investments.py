"""What managing companies hand in about a year: investments (workbooks in a drop folder)."""

from __future__ import annotations

from random import Random
from typing import Any

from faults.corpus.tables import Table, as_text, change, change_some, exchange, rename, strangers
from faults.fault import Place, fault, quirk
from faults.forms import XLSX, some

INVESTMENTS = "filings.investments"
SPENT_IN = "investments_inp_park_2026_2027-03-19"
KNOWN_BEFORE = "investments_inp_park_2025_2026-03-20"
UNREADABLE = "fully_readable|quarantin"
BEFORE = r"continu|changed|vanish|before|previous|tabulat|differ"
SCALE = rf"investment_out_of_scale|thousand|million|scale|times|{BEFORE}"
SPENT, PROMISED = "Освоено за год, тыс. тенге", "Обязательства, не освоено, тыс. тенге"
INVESTOR, SECTOR, FINANCE = "Инвестор", "Сектор инвестора", "Источник финансирования"
PRIVATE = "предпринимательский частный"


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.READER, "no column", (1, 2, 3))
def investments_headers_in_other_units(book: Any, size: float, _: Random) -> None:
    """The headers say that amounts are in millions, and other headers are new, too."""
    rename(book, [SPENT, PROMISED, INVESTOR], size, lambda name: name.replace("тыс.", "млн") + " (всего)")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"implausible_investment|{SCALE}", (0.05, 0.33, 1))
def investments_in_tenge(book: Any, size: float, chance: Random) -> None:
    """Amounts are in tenge where thousands are asked for: in a row, a third, all."""
    change_some([c for c in Table(book)[SPENT] if c.value], size, chance, lambda amount: round(amount * 1_000))


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"{SCALE}", (0.05, 0.33, 1))
def investments_in_millions(book: Any, size: float, chance: Random) -> None:
    """Amounts are in millions of tenge where thousands are asked for: in a row, a third, all."""
    change_some([c for c in Table(book)[SPENT] if c.value], size, chance, lambda amount: round(amount / 1_000, 4))


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"comma|{SCALE}", (0.05, 0.33, 1))
def investments_commas_for_thousands(book: Any, size: float, chance: Random) -> None:
    """Amounts are text with a comma between thousands, which looks like a decimal one."""
    change_some([c for c in Table(book)[SPENT] if c.value], size, chance, lambda amount: f"{round(amount):,}")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, f"currency|{UNREADABLE}", (0.05, 0.33, 1))
def investments_in_dollars(book: Any, size: float, chance: Random) -> None:
    """Investments are stated in another currency."""
    change_some(Table(book)["Валюта"], size, chance, lambda _: "доллар США")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, f"not a number|{UNREADABLE}", (0.05, 0.33, 1))
def investments_units_of_measure_in_cells(book: Any, size: float, chance: Random) -> None:
    """Cells say «тыс. тг» after the amount."""
    change_some(Table(book)[SPENT], size, chance, lambda amount: f"{amount} тыс. тг")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, f"missing mark|{UNREADABLE}", (0.05, 0.33, 1))
def investments_dashes(book: Any, size: float, chance: Random) -> None:
    """What was spent is not known yet: a dash."""
    change_some(Table(book)[SPENT], size, chance, lambda _: "-")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"zero|nothing|{BEFORE}", (0.05, 0.33, 1))
def investments_dashes_as_zeros(book: Any, size: float, chance: Random) -> None:
    """What is not known yet was typed as 0."""
    change_some([c for c in Table(book)[SPENT] if c.value], size, chance, lambda _: 0)


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"column|{UNREADABLE}|{BEFORE}", (1, 2, 3))
def investments_columns_exchanged(book: Any, size: float, _: Random) -> None:
    """Two columns have moved, and the header has not: who gave and who got, what is spent and what is promised."""
    pairs = (("БИН инвестора", "БИН получателя"), (SPENT, PROMISED), (SECTOR, FINANCE))
    exchange(book, *pairs[int(size) - 1])


@fault(INVESTMENTS, KNOWN_BEFORE, XLSX, Place.DELIVERY, rf"commit|promise|{BEFORE}", (1, 3, 7))
def investments_promises_as_spending(book: Any, size: float, _: Random) -> None:
    """What is only promised is added to what is spent."""
    table = Table(book)
    for cell in reversed(table.filled(PROMISED)[-int(size) :]):
        table.at(cell.row, SPENT).value += cell.value


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"not_shrunk|missing|lost|fewer|{BEFORE}", (0.02, 0.34, 0.8))
def investments_left_out(book: Any, size: float, chance: Random) -> None:
    """Investments that were in the workbook are no longer there: one, a third, most."""
    table = Table(book)
    table.lose(some([cell.row for cell in table[SPENT] if cell.value], size, chance))


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, "repeated_investment|twice|same", (1, 3, 20))
def investments_repeated(book: Any, size: float, _: Random) -> None:
    """Investments stand in the workbook twice, the second time with another quotation mark and space in the name."""
    table = Table(book)
    for row in list(table.rows)[: int(size)]:
        table.sheet.append(table.values(row))
        change([table.at(table.sheet.max_row, INVESTOR)], lambda name: f" {name.replace('«', '“').replace(' ', '  ')}")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"total|итог|sum|{UNREADABLE}|{BEFORE}", (1, 2, 3))
def investments_total_among_rows(book: Any, size: float, _: Random) -> None:
    """The last row adds up the others: bare, with codes filled downwards, or for private money alone."""
    table = Table(book)
    rows = [row for row in table.rows if size < 3 or table.at(row, SECTOR).value == PRIVATE]
    total = sum(table.at(row, SPENT).value for row in rows)
    table.sheet.append(table.values(table.top + 1) if size > 1 else [])
    row = table.rows[-1] if size > 1 else table.rows[-1] + 1
    for header, value in ((INVESTOR, "Итого"), ("Код объекта", "Итого"), (SPENT, total)):
        table.at(row, header).value = value


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, "invested_in_another_year", (0.05, 0.33, 1))
def investments_of_last_year(book: Any, size: float, chance: Random) -> None:
    """Rows of last year's workbook stand in this one."""
    change_some(Table(book)["Год освоения"], size, chance, lambda year: year - 1)


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, "act_outside_year|future", (1, 2, 36))
def investments_act_in_the_future(book: Any, size: float, _: Random) -> None:
    """An act has a year that is still to come."""
    change(Table(book)["Дата акта"][:1], lambda day: day.replace(year=2027 + int(size)))


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, rf"looks_public|public|state|{BEFORE}", (1, 2, 3))
def investments_of_the_state_as_private(book: Any, size: float, _: Random) -> None:
    """Money of state and quasi-state bodies is called that of private business."""
    public = [cell for cell in Table(book)[SECTOR] if cell.value in ("квазигосударственный", "государственный")]
    change(public[: int(size)], lambda _: PRIVATE)


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, "unknown_investor_sector|unknown_finance_source", (1, 2, 3))
def investments_of_unknown_sectors(book: Any, size: float, _: Random) -> None:
    """Investors or their money are called what no rule knows, and do not count."""
    table = Table(book)
    for header in (SECTOR, FINANCE) if size > 2 else (SECTOR, FINANCE)[int(size) - 1 :][:1]:
        change(table[header][:3], lambda _: "иные частные")


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.DELIVERY, "recipient_not_registered|no register", (1, 3, 20))
def investments_in_strangers(book: Any, size: float, _: Random) -> None:
    """Recipients have BINs that no register names, and what they got does not count."""
    change(Table(book)["БИН получателя"][: int(size)], lambda _: next(strangers()))


@fault(INVESTMENTS, SPENT_IN, XLSX, Place.MENDED, ".*", (1, 2, 3))
def investments_loan_in_latin_letters(book: Any, size: float, _: Random) -> None:
    """A bank spells the object, sector and source of a loan with look-alikes: the loan must not count twice."""
    table = Table(book)
    record = next(cell.row for cell in table[SECTOR] if cell.value == "банк второго уровня")
    latin = str.maketrans("оа", "oa")
    change([table.at(record, "Код объекта")], lambda code: code.replace("K", "К"))
    change([table.at(record, header) for header in (FINANCE, SECTOR)[: int(size) - 1]], lambda t: t.translate(latin))


# No faults.


@quirk(INVESTMENTS, SPENT_IN, XLSX)
def investments_amounts_as_text(book: Any, _: float, __: Random) -> None:
    """Amounts are text with no-break spaces between thousands and a decimal comma, days are typed."""
    table = Table(book)
    change(table[SPENT], lambda amount: f"{amount:,.1f}".replace(",", "\u00a0").replace(".", ","))
    change(table["Дата акта"], as_text)


@quirk(INVESTMENTS, SPENT_IN, XLSX)
def investments_one_more(book: Any, _: float, __: Random) -> None:
    """The workbook is handed in again with an investment that was found later."""
    table = Table(book)
    table.sheet.append(table.values(table.top + 1))
    last = table.rows[-1]
    table.at(last, "Код объекта").value, table.at(last, SPENT).value = "O21", 940.5


@quirk(INVESTMENTS, SPENT_IN, XLSX)
def investments_with_a_footnote(book: Any, _: float, __: Random) -> None:
    """A footnote stands below the table, and columns of notes beside it."""
    table = Table(book)
    table.sheet.cell(table.top, table.sheet.max_column + 1).value = "Примечание"
    table.sheet.cell(table.sheet.max_row + 2, 1).value = "* Суммы без налога на добавленную стоимость."
