from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

from naukograd.core.periods import ALMATY
from naukograd.gate import CheckResult, GateRecord, SampleRow, Verdict

AT = datetime(2026, 2, 10, 9, 0, tzinfo=ALMATY)


def check(name: str, *, passed: bool = False, critical: bool = True, sample: tuple[SampleRow, ...] = ()) -> CheckResult:
    return CheckResult(
        check=name,
        says="It holds.",
        severity="critical" if critical else "warning",
        passed=passed,
        count=0 if passed else 2,
        of=10,
        amount_kzt=Decimal("-1500.50"),
        sample=sample,
    )


ROW = SampleRow("00000000000000ff", "2026-01", "17", {"receipt_date": date(2026, 2, 1), "amount_kzt": Decimal("1E+3")})


def delivery_record(*checks: CheckResult) -> GateRecord:
    verdicts = (Verdict(255, "2026-01", False, "It does not hold."), Verdict(1, "2026-02", True, "Passed."))
    return GateRecord("delivery", "kgd.payments_bulk", AT, False, verdicts, checks)


def test_json_is_plain_exact_and_the_same_every_time() -> None:
    record = delivery_record(check("another_month", sample=(ROW,)))
    first, second = json.dumps(record.to_json()), json.dumps(record.to_json())
    assert first == second
    assert json.loads(first) == {
        "gate": "delivery",
        "subject": "kgd.payments_bulk",
        "ran_at": "2026-02-10T09:00:00+05:00",
        "passed": False,
        "deliveries": [
            {
                "delivery_id": "00000000000000ff",
                "slice": "2026-01",
                "accepted": False,
                "reason": "It does not hold.",
                "warnings": [],
                "fingerprint": {},
            },
            {
                "delivery_id": "0000000000000001",
                "slice": "2026-02",
                "accepted": True,
                "reason": "Passed.",
                "warnings": [],
                "fingerprint": {},
            },
        ],
        "checks": [
            {
                "check": "another_month",
                "says": "It holds.",
                "severity": "critical",
                "passed": False,
                "count": 2,
                "of": 10,
                "amount_kzt": "-1500.50",
                "sample": [
                    {
                        "delivery": "00000000000000ff",
                        "slice": "2026-01",
                        "place": "17",
                        "values": {"amount_kzt": "1000", "receipt_date": "2026-02-01"},
                    }
                ],
            }
        ],
    }


def test_keys_are_sorted_however_deep() -> None:
    document = delivery_record(check("a", sample=(ROW,))).to_json()
    assert list(document) == sorted(document)
    assert list(document["checks"][0]["sample"][0]["values"]) == ["amount_kzt", "receipt_date"]


def test_lines_name_failed_checks_critical_first_with_sample_rows() -> None:
    record = delivery_record(
        check("fine", passed=True), check("reported", critical=False), check("another_month", sample=(ROW,))
    )
    assert record.lines() == [
        "gate kgd.payments_bulk: 1 of 2 deliveries rejected (3 checks, 1 critical failed, 1 warned)",
        "critical another_month: 2 of 10 fail, -1500.50 KZT. It holds. | "
        "00000000000000ff 2026-01 @17 receipt_date=2026-02-01 amount_kzt=1000",
        "warning reported: 2 of 10 fail, -1500.50 KZT. It holds.",
    ]


def test_marts_are_passed_or_stopped() -> None:
    stopped = GateRecord("mart", "build b1", AT, False, (), (check("participants.one_territory_a_day"),))
    passed = GateRecord("mart", "build b1", AT, True, (), (check("data_sources.fresh", critical=False),))
    assert stopped.lines()[0] == "gate build b1: stopped (1 checks, 1 critical failed, 0 warned)"
    assert passed.lines()[0] == "gate build b1: passed (1 checks, 0 critical failed, 1 warned)"
