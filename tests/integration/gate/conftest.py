"""A scratch database with the ledger and stand-ins for the staging views: same names, same columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from naukograd.core.database import migrate
from naukograd.core.periods import ALMATY
from naukograd.gate import PendingDelivery

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=ALMATY)

_STAGING = """
create schema staging;
create schema seeds;
create table staging.stg_kgd__payments_by_bin (
    delivery_id bigint, place text, bin text, payer_name_ru text, tax_org_code text, tax_org_name_ru text,
    tax_org_name_kk text, budget_code text, budget_code_name_ru text, budget_code_name_kk text, payment_number text,
    pay_type text, entry_type text, receipt_date date, write_off_date_as_delivered text, amount_kzt numeric
);
create table staging.stg_kgd__payments_bulk (like staging.stg_kgd__payments_by_bin);
alter table staging.stg_kgd__payments_bulk alter column place type bigint using place::bigint;
create table staging.stg_filings__participants (
    delivery_id bigint, place text, bin text, name_ru text, name_kk text, territory_code text, scope text,
    branch_bins text[], unit_katos text[], joined_on date, left_on date, oked text, pilot_units text[]
);
create table staging.stg_kgd__payments_by_bin_quarantined (
    delivery_id bigint, place text, reason text, row_as_delivered jsonb
);
create table staging.stg_filings__participants_quarantined (like staging.stg_kgd__payments_by_bin_quarantined);
create table staging.stg_kgd__payments_bulk_quarantined (like staging.stg_kgd__payments_by_bin_quarantined);
create table seeds.budget_classification (budget_code text, category text, valid_from date, valid_to date);
insert into seeds.budget_classification values
    ('101110', '1', '2025-01-01', null), ('103101', '1', '2025-01-01', '2025-12-31');
create table staging.stg_wipo__gii (
    delivery_id bigint, place text, iso3 text, economy_name text, indicator_number text, indicator_name text,
    indicator_key text, data_year_as_delivered text, gii_rank integer
);
create table staging.stg_wipo__gii_quarantined (like staging.stg_kgd__payments_by_bin_quarantined);
create table seeds.indicators (indicator_code text, level text);
insert into seeds.indicators values ('tax_receipts', 'territory'), ('gii_business_rd_rank', 'country');
create table seeds.indicator_targets (indicator_code text, year integer, value numeric, is_baseline boolean);
insert into seeds.indicator_targets
select 'tax_receipts', y, case y when 2025 then 2.3 else 2.35 end, y = 2025 from generate_series(2025, 2035) as y
union all
select 'gii_business_rd_rank', y, 2056 - y, y = 2025 from generate_series(2025, 2035) as y;
"""


class Scratch:
    """Rows of deliveries put straight into the stand-ins, and the ledger's entries for accepted ones."""

    now = NOW

    def __init__(self, url: str, conn: psycopg.Connection[tuple[object, ...]]) -> None:
        self.url = url
        self.conn = conn

    def insert(self, table: str, rows: Sequence[Mapping[str, object]], schema: str = "staging") -> None:
        for row in rows:
            self.conn.execute(
                sql.SQL("insert into {} ({}) values ({})").format(
                    sql.Identifier(schema, table),
                    sql.SQL(", ").join(map(sql.Identifier, row)),
                    sql.SQL(", ").join(sql.Placeholder() * len(row)),
                ),
                list(row.values()),
            )

    def deliver(
        self,
        dataset: str,
        slice_key: str,
        rows: Sequence[Mapping[str, object]],
        unreadable: int = 0,
        counts_from: datetime = NOW,
    ) -> PendingDelivery:
        delivery = int(hashlib.sha256(f"{dataset} {slice_key} {rows}".encode()).hexdigest()[:16], 16) >> 1
        model = f"stg_{dataset.replace('.', '__')}"
        placed = [{"delivery_id": delivery, "place": str(n), **row} for n, row in enumerate(rows, 2)]
        self.insert(model, placed)
        self.insert(
            f"{model}_quarantined",
            [
                {"delivery_id": delivery, "place": str(n), "reason": "summa is missing", "row_as_delivered": "{}"}
                for n in range(1000, 1000 + unreadable)
            ],
        )
        return PendingDelivery(delivery, slice_key, len(rows) + unreadable, counts_from)

    def accept(self, dataset: str, slice_key: str, row_count: int) -> None:
        """Enter an accepted delivery of ``row_count`` rows in the ledger."""
        delivery = int(hashlib.sha256(f"{dataset} {slice_key} {row_count}".encode()).hexdigest()[:16], 16) >> 1
        name = str(delivery)
        self.conn.execute(
            "insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [delivery, dataset, slice_key, name]
        )
        self.conn.execute(
            "insert into ledger.events (event_id, day, kind) values (%s, '2026-01-01', 'arrival')", [name]
        )
        self.conn.execute(
            "insert into ledger.arrivals (event_id, delivery_id, received_at, counts_from, origin, is_sample)"
            " values (%s, %s, '2026-01-01', '2026-01-01', '{}', true)",
            [name, delivery],
        )
        self.conn.execute(
            "insert into ledger.verdicts values (%s, %s, true, '2026-01-01', null, 'gate', 'x')", [name, delivery]
        )
        self.conn.execute("insert into ledger.loads values (%s, %s, '2026-01-01')", [delivery, row_count])


@pytest.fixture
def scratch(warehouse_url: str) -> Iterator[Scratch]:
    with psycopg.connect(warehouse_url, autocommit=True) as conn:
        migrate(conn)
        conn.execute(_STAGING)
        yield Scratch(warehouse_url, conn)


@pytest.fixture(scope="session")
def expectations() -> Path:
    return Path(__file__).parents[3] / "expectations"
