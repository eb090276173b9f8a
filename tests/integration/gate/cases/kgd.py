"""Tax payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import Case, Change

BIN, OTHER_BIN = "020240000555", "990540001234"
BY_BIN, BULK = "kgd.payments_by_bin", "kgd.payments_bulk"


def payment(n: int = 0, **changed: object) -> dict[str, object]:
    return {
        "bin": BIN,
        "budget_code": "101110",
        "payment_number": str(n),
        "pay_type": "Налог",
        "entry_type": "Уплата",
        "receipt_date": date(2026, 1, 15),
        "amount_kzt": Decimal("1000.10"),
    } | changed


def payments(count: int = 300, **changed: object) -> list[dict[str, object]]:
    return [payment(n) for n in range(count - 1)] + [payment(count, **changed)]


GOOD = {
    BY_BIN: (f"{OTHER_BIN}/2026", [payment(n, bin=OTHER_BIN) for n in range(3)]),
    BULK: (
        "2026-02",
        [payment(n, receipt_date=date(2026, 2, 1), bin=(BIN, OTHER_BIN)[n % 2]) for n in range(300)],
    ),
}
FAILING: list[Case] = [
    (BY_BIN, "another_bin", f"{BIN}/2026", payments(3, bin=OTHER_BIN), 0),
    (BY_BIN, "another_bin", f"{BIN}/2026", payments(3, bin=None), 0),
    (BY_BIN, "another_year", f"{BIN}/2026", payments(3, receipt_date=date(2025, 12, 31)), 0),
    (BY_BIN, "received_after_delivery", f"{BIN}/2026", payments(3, receipt_date=date(2026, 2, 11)), 0),
    (BY_BIN, "mostly_readable", f"{BIN}/2026", payments(97), 3),
    (BY_BIN, "fully_readable", f"{BIN}/2026", payments(99), 1),
    (BY_BIN, "unknown_budget_code", f"{BIN}/2026", payments(3, budget_code="101999"), 0),
    # 103101 left the classification at the end of 2025.
    (BY_BIN, "unknown_budget_code", f"{BIN}/2026", payments(3, budget_code="103101"), 0),
    (BY_BIN, "unknown_pay_type", f"{BIN}/2026", payments(3, pay_type=None), 0),
    (BY_BIN, "sign_contradicts_kind", f"{BIN}/2026", payments(3, entry_type="Возврат"), 0),
    (BY_BIN, "sign_contradicts_kind", f"{BIN}/2026", payments(3, amount_kzt=Decimal(-1)), 0),
    (BY_BIN, "no_repeated_payment", f"{BIN}/2026", [payment(7), payment(7)], 0),
    (BY_BIN, "unknown_entry_type", f"{BIN}/2026", payments(3, entry_type="Перенос"), 0),
    (BULK, "has_rows", "2026-01", [], 0),
    (BULK, "another_month", "2026-01", payments(receipt_date=date(2025, 12, 31)), 0),
    (BULK, "received_after_delivery", "2026-01", payments(receipt_date=date(2026, 2, 11)), 0),
    (BULK, "mostly_readable", "2026-01", payments(98), 2),
    (BULK, "fully_readable", "2026-01", payments(99), 1),
    (BULK, "unknown_budget_code", "2026-01", payments(budget_code="101999"), 0),
    (BULK, "unknown_pay_type", "2026-01", payments(pay_type="налог"), 0),
    (BULK, "unknown_entry_type", "2026-01", payments(entry_type=None), 0),
    (BULK, "sign_contradicts_kind", "2026-01", payments(entry_type="Возврат", amount_kzt=Decimal(0)), 0),
    (BULK, "few_repeated_rows", "2026-01", [payment(7, bin=b) for b in (BIN, BIN, OTHER_BIN)], 0),
]
SHRINKING: list[Case] = [
    (BY_BIN, "not_emptied", f"{BIN}/2026", [], 5),
    (BY_BIN, "not_shrunk", f"{BIN}/2026", payments(3), 5),
    (BULK, "not_shrunk", "2026-01", payments(300), 500),
]
CHANGING: list[Change] = [
    (BULK, "none_vanished", "2026-01", payments(300), "2026-01", payments(299)),
    (BULK, "few_changed", "2026-01", payments(50), "2026-01", payments(50, receipt_date=date(2026, 1, 16))),
]
ELSEWHERE = {(BULK, "usual_size"), (BULK, "by_bin_agrees"), (BY_BIN, "monthly_files_agree")}
