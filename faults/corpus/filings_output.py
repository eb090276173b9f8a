"""What managing companies hand in about a year: output (workbooks in a drop folder)."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from faults.corpus.tables import Table, change, change_some, strangers, wrong_digit
from faults.fault import Place, fault, quirk
from faults.forms import XLSX, some

OUTPUT, MADE = "filings.output", "output_inp_park_2026_2027-03-27"
UNREADABLE = "fully_readable|quarantin"
BEFORE = r"continu|changed|vanish|before|previous|tabulat|differ"
SCALE = rf"thousand|million|scale|times|{BEFORE}"
REVENUE, VAT, BUYER = "Выручка без НДС, тыс. тенге", "НДС, тыс. тенге", "БИН покупателя – участника"
SELLER, KIND, CODE = "БИН участника", "Вид (НИОКР, продукция)", "Код КПВЭД"


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"implausible_revenue|{SCALE}", (0.005, 0.33, 1))
def output_in_tenge(book: Any, size: float, chance: Random) -> None:
    """Revenue and tax are in tenge where thousands are asked for: in a row, a third, all."""
    _scale(book, size, chance, 1_000)


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"thousands_of_tenge|{SCALE}", (0.005, 0.33, 1))
def output_in_millions(book: Any, size: float, chance: Random) -> None:
    """Revenue and tax are in millions of tenge where thousands are asked for: in a row, a third, all."""
    _scale(book, size, chance, 0.001)


def _scale(book: Any, size: float, chance: Random, factor: float) -> None:
    table = Table(book)
    for cell in _revenue(table, size, chance):
        change([cell, table.at(cell.row, VAT)], lambda amount: round(amount * factor, 6))


def _revenue(table: Table, size: float, chance: Random) -> list[Any]:
    """A share of the cells of revenue; where it is small, of research for nobody inside, which counts in any case."""

    def counts(row: int) -> bool:
        return bool(table.at(row, KIND).value == "НИОКР" and not table.at(row, BUYER).value)

    large = [cell for cell in table[REVENUE] if cell.value and cell.value > 999]
    return some([cell for cell in large if size > 0.1 or counts(cell.row)], size, chance)


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"comma|{SCALE}", (0.005, 0.33, 1))
def output_commas_for_thousands(book: Any, size: float, chance: Random) -> None:
    """Amounts are text with a comma between thousands, which looks like a decimal one."""
    table = Table(book)
    for cell in _revenue(table, size, chance):
        change([cell, table.at(cell.row, VAT)], lambda amount: f"{amount:,}")


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, "revenue_with_vat|vat", (0.005, 0.33, 1))
def output_with_tax_in_it(book: Any, size: float, chance: Random) -> None:
    """Revenue includes value added tax."""
    table = Table(book)
    taxed = [cell for cell in table[VAT] if cell.value]
    for cell in some([cell for cell in taxed if table.at(cell.row, KIND).value == "НИОКР" or size > 0.1], size, chance):
        table.at(cell.row, REVENUE).value += cell.value


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"year.to.date|cumul|quarter|{BEFORE}", (1, 5, 100))
def output_year_to_date(book: Any, size: float, _: Random) -> None:
    """Sellers state each quarter from the beginning of the year."""
    table = Table(book)
    sellers = list(dict.fromkeys(cell.value for cell in table[SELLER]))[: int(size)]
    so_far: Counter[tuple[Any, ...]] = Counter()
    for row in table.rows:
        line = (table.at(row, SELLER).value, table.at(row, KIND).value, table.at(row, BUYER).value)
        for header in (REVENUE, VAT) if line[0] in sellers else ():
            so_far[*line, header] += table.at(row, header).value
            table.at(row, header).value = so_far[*line, header]


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"not_shrunk|quarter|missing|lost|fewer|{BEFORE}", (0.02, 0.3, 1))
def output_without_last_quarter(book: Any, size: float, chance: Random) -> None:
    """Rows of the fourth quarter are not there: one, a third, all."""
    table = Table(book)
    table.lose(some([cell.row for cell in table["Квартал"] if cell.value == 4], size, chance))


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"zero|nothing|{BEFORE}", (1, 5, 100))
def output_dashes_as_zeros(book: Any, size: float, _: Random) -> None:
    """Sellers that have not reported yet stand there with zeros."""
    table = Table(book)
    sellers = list(dict.fromkeys(cell.value for cell in table[SELLER]))[: int(size)]
    for row in table.rows:
        if table.at(row, SELLER).value in sellers:
            table.at(row, REVENUE).value = table.at(row, VAT).value = 0


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, f"missing mark|{UNREADABLE}", (0.005, 0.1, 1))
def output_dashes(book: Any, size: float, chance: Random) -> None:
    """Revenue that is not known yet is a dash."""
    change_some(Table(book)[REVENUE], size, chance, lambda _: "–")


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, "kind_against_code", (0.01, 0.3, 1))
def output_goods_called_research(book: Any, size: float, chance: Random) -> None:
    """Goods are called research, whatever their code."""
    change_some([c for c in Table(book)[KIND] if c.value == "продукция"], size, chance, lambda _: "НИОКР")


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, rf"buyer|{BEFORE}", (0.05, 0.3, 1))
def output_buyers_left_out(book: Any, size: float, chance: Random) -> None:
    """Sales among participants do not name the buyer any more, and count."""
    change_some(Table(book).filled(BUYER), size, chance, lambda _: None)


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, f"check digit|{UNREADABLE}", (0.05, 0.3, 1))
def output_buyers_with_wrong_check_digit(book: Any, size: float, chance: Random) -> None:
    """The last digit of a buyer's BIN is another."""
    change_some(Table(book).filled(BUYER), size, chance, wrong_digit)


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, "unknown_product_code|kind_against_code|classif", (0.01, 0.3, 1))
def output_codes_of_no_classifier(book: Any, size: float, chance: Random) -> None:
    """Codes of products begin with a division that the classification does not have."""
    change_some(Table(book).filled(CODE), size, chance, lambda code: f"44{code[2:]}")


@fault(OUTPUT, MADE, XLSX, Place.DELIVERY, "unknown_participant|register", (1, 5, 100))
def output_of_strangers(book: Any, size: float, _: Random) -> None:
    """Sellers have BINs that no register names."""
    for cell, stranger in zip(Table(book)[SELLER][: int(size)], strangers(), strict=False):
        cell.value = stranger


# No faults.


@quirk(OUTPUT, MADE, XLSX)
def output_amounts_as_text(book: Any, _: float, __: Random) -> None:
    """Amounts are text with no-break spaces between thousands and a decimal comma."""
    table = Table(book)
    change([*table[REVENUE], *table[VAT]], lambda amount: f"{amount:,}.0".replace(",", "\u00a0").replace(".", ","))


@quirk(OUTPUT, MADE, XLSX)
def output_one_sale_more(book: Any, _: float, __: Random) -> None:
    """The workbook is handed in again with a sale that was found later."""
    table = Table(book)
    table.sheet.append(table.values(table.top + 5))
    last = table.sheet.max_row
    table.at(last, REVENUE).value, table.at(last, VAT).value = 1_250, 100
    table.at(last, "Наименование продукции, работы, услуги").value = "Испытания образцов"
