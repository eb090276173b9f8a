"""The State Revenue Committee's service per taxpayer: payments of a BIN and year (XML)."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from random import Random

from lxml import etree

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, REPLY, TEXT, XML, some
from sample_world.bins import check_digit
from sample_world.site import Reply

BY_BIN = "kgd.payments_by_bin"
YEAR = "BeginDate>2026-01-01"
HTML = b"<html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>"
SHARES = (0.1, 0.4, 1)
"""Of the answers about payers: whose is damaged is told by its BIN."""


def is_hit(bin_: str | None, share: float) -> bool:
    return bool(bin_) and Random(bin_).random() < share  # noqa: S311 (no secret)


def payments_if_hit(answer: etree._Element, share: float = 1) -> list[etree._Element]:
    """The payments of an answer, none where it is not hit."""
    return list(answer.iter("payment")) if is_hit(answer.findtext("IIN_BIN"), share) else []


def some_payments(answer: etree._Element, size: float, chance: Random) -> list[etree._Element]:
    """That share of the payments of an answer; where it is small, one payment in few of the answers."""
    payments = payments_if_hit(answer, 1 if size >= 0.05 else SHARES[0])
    return some(payments, size, chance) if payments else []


def rewrite(payment: etree._Element, name: str, new: Callable[[str], str]) -> None:
    element = payment.find(name)
    if element is not None:
        element.text = new(element.text or "")


def payments_with(answer: etree._Element, name: str, texts: str) -> list[etree._Element]:
    """Payments whose element ``name`` matches the regular expression."""
    return [each for each in answer.iter("payment") if re.match(texts, each.findtext(name) or "")]


def is_about_hit(body: bytes, share: float) -> bool:
    found = re.search(rb"<IIN_BIN>(\d+)<", body)
    return is_hit(found[1].decode() if found else None, share)


# What is no answer.


@fault(BY_BIN, YEAR, BYTES, Place.REPLY, "not an answer|html", SHARES)
def by_bin_error_page(body: bytes, size: float, _: Random) -> bytes:
    """The proxy before the service sends its error page with status 200."""
    return HTML if is_about_hit(body, size) else body


@fault(BY_BIN, YEAR, REPLY, Place.REPLY, "HTTP (429|503)|throttl", (429, 503, 200))
def by_bin_service_is_busy(reply: Reply, size: float, _: Random) -> Reply:
    """The service is too busy to answer: it says so, or sends nothing at all."""
    return replace(reply, status=int(size), body=b"")


@fault(BY_BIN, YEAR, BYTES, Place.REPLY, "error code|errorcode", (1, 20, 99))
def by_bin_error_code(body: bytes, size: float, _: Random) -> bytes:
    """The service answers with an error code that is not the one of a payer without payments."""
    return b'<answer><err errorcode="%d"/></answer>' % size


def _entity(body: bytes, doctype: str) -> bytes:
    shown = re.sub(rb"<NameRu>[^<]*</NameRu>", b"<NameRu>&name;</NameRu>", body)
    return b'<?xml version="1.0" encoding="UTF-8"?>' + doctype.encode() + shown


@fault(BY_BIN, YEAR, BYTES, Place.REPLY, "doctype|entit|not an answer", (3, 6, 9))
def by_bin_entity_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A payer's name is an entity that unfolds tenfold at each level."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, int(size)))
    return _entity(body, f'<!DOCTYPE answer [<!ENTITY e0 "x">{levels}<!ENTITY name "&e{int(size) - 1};">]>')


@fault(BY_BIN, YEAR, BYTES, Place.REPLY, "doctype|entit|not an answer", (1, 2, 3))
def by_bin_external_entity(body: bytes, size: float, _: Random) -> bytes:
    """A payer's name asks for a file of the machine that reads it."""
    files = ("file:///etc/hostname", "file:///etc/passwd", "http://127.0.0.1:9/name")
    return _entity(body, f'<!DOCTYPE answer [<!ENTITY name SYSTEM "{files[int(size) - 1]}">]>')


# What cannot be opened.


@fault(BY_BIN, YEAR, BYTES, Place.READER, "not well-formed", (0.999, 0.9, 0.5))
def by_bin_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """An answer ends early."""
    return body[: int(len(body) * size)]


@fault(BY_BIN, YEAR, TEXT, Place.READER, "no element Summa", (1, 10, 10_000))
def by_bin_amount_renamed(text: str, size: float, _: Random) -> str:
    """The element of the amount has a new name: in some payments, or in all."""
    return text.replace("<Summa>", "<Amount>", int(size)).replace("</Summa>", "</Amount>", int(size))


@fault(BY_BIN, YEAR, BYTES, Place.READER, r"utf-8|encod|well-formed", SHARES)
def by_bin_windows_1251(body: bytes, size: float, _: Random) -> bytes:
    """An answer comes in windows-1251 and does not say so."""
    return body.decode().encode("cp1251", "replace") if is_about_hit(body, size) else body


