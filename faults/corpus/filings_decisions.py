"""What a body hands in: its decisions (workbooks in a drop folder)."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from faults.corpus.tables import Table, change, strangers, wrong_digit
from faults.fault import Place, fault, quirk
from faults.forms import XLSX

DECISIONS, DECIDED = "filings.decisions", "decisions_mnvo_2027-04-15"
LAPSES = "Действует до"
BEFORE = r"continu|changed|vanish|before|previous"
TRICK = "=cmd|' /C calc'!A0"


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, "repeated_number|twice", (1, 3, 7))
def decisions_numbered_twice(book: Any, size: float, _: Random) -> None:
    """Decisions have the number of another."""
    change(Table(book)["Номер"][1 : 1 + int(size)], lambda _: "1")


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, "no_reason", (1, 3, 8))
def decisions_without_reason(book: Any, size: float, _: Random) -> None:
    """Decisions do not say why."""
    change(Table(book)["Обоснование"][: int(size)], lambda _: " ")


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, "decides_in_the_future|future", (1, 3, 8))
def decisions_in_the_future(book: Any, size: float, _: Random) -> None:
    """Decisions are dated a year ahead."""
    change(Table(book)["Дата"][: int(size)], lambda value: value.replace(year=2028))


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, rf"not_shrunk|fewer|left out|missing|{BEFORE}", (1, 3, 7))
def decisions_left_out(book: Any, size: float, _: Random) -> None:
    """Decisions that were in the register are no longer there."""
    table = Table(book)
    table.lose(list(table.rows)[: int(size)])


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, "ends_before_it_begins", (1, 30, 400))
def decisions_end_before_they_begin(book: Any, size: float, _: Random) -> None:
    """A decision ends so many days before its own."""
    table = Table(book)
    table.at(table.top + 3, LAPSES).value = table.at(table.top + 3, "Дата").value - timedelta(size)


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, r"unknown_kind|known kind", (1, 3, 8))
def decisions_of_unknown_kind(book: Any, size: float, _: Random) -> None:
    """Decisions are of a kind that nobody knows."""
    change(Table(book)["Вид"][: int(size)], lambda _: "согласование")


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, r"owner|match|\bbin\b|check digit|twelve digits", (1, 2, 3))
def decisions_match_an_owner_to_nobody(book: Any, size: float, _: Random) -> None:
    """A decision says that an owner of patents is a BIN that is none, or nobody's."""
    cell = Table(book)["Значение"][0]
    cell.value = (wrong_digit(cell.value), cell.value.lstrip("0"), next(strangers()))[int(size) - 1]


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, r"of_a_territory|territor", (1, 2, 3))
def decisions_ready_where_nothing_is(book: Any, size: float, _: Random) -> None:
    """A territory that the Concept does not have is declared ready."""
    Table(book)["Предмет"][1].value = ("almaty", "inp-park", "НТП")[int(size) - 1]


@fault(DECISIONS, DECIDED, XLSX, Place.DELIVERY, "formula|=cmd|begins with", (1, 3, 8))
def decisions_formula_in_a_reason(book: Any, size: float, _: Random) -> None:
    """A reason is a formula that starts a program in whoever opens an export."""
    for cell in Table(book)["Обоснование"][: int(size)]:
        cell.value = TRICK
        cell.data_type = "s"


@quirk(DECISIONS, DECIDED, XLSX)
def decisions_one_more(book: Any, _: float, __: Random) -> None:
    """One more decision was taken: why a figure is revised."""
    table = Table(book)
    table.sheet.append(["9", *table.values(table.sheet.max_row)[1:]])
    table.at(table.sheet.max_row, "Предмет").value = "2026.2/tax_receipts"
    table.at(table.sheet.max_row, "Вид").value = "revision_reason"
