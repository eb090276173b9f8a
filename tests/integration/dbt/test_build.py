"""From raw text to marts on real tables, once through: what unit tests with inline rows cannot show together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from tests.integration.builds import write_build

from .conftest import Dbt

HEAD, BRANCH, SILENT = "990140000007", "990140000017", "990140000806"


@pytest.fixture(scope="module")
def built(dbt: Dbt) -> Dbt:
    """The year 2026 of two participants, seen on 1 May 2027: one paid, directly and by a branch; one did not answer."""
    with psycopg.connect(dbt.url, autocommit=True) as conn:
        deliveries = [
            (1, "filings.participants", "nu_park", 3),
            (2, "kgd.payments_by_bin", f"{HEAD}/2026", 4),
            (3, "kgd.payments_by_bin", f"{BRANCH}/2026", 1),
            (4, "kgd.payments_bulk", "2026-03", 1),
        ]
        conn.execute(
            "insert into raw.filings_participants (delivery_id, place, bin, name_ru, territory, scope,"
            " branch_bins, joined, left_on) values"
            f" (1, 'Участники!A5', '{HEAD}', 'АО «Пример»', 'nu_park', 'организация', '{BRANCH}', '01.02.2026', null),"
            f" (1, 'Участники!A6', '{SILENT}', 'ТОО «Молчание»', 'nu_park', 'организация', null, '2026-02-01', null),"
            " (1, 'Участники!A7', '90140000007', 'ТОО «Ноль»', 'nu_park', 'организация', null, '2026-02-01', null)"
        )
        payment = "(delivery_id, place, iin_bin, kbk, pay_type, receipt_date, summa) values"
        conn.execute(
            f"insert into raw.kgd_payments_by_bin {payment}"
            f" (2, '/answer/payment[1]', '{HEAD}', '101111', 'Налог', '2026-03-01+05:00', '2000000000.00'),"
            f" (2, '/answer/payment[2]', '{HEAD}', '101111', 'Пеня', '2026-03-01+05:00', '5.00'),"
            f" (2, '/answer/payment[3]', '{HEAD}', '101111', 'Налог', '2026-01-31+05:00', '7.00'),"
            f" (2, '/answer/payment[4]', '{HEAD}', '101111', 'Налог', '2026-04-01+05:00', null),"
            f" (3, '/answer/payment[1]', '{BRANCH}', '101201', 'Налог', '2026-12-31+05:00', '500000000.00')"
        )
        conn.execute("create table raw.bulk_4 partition of raw.kgd_payments_bulk for values in (4)")
        conn.execute(
            f"insert into raw.kgd_payments_bulk {payment}"
            f" (4, 2, '{HEAD}', '101111', 'Налог', '2026-03-01+05:00', '1999999999.00')"
        )
        for delivery_id, dataset, slice_, rows in deliveries:
            conn.execute(
                "insert into ledger.deliveries values (%s, %s, %s, %s, 1)",
                [delivery_id, dataset, slice_, str(delivery_id)],
            )
            conn.execute("insert into ledger.loads values (%s, %s, now())", [delivery_id, rows])
        write_build(conn, "b1", [delivery_id for delivery_id, *_ in deliveries])
        # As a build does: two threads that replace what is there can lock each other out.
        conn.execute("drop schema candidate cascade")
    variables = {"build_id": "b1", "as_of": "2027-05-01T12:00:00+05:00"}
    dbt.succeed("run", "--select", "per_delivery", **variables)
    dbt.succeed("build", "--select", "as_of", "marts", "--exclude-resource-type", "unit_test", **variables)
    return dbt


def rows(dbt: Dbt, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dbt.url) as conn:
        return conn.execute(query).fetchall()


def test_the_indicator_is_the_programmes_tax_receipts(built: Dbt) -> None:
    values = rows(
        built,
        "select territory_code, value, stage, observation_status, coverage, contributors"
        " from candidate.indicator_values where indicator_code = 'tax_receipts' and year = 2026"
        " order by territory_code",
    )
    assert values == [
        ("inp_park", None, "final", "M", None, 0),
        ("kurchatov", None, "final", "M", None, 0),
        ("nu_park", Decimal("2.5"), "final", "A", Decimal("0.666666"), 1),
        ("total", Decimal("2.5"), "final", "A", Decimal("0.666666"), 1),
    ]


def test_every_decreed_year_has_its_verdict(built: Dbt) -> None:
    later = dict.fromkeys(range(2027, 2036), "not_due")
    query = "select year, verdict from candidate.indicator_progress where indicator_code = '{}'"
    assert dict(rows(built, query.format("tax_receipts"))) == {2025: "baseline", 2026: "incomplete"} | later
    assert dict(rows(built, query.format("gii_business_rd_rank"))) == {2025: "baseline", 2026: "no_data"} | later


def test_what_does_not_count_is_shown(built: Dbt) -> None:
    assert rows(built, "select scope_rule, is_counted, amount_kzt from candidate.tax_receipts_by_scope order by 1") == [
        ("penalty", False, Decimal("5.00")),
        ("tax", True, Decimal("2000000000.00")),
        ("withheld_income_tax", True, Decimal("500000000.00")),
    ]


def test_the_two_datasets_are_reconciled_over_the_month_both_have(built: Dbt) -> None:
    assert rows(built, "select bin, difference_kzt from candidate.tax_receipts_reconciliation order by 1") == [
        (HEAD, Decimal("6.00")),
        (BRANCH, Decimal("0")),
    ]


def test_what_could_not_be_read_is_kept_with_its_reason(built: Dbt) -> None:
    assert rows(
        built, "select place, reason, row_as_delivered ->> 'bin' from staging.stg_filings__participants_quarantined"
    ) == [("Участники!A7", "bin is not twelve digits: «90140000007»", "90140000007")]
    assert rows(built, "select place, reason from staging.stg_kgd__payments_by_bin_quarantined") == [
        ("/answer/payment[4]", "summa is missing, and a missing mark is not a zero: «»")
    ]


def test_every_source_counts_its_rows(built: Dbt) -> None:
    assert rows(
        built,
        "select dataset, slices, rows_read, rows_quarantined, is_sample from candidate.data_sources order by 1",
    ) == [
        ("filings.participants", 1, 3, 1, True),
        ("kgd.payments_bulk", 1, 1, 0, True),
        ("kgd.payments_by_bin", 2, 5, 1, True),
    ]