# Whose payments.


@fault(BY_BIN, YEAR, TEXT, Place.DELIVERY, "twelve digits|readable|another_bin", SHARES)
def by_bin_without_leading_zero(text: str, size: float, _: Random) -> str:
    """BINs have been through a spreadsheet that took them for numbers: zeros in front are gone."""
    found = re.search(r"<IIN_BIN>(0\d+)<", text)
    return text.replace(found[1], found[1].lstrip("0"), 1) if found and is_hit(found[1], size) else text


@fault(BY_BIN, YEAR, TEXT, Place.DELIVERY, "twelve digits|readable|another_bin", SHARES)
def by_bin_as_float(text: str, size: float, _: Random) -> str:
    """A BIN comes as a number with a decimal point."""
    return re.sub(r"<IIN_BIN>(\d+)<", r"<IIN_BIN>\1.0<", text) if is_about_hit(text.encode(), size) else text


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "check digit|readable|another_bin", SHARES)
def by_bin_wrong_check_digit(answer: etree._Element, size: float, _: Random) -> None:
    """The last digit of a BIN is another."""
    if payments_if_hit(answer, size):
        rewrite(answer, "IIN_BIN", lambda text: text[:-1] + str((int(text[-1]) + 1) % 10))


@fault(BY_BIN, YEAR, XML, Place.DELIVERY, "another_bin", SHARES)
def by_bin_answers_about_another(answer: etree._Element, size: float, _: Random) -> None:
    """The service mixes up two questions: the payments are those of another payer."""
    others = (f"0501402{number:04d}" for number in range(1_000, 2_000))
    stranger = next(each + digit for each in others if (digit := check_digit(each)))
    if payments_if_hit(answer, size):
        rewrite(answer, "IIN_BIN", lambda _: stranger)


@fault(BY_BIN, YEAR, XML, Place.ROW, ".*", (1, 2, 3))
def by_bin_sql_in_a_name(answer: etree._Element, size: float, _: Random) -> None:
    """A payer is called like a command of the database. (Put aside is the world's own payment without a sum.)"""
    name = ("'); drop table marts.indicator_values; --", "' or '1'='1", "%s {} $1 \\copy")[int(size) - 1]
    rewrite(answer, "NameRu", lambda _: name)


# No faults.


@quirk(BY_BIN, YEAR, BYTES)
def by_bin_declares_windows_1251(body: bytes, _: float, __: Random) -> bytes:
    """An answer comes in windows-1251, and its declaration says so; what that lacks stands as references."""
    head = b'<?xml version="1.0" encoding="windows-1251"?>\n'
    return head + body.decode().encode("cp1251", "xmlcharrefreplace")


@quirk(BY_BIN, YEAR, XML)
def by_bin_amounts_with_decimal_comma(answer: etree._Element, _: float, __: Random) -> None:
    """Amounts have a decimal comma."""
    for each in answer.iter("Summa"):
        each.text = (each.text or "").replace(".", ",")


@quirk(BY_BIN, YEAR, XML)
def by_bin_elements_in_another_order(answer: etree._Element, _: float, __: Random) -> None:
    """The elements of a payment come in another order, with a new one that nobody needs."""
    for payment in answer.iter("payment"):
        etree.SubElement(payment, "Note").text = "1"
        payment[:] = sorted(payment, key=lambda element: element.tag)


@quirk(BY_BIN, YEAR, XML)
def by_bin_latest_payment_first(answer: etree._Element, _: float, __: Random) -> None:
    """Payments come with the latest first, indented and with blank lines."""
    payments = list(answer.iter("payment"))
    for payment in reversed(payments):
        answer.append(payment)
    etree.indent(answer)


@quirk(BY_BIN, YEAR, TEXT)
def by_bin_days_without_offset(text: str, _: float, __: Random) -> str:
    """Days are printed without the offset of their time zone."""
    return text.replace("+05:00", "")


@quirk(BY_BIN, YEAR, XML, size=0.1)
def by_bin_late_refund(answer: etree._Element, size: float, _: Random) -> None:
    """A refund of December is booked in April, after the last issue of December's monthly file."""
    for payment in payments_if_hit(answer, size)[-1:]:
        refund = deepcopy(payment)
        for name, text in (("PayNum", "202799999999"), ("EntryType", "Возврат"), ("Summa", "-250000.00")):
            rewrite(refund, name, lambda _, text=text: text)  # type: ignore[misc]
        rewrite(refund, "ReceiptDate", lambda _: "2026-12-28+05:00")
        rewrite(refund, "WriteOffDate", lambda _: "2027-04-16+05:00")
        answer.append(refund)
