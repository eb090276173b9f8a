"""The State Revenue Committee's service per taxpayer: payments that are not what was paid."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from random import Random

from lxml import etree

from faults.corpus.kgd import BY_BIN, SHARES, YEAR, is_about_hit, payments_if_hit, payments_with, rewrite, some_payments
from faults.fault import Place, fault
from faults.forms import BYTES, XML, some

DIFFERS = r"bulk|reconcil|monthly file|differ|continu|changed|vanish"
"""How a sum may be told from what the monthly files, or the answer before, say of the same payments."""


# Payments that are missing or too many.


@fault(BY_BIN, YEAR, BYTES, Place.DELIVERY, "not_emptied", SHARES)
def by_bin_emptied(body: bytes, size: float, _: Random) -> bytes:
    """The service says of payers who have paid that they have not."""
    return b'<answer><err errorcode="10"/></answer>' if is_about_hit(body, size) else body


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"not_shrunk|fewer|missing|lost|{DIFFERS}", (0.001, 0.1, 0.4))
def by_bin_loses_payments(answer: etree._Element, size: float, chance: Random) -> None:
    """Payments that were there fall out between two pages of the service: one, or many."""
    for each in some_payments(answer, size, chance):
        answer.remove(each)


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"repeat|twice|duplicat|{DIFFERS}", (0.001, 0.1, 1))
def by_bin_repeats_payments(answer: etree._Element, size: float, chance: Random) -> None:
    """A page of the answer comes twice."""
    answer.extend(deepcopy(each) for each in some_payments(answer, size, chance))


# How much.


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "refund|возврат|sign", (0.4, 0.7, 1))
def refunds_lose_their_sign(answer: etree._Element, size: float, _: Random) -> None:
    """Refunds come without their minus."""
    if payments_if_hit(answer, size):
        for each in payments_with(answer, "EntryType", "Возврат"):
            rewrite(each, "Summa", lambda text: text.lstrip("-"))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"{DIFFERS}", (0.4, 0.7, 1))
def by_bin_refunds_as_payments(answer: etree._Element, size: float, _: Random) -> None:
    """Refunds are told as payments: without their minus, and by that name."""
    if payments_if_hit(answer, size):
        for each in payments_with(answer, "EntryType", "Возврат"):
            rewrite(each, "Summa", lambda text: text.lstrip("-"))
            rewrite(each, "EntryType", lambda _: "Уплата")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"thousand|scale|times|{DIFFERS}", SHARES)
def by_bin_amounts_in_thousands(answer: etree._Element, size: float, _: Random) -> None:
    """Amounts are thousands of tenge, and nothing says so."""
    for each in payments_if_hit(answer, size):
        rewrite(each, "Summa", lambda text: f"{float(text) / 1_000:.2f}" if text else "")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"implausible|hundred|scale|times|tiyn|{DIFFERS}", SHARES)
def by_bin_amounts_in_tiyn(answer: etree._Element, size: float, _: Random) -> None:
    """Amounts have lost their decimal point: they are tiyn."""
    for each in payments_if_hit(answer, size):
        rewrite(each, "Summa", lambda text: text.replace(".", ""))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"thousand|comma|scale|{DIFFERS}", (0.05, 0.3, 1))
def by_bin_commas_for_thousands(answer: etree._Element, size: float, chance: Random) -> None:
    """Whole tenge with a comma between thousands, which below a million look like decimals."""
    small = payments_with(answer, "Summa", r"\d{4,6}\.")
    for each in some(small, size, chance) if small else []:
        rewrite(each, "Summa", lambda text: f"{int(float(text)):,}")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"summa|amount|readable|missing|{DIFFERS}", (0.001, 0.1, 1))
def by_bin_amounts_missing(answer: etree._Element, size: float, chance: Random) -> None:
    """Payments that had an amount have none, or a dash."""
    for at, each in enumerate(some_payments(answer, size, chance)):
        rewrite(each, "Summa", lambda _, mark=("", "-", "…")[at % 3]: mark)  # type: ignore[misc]


# When.


def _moved(days: int, form: str) -> Callable[[str], str]:
    return lambda text: format(date.fromisoformat(text[:10]) + timedelta(days), form)


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"date|swap|month|{DIFFERS}", (0.05, 0.3, 1))
def by_bin_day_and_month_swapped(answer: etree._Element, size: float, chance: Random) -> None:
    """Day and month of receipt stand in each other's place."""
    mixed = payments_with(answer, "ReceiptDate", r"\d{4}-(\d\d)-(?!\1)(0\d|1[012])")
    for each in some(mixed, size, chance) if mixed else []:
        rewrite(each, "ReceiptDate", lambda text: f"{text[:5]}{text[8:10]}-{text[5:7]}{text[10:]}")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "another_year|received_after_delivery|future", (0.001, 0.1, 1))
