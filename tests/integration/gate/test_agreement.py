"""Payments by BIN and monthly files: each is held against what the other said when a build last had them agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from psycopg.types.json import Jsonb

from naukograd.core.periods import ALMATY
from naukograd.gate import PendingDelivery, judge_deliveries

from .cases.kgd import BIN, BULK, BY_BIN, OTHER_BIN, payment

if TYPE_CHECKING:
    from conftest import Scratch

SLICES = {BY_BIN: f"{BIN}/2026", BULK: "2026-01"}
ISSUED = datetime(2026, 2, 5, 6, tzinfo=ALMATY)
AGREED = [payment(n, bin=BIN, write_off_date_as_delivered="2026-01-15+05:00") for n in range(3)]
STRANGERS = [payment(9, bin=OTHER_BIN)]


def rows_of(dataset: str, payments: list[dict[str, object]]) -> list[dict[str, object]]:
    return payments if dataset == BY_BIN else payments + STRANGERS


def deliver(scratch: Scratch, dataset: str, payments: list[dict[str, object]]) -> PendingDelivery:
    rows = rows_of(dataset, payments)
    found = scratch.deliver(dataset, SLICES[dataset], rows)
    if dataset == BULK:
        scratch.insert("kgd_payments_bulk", _raw(found, rows), schema="raw")
    name = f"{dataset} {found.delivery_id}"
    scratch.conn.execute(
        "insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [found.delivery_id, dataset, found.slice, name]
    )
    scratch.conn.execute("insert into ledger.events (event_id, day, kind) values (%s, '2026-02-10', 'x')", [name])
    scratch.conn.execute(
        "insert into ledger.arrivals (event_id, delivery_id, received_at, counts_from, published_at, origin, is_sample)"
        " values (%s, %s, %s, %s, %s, '{}', true)",
        [name, found.delivery_id, scratch.now, scratch.now, ISSUED],
    )
    return found


def _raw(delivery: PendingDelivery, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [
        {"delivery_id": delivery.delivery_id, "place": place, "iin_bin": row["bin"]}
        for place, row in enumerate(rows, 2)
    ]


def build(scratch: Scratch, before: timedelta, *, passed: bool) -> None:
    """A build of both datasets, so long before now, in which they were found to agree or not."""
    scratch.conn.execute(
        "create schema per_delivery;"
        " create table per_delivery.payments_bulk_daily (delivery_id bigint, bin text, budget_code text, pay_type text,"
        " receipt_date date, amount_kzt numeric, payments integer);"
        " create table if not exists raw.any_delivery partition of raw.kgd_payments_bulk default"
    )
    scratch.conn.execute(
        "insert into ledger.builds (build_id, as_of, code_version, fingerprint, is_sample, started_at, purpose)"
        " values ('b', %s, 'x', 'x', true, now(), 'marts')",
        [scratch.now - before],
    )
    for dataset in (BY_BIN, BULK):
        delivery = deliver(scratch, dataset, AGREED)
        scratch.insert(
            "build_deliveries",
            [
                {
                    "build_id": "b",
                    "dataset": dataset,
                    "slice": delivery.slice,
                    "delivery_id": delivery.delivery_id,
                    "counts_from": scratch.now,
                    "known_from": scratch.now,
                    "published_at": ISSUED if dataset == BULK else None,
                    "is_current": True,
                    "is_sample": True,
                    **dict.fromkeys(
                        ("arrival_event", "first_event", "verdict_event"), f"{dataset} {delivery.delivery_id}"
                    ),
                }
            ],
            schema="ledger",
        )
        if dataset == BULK:
            scratch.conn.execute(
                "insert into per_delivery.payments_bulk_daily select delivery_id, bin, budget_code, pay_type,"
                " receipt_date, sum(amount_kzt), count(*) from staging.stg_kgd__payments_bulk group by 1, 2, 3, 4, 5"
            )
    record = {"checks": [{"check": "tax_receipts_reconciliation.bulk_agrees", "passed": passed}]}
    scratch.conn.execute("insert into ledger.events (event_id, day, kind) values ('g', '2026-02-10', 'x')")
    scratch.conn.execute(
        "insert into ledger.gate_runs values ('g', 'mart', 'build b', true, now(), %s)", [Jsonb(record)]
    )


def failed(scratch: Scratch, expectations: Path, dataset: str, payments: list[dict[str, object]]) -> list[str]:
    delivery = deliver(scratch, dataset, payments)
    record = judge_deliveries(scratch.url, dataset, [delivery], expectations, scratch.now)
    return [each.check for each in record.failed if each.check in ("monthly_files_agree", "by_bin_agrees")]


@pytest.mark.parametrize(("dataset", "check"), [(BY_BIN, "monthly_files_agree"), (BULK, "by_bin_agrees")])
def test_what_both_agreed_on_holds(scratch: Scratch, expectations: Path, dataset: str, check: str) -> None:
    build(scratch, timedelta(hours=1), passed=True)
    late = payment(7, receipt_date=date(2026, 1, 28), write_off_date_as_delivered="2026-02-09+05:00")
    as_before = [*AGREED[:2], {**AGREED[2], "payment_number": "another"}]
    assert failed(scratch, expectations, dataset, as_before) == []
    if dataset == BY_BIN:
        assert failed(scratch, expectations, dataset, [*AGREED, late]) == []
    for damaged in (
        AGREED[:2],
        [*AGREED, {**AGREED[0]}],
        [*AGREED[:2], {**AGREED[2], "amount_kzt": Decimal("1000.11")}],
        [*AGREED[:2], {**AGREED[2], "receipt_date": date(2026, 1, 16)}],
        [*AGREED[:2], {**AGREED[2], "pay_type": "Пеня"}],
        [*AGREED[:2], {**AGREED[2], "budget_code": "103101"}],
        [{**each, "amount_kzt": Decimal(1)} for each in AGREED],
    ):
        assert failed(scratch, expectations, dataset, damaged) == [check], damaged


@pytest.mark.parametrize("dataset", [BY_BIN, BULK])
@pytest.mark.parametrize(("before", "passed"), [(timedelta(hours=1), False), (timedelta(days=4), True)])
def test_what_they_never_agreed_on_or_long_ago_says_nothing(
    scratch: Scratch, expectations: Path, dataset: str, before: timedelta, passed: bool
) -> None:
    build(scratch, before, passed=passed)
    assert failed(scratch, expectations, dataset, AGREED[:2]) == []
