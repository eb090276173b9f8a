"""Four changes handed in after the freeze: payments, a filing, a register and a bulletin."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import psycopg

from naukograd import pipeline
from naukograd.core.periods import now, parse_moment
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive
from naukograd.deliveries.ledger import Receipt, delivery_id, shown
from naukograd.sources.dataset import Statement

LATER = "2027-10-15T18:00:00+05:00"
TAX = "kgd.payments_by_bin"


@dataclass
class Handed:
    """Deliveries handed in after the first moment, by what they are."""

    settings: Settings
    deliveries: dict[str, str] = field(default_factory=dict)

    def __call__(self, what: str, dataset: str, slice_: str, change: Callable[[bytes], bytes]) -> None:
        """The slice's current delivery, changed, as it came in the autumn."""
        statement = Statement(parse_moment("2027-09-01T12:00:00+05:00"), "the clock of the sample world")
        with pipeline.opened(self.settings) as (conn, archive):
            body = change(self._held(conn, archive, dataset, slice_))
            stored = archive.store([body])
            receipt = Receipt(now(), {"file": what}, True, True, None, statement)
            ledger.apply(conn, ledger.arrival(archive, dataset, slice_, stored, receipt))
        pipeline.load(self.settings, dataset)
        pipeline.judge(self.settings, dataset, run_id=what)
        self.deliveries[what] = shown(delivery_id(dataset, slice_, stored.sha256))

    @staticmethod
    def _held(conn: psycopg.Connection, archive: Archive, dataset: str, slice_: str) -> bytes:
        row = conn.execute(
            "select sha256 from ledger.current_deliveries('infinity') inner join ledger.deliveries"
            " using (delivery_id, dataset, slice) where dataset = %s and slice = %s",
            [dataset, slice_],
        ).fetchone()
        assert row is not None, (dataset, slice_)
        with archive.open(row[0]) as opened:
            return opened.read()


def payments_of_autumn(body: bytes) -> bytes:
    """One payment comes late, one is refunded in part, one is written anew 500 tenge larger."""
    text = body.decode()
    counted = [
        payment
        for payment in re.findall("<payment>.*?</payment>", text, re.DOTALL)
        if "<PayType>Налог<" in payment and "<EntryType>Уплата<" in payment and re.search("<KBK>10[13]", payment)
    ]
    first, second = counted[0], next(each for each in counted[1:] if each != counted[0])
    late = _with(_with(first, "PayNum", "late"), "Summa", "1000000.00")
    refund = _with(_with(_with(first, "PayNum", "refund"), "Summa", "-250000.00"), "EntryType", "Возврат")
    amount = re.search("<Summa>(.*?)</Summa>", second)
    assert amount is not None
    rewritten = _with(second, "Summa", str(Decimal(amount[1]) + 500))
    return text.replace(second, rewritten, 1).replace("</answer>", f"{late}{refund}</answer>").encode()


def _with(payment: str, element: str, value: str) -> str:
    changed, count = re.subn(f"<{element}>.*?</{element}>", f"<{element}>{value}</{element}>", payment)
    assert count == 1, payment
    return changed


def in_workbook(bin_: str, heading: str, change: Callable[[object], object]) -> Callable[[bytes], bytes]:
    """A workbook with one cell changed: in the column of the heading, in the first row of the BIN that has a value."""

    def changed(body: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(body))
        sheet = book.worksheets[0]
        rows = list(sheet.iter_rows())
        column = next(cell.column for row in rows for cell in row if cell.value == heading)
        row = next(r for r in rows if bin_ in {cell.value for cell in r} and r[column - 1].value)
        row[column - 1].value = change(row[column - 1].value)
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    return changed


def without_patent(number: str) -> Callable[[bytes], bytes]:
    def changed(body: bytes) -> bytes:
        printed = json.loads(body)
        left = [each for each in printed if each["gos_number_11"] != number]
        assert len(left) == len(printed) - 1
        return json.dumps(left, ensure_ascii=False).encode()

    return changed


def waiving(*subjects: str) -> Callable[[bytes], bytes]:
    """The register of decisions with a waiver of each subject added."""

    def changed(body: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(body))
        for number, subject in enumerate(subjects, start=1):
            row = (f"W{number}", "waiver", subject, None, "Директор департамента науки")
            book.worksheets[0].append((*row, date(2027, 9, 1), date(2027, 12, 31), "Файлы месяца придут позже"))
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    return changed


PAYER, FILER, MEMBER, OWNER = "120440929777", "190840945845", "170740908378", "101140945182"
HEADCOUNT, JOINED = "Исследователи по основному месту работы, человек", "Дата вступления"


def a_month_later(day: object) -> object:
    assert isinstance(day, datetime)
    return day.replace(month=day.month + 1)


def hand_in(settings: Settings) -> dict[str, str]:
    """All four, and waivers of what the monthly files do not show yet; the deliveries by what they are."""
    handed = Handed(settings)
    late = waiving("data_sources/fresh", "tax_receipts_reconciliation/bulk_agrees")
    handed("waivers", "filings.decisions", "mnvo", late)
    handed("payments", TAX, f"{PAYER}/2026", payments_of_autumn)
    handed("filing", "filings.researchers", "kurchatov/2026", in_workbook(FILER, HEADCOUNT, lambda n: int(n) + 2))
    handed("register", "filings.participants", "inp_park", in_workbook(MEMBER, JOINED, a_month_later))
    handed("bulletin", "kazpatent.inventions", "2026/45", without_patent("36739"))
    return handed.deliveries