def by_bin_year_in_the_future(answer: etree._Element, size: float, chance: Random) -> None:
    """Payments have a year that is still to come."""
    for each in some_payments(answer, size, chance):
        rewrite(each, "ReceiptDate", lambda text: text.replace("2026", "2028"))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "day of the calendar|receipt_date|readable", SHARES)
def by_bin_dates_as_serials(answer: etree._Element, size: float, _: Random) -> None:
    """Days are numbers, as a spreadsheet counts them."""
    for each in payments_if_hit(answer, size):
        rewrite(each, "ReceiptDate", lambda text: str((date.fromisoformat(text[:10]) - date(1899, 12, 30)).days))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "another_year|new year|utc", (1, 31, 366))
def by_bin_new_year_in_utc(answer: etree._Element, size: float, _: Random) -> None:
    """Midnights of Almaty are printed in UTC: New Year's payments are of the year before. Days of the year so far."""
    for each in answer.iter("payment"):
        if date.fromisoformat((each.findtext("ReceiptDate") or "")[:10]) < date(2026, 1, 1) + timedelta(size):
            rewrite(each, "ReceiptDate", _moved(-1, "%Y-%m-%dT19:00:00Z"))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"utc|time zone|date|a day|{DIFFERS}", SHARES)
def by_bin_days_slip_in_utc(answer: etree._Element, size: float, _: Random) -> None:
    """The same, but for New Year's own payments: a day of joining becomes the day before."""
    for each in payments_if_hit(answer, size):
        if not (each.findtext("ReceiptDate") or "").startswith("2026-01-01"):
            rewrite(each, "ReceiptDate", _moved(-1, "%Y-%m-%dT19:00:00Z"))


# What for.


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "unknown_budget_code|classif", (0.02, 0.3, 1))
def by_bin_budget_code_of_another_year(answer: etree._Element, size: float, chance: Random) -> None:
    """Taxes come under codes that the year's classification does not have."""
    for each in some_payments(answer, size, chance):
        rewrite(each, "KBK", lambda text: text[:3] + "9" + text[4:])


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"fine|штраф|name|budget_code|{DIFFERS}", (0.4, 0.7, 1))
def by_bin_fines_counted(answer: etree._Element, size: float, _: Random) -> None:
    """Fines come under the code of a tax, their name left as it was."""
    if payments_if_hit(answer, size):
        for each in payments_with(answer, "KBK", "2"):
            rewrite(each, "KBK", lambda _: "101111")
            rewrite(each, "PayType", lambda _: "Налог")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, rf"penal|пеня|штраф|kind|pay_type|{DIFFERS}", (0.4, 0.7, 1))
def by_bin_penalties_as_taxes(answer: etree._Element, size: float, _: Random) -> None:
    """Penalties on a tax are told as the tax itself."""
    if payments_if_hit(answer, size):
        for each in payments_with(answer, "PayType", "Пеня|Штраф"):
            rewrite(each, "PayType", lambda _: "Налог")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "unknown_pay_type|kind of payment", (0.02, 0.3, 1))
def by_bin_kind_of_payment_missing(answer: etree._Element, size: float, chance: Random) -> None:
    """Payments do not say whether they are a tax, a penalty or a fine."""
    for each in some_payments(answer, size, chance):
        rewrite(each, "PayType", lambda _: "")


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "kbk|six digits|readable", SHARES)
def by_bin_code_and_name_merged(answer: etree._Element, size: float, _: Random) -> None:
    """A budget code and its name share one element."""
    for each in payments_if_hit(answer, size):
        name = each.findtext("KBKNameRu") or ""
        rewrite(each, "KBK", lambda text, name=name: f"{text} {name}")  # type: ignore[misc]


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "unknown_pay_type|encod|windows-1251|kind of payment", SHARES)
def by_bin_mojibake(answer: etree._Element, size: float, _: Random) -> None:
    """UTF-8 was taken for windows-1251 on the way: «Налог» is «РќР°Р»РѕРі»."""
    for each in payments_if_hit(answer, size):
        rewrite(each, "PayType", lambda text: text.encode().decode("cp1251", "replace"))


@fault(BY_BIN, YEAR, XML, Place.ROW, ".*", (0.02, 0.3, 1))
def by_bin_latin_letters(answer: etree._Element, size: float, chance: Random) -> None:
    """«Налог» is written with the Latin letters a and o. (Put aside is the world's own payment without a sum.)"""
    for each in some_payments(answer, size, chance):
        rewrite(each, "PayType", lambda text: text.replace("а", "a").replace("о", "o"))
