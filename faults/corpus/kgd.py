"""The State Revenue Committee: payments per taxpayer (XML), and in bulk by month (CSV, gzip)."""

from __future__ import annotations

from random import Random

from lxml import etree

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, CSV_GZ, XML, some

BY_BIN, BULK = "kgd.payments_by_bin", "kgd.payments_bulk"
MARCH = r"/bulk/payments/payments_2026-03"


@fault(BULK, MARCH, BYTES, Place.READER, "breaks off before its end", (0.999, 0.9, 0.5))
def bulk_download_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The download of a month ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(BULK, MARCH, CSV_GZ, Place.DELIVERY, "another_month", (0.01, 0.3, 1))
def bulk_month_of_february(rows: list[list[str]], size: float, chance: Random) -> None:
    """Payments of February stand under March's name."""
    at = rows[0].index("ReceiptDate")
    for row in some(rows[1:], size, chance):
        row[at] = row[at].replace("2026-03", "2026-02")


@fault(BY_BIN, r"2026-01-01", XML, Place.DELIVERY, "share", (0.05, 0.3, 1))
def refunds_lose_their_sign(answer: etree._Element, size: float, chance: Random) -> None:
    """Refunds come without their minus."""
    refunds = [each for each in answer.iter("Summa") if (each.text or "").startswith("-")]
    if not refunds:
        return
    for each in some(refunds, size, chance):
        each.text = (each.text or "").lstrip("-")


@quirk(BULK, MARCH, CSV_GZ)
def bulk_with_one_column_more(rows: list[list[str]], _: float, __: Random) -> None:
    """A new column stands at the end, which nobody needs."""
    for number, row in enumerate(rows):
        row.append("Note" if number == 0 else "")
