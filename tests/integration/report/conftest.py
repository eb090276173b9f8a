"""A database with the published marts as their contract has them, a few rows in each."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from naukograd.core.database import Connection, connect

BUILD = "7f3a9c05fb5e"
FILED = "filings.participants"
AS_OF = "2027-04-20T18:00:00+05:00"

# Columns of each mart, without the two that all end with.
MARTS = {
    "indicator_values": "indicator_code text, territory_code text, year integer, value numeric, unit text, stage text, "
    "observation_status text, coverage numeric, contributors integer, change_from_previous numeric, "
    "share_percent numeric",
    "indicator_progress": "indicator_code text, year integer, unit text, polarity text, target_value numeric, "
    "is_baseline boolean, actual_value numeric, gap numeric, percent_of_target numeric, next_target_year integer, "
    "pace_to_next_target numeric, pace_to_2035 numeric, remaining_change_percent numeric, verdict text, stage text, "
    "coverage numeric, continued_value numeric",
    "indicator_reconciliation": "indicator_code text, territory_code text, year integer, filed_value numeric, "
    "tabulated_value numeric, difference numeric",
    "indicator_changes": "indicator_code text, territory_code text, year integer, component text, value numeric, "
    "participants integer",
    "territories": "territory_code text, name_ru text, core_organization_ru text, region_ru text, "
    "launch_deadline date, participants_now integer, rd_researchers integer, employed_population integer, "
    "status_share_percent numeric, "
    "status_threshold_percent numeric",
    "data_sources": "dataset text, slices integer, latest_counts_from timestamptz, rows_read bigint, "
    "rows_quarantined bigint, is_sample boolean",
    "tax_receipts_by_scope": "year integer, territory_code text, scope_rule text, name_ru text, is_counted boolean, "
    "payments integer, amount_kzt numeric",
    "tax_receipts_reconciliation": "year integer, bin text, by_bin_kzt numeric, bulk_kzt numeric, "
    "difference_kzt numeric",
    "indicator_composition": "indicator_code text, year integer, is_counted boolean, item text, name_ru text, "
    "sector text, parts integer, headcount integer, fte numeric, amount_kzt numeric, committed_kzt numeric",
    "invention_patents_outlook": "year integer, registered numeric, range_low numeric, range_high numeric, "
    "target_year integer, target_value numeric, chance_percent numeric, chance_at_low_percent numeric, "
    "chance_at_high_percent numeric",
    "late_filings": "dataset text, territory_code text, year integer, first_filed_at timestamptz, "
    "latest_filed_at timestamptz",
    "report_totals": "year integer, total_code text, value numeric",
    "researchers_by_unit": "territory_code text, year integer, bin text, unit_ru text, unit_kato text, "
    "staff_group text, is_counted boolean, why_ru text, headcount integer, fte numeric",
    "private_investment_by_source": "territory_code text, year integer, sector text, finance_source text, "
    "is_private boolean, scope_rule text, amount_kzt numeric, committed_kzt numeric",
    "science_output_by_kind": "territory_code text, year integer, kind text, is_counted boolean, amount_kzt numeric",
    "invention_patents_list": "gos_number text, registered_on date, bulletin text, territory_code text, owner_ru text, "
    "participant_bin text, title_ru text, is_annulled boolean, match_rule text, decision_id text",
    "invention_patents_undecided": "territory_code text, year integer, undecided_patents integer, "
    "value_if_none numeric, value_if_all numeric, target_value numeric, verdict_if_none text, verdict_if_all text",
    "owner_candidates": "owner_key text, owner_ru text, patents integer, resembles_bin text, reason text",
    "regional_profile": "region_kato text, name_ru text, year integer, population integer, "
    "grp_per_capita_thousand_kzt numeric, grp_bn_kzt numeric, rd_expenditure_bn_kzt numeric, rd_personnel integer, "
    "rd_cost_per_worker_mln_kzt numeric, researchers_fte_per_mln_inhabitants numeric, exists_from date, exists_to date",
    "international_comparison": "measure_code text, measure_ru text, unit text, economy_code text, economy_ru text, "
    "year integer, value numeric, source text, published text, is_revised boolean, previous_value numeric",
    "national_facts": "fact_code text, name_ru text, year integer, value numeric, unit text, source text, place text, "
    "checked_value numeric, note_ru text",
    "expected_results": "result_code text, number integer, name_ru text, unit text, year integer, value numeric, "
    "baseline_year integer, baseline_value numeric, target_year integer, target_value numeric, stage text, "
    "note_ru text",
    "decisions": "decision_id text, kind text, subject text, value text, decided_by text, decided_on date, "
    "valid_until date, because text",
}

ROWS = """
insert into marts.territories values
    ('inp_park', 'НТП ИЯФ', 'ИЯФ', 'город Алматы', '2027-03-31', 17, null, null, null, null),
    ('kurchatov', 'Наукоград Курчатов', 'НЯЦ', 'область Абай', null, 9, 263, 6120, 4.297, 3);
insert into marts.indicator_values values
    ('tax_receipts', 'inp_park', 2025, 1.3, 'bn_kzt', 'final', 'A', 1, 11, null, 56.521739),
    ('tax_receipts', 'total', 2025, 2.3, 'bn_kzt', 'final', 'A', 1, 20, null, 100),
    ('tax_receipts', 'inp_park', 2026, 1.411, 'bn_kzt', 'provisional', 'P', 1, 12, 0.111, 58.518386),
    ('tax_receipts', 'kurchatov', 2026, 1.000208, 'bn_kzt', 'provisional', 'P', 1, 9, null, 41.481614),
    ('tax_receipts', 'total', 2026, 2.411208, 'bn_kzt', 'provisional', 'P', 1, 21, 0.111208, 100),
    ('researchers', 'total', 2026, null, 'persons', 'provisional', 'Q', 1, 0, null, null);
insert into marts.indicator_progress
select
    t.indicator_code, t.year, i.unit, i.polarity, t.value, t.is_baseline, null, null, null, nullif(t.year + 1, 2036),
    null, null, 10, case when t.is_baseline then 'baseline' when t.year <= 2026 then 'no_data' else 'not_due' end
from seeds.indicator_targets as t inner join seeds.indicators as i using (indicator_code);
update marts.indicator_progress set
    actual_value = 2.3, gap = 0, percent_of_target = 100, pace_to_next_target = 0.05, pace_to_2035 = 0.57,
    stage = 'final', coverage = 1
where indicator_code = 'tax_receipts' and year = 2025;
update marts.indicator_progress set
    actual_value = 2.411208, gap = 0.061208, percent_of_target = 102.604595744681, pace_to_next_target = -0.011208,
    pace_to_2035 = 0.620976889, verdict = 'met', stage = 'provisional', coverage = 1, continued_value = 2.522416
where indicator_code = 'tax_receipts' and year = 2026;
insert into marts.indicator_composition values
    ('tax_receipts', 2026, true, 'tax', 'Налоги', null, 15, null, null, 2411208000, null),
    ('tax_receipts', 2026, true, 'total', null, null, 15, null, null, 2411208000, null);
insert into marts.invention_patents_outlook values (2025, 9, 4.11, 17.09, 2026, 10, 41.26, 1.1, 96.9);
insert into marts.late_filings values
    ('filings.participants', 'kurchatov', 2026, '2027-03-20T10:00:00+05:00', '2027-04-12T10:00:00+05:00');
insert into marts.report_totals values
    (2026, 'indicators', 6), (2026, 'indicators_met', 1), (2026, 'indicators_missed', 0),
    (2026, 'indicators_incomplete', 0), (2026, 'indicators_no_data', 5), (2026, 'late_filings', 1),
    (2026, 'tax_bins_compared', 3), (2026, 'tax_bins_differing', 2), (2026, 'tax_difference_kzt', 7);
insert into marts.indicator_reconciliation values ('private_investment', 'total', 2025, 0.59, 0.6, 0.01);
insert into marts.indicator_changes values
    ('tax_receipts', 'total', 2026, 'price', 0.2, 20), ('tax_receipts', 'total', 2026, 'like_for_like', -0.088792, 20);
insert into marts.data_sources values ('kgd.payments_by_bin', 111, '2027-04-20T18:00:00+05:00', 12480, 3, true);
insert into marts.tax_receipts_by_scope values
    (2026, 'inp_park', 'tax', 'Налоги', true, 10, 1411000000),
    (2026, 'kurchatov', 'tax', 'Налоги', true, 5, 1000208000),
    (2026, 'kurchatov', 'penalty', 'Пени', false, 1, 12.34);
insert into marts.tax_receipts_reconciliation values
    (2026, '000140001237', 5, 5, 0), (2026, '000140001238', 5, 8, -3), (2026, '000140001239', 5, 1, 4);
insert into marts.researchers_by_unit values
    ('kurchatov', 2026, '000140001237', 'Лаборатория', '632810000', 'main_job', true, 'Исследователи', 263, 250.5);
insert into marts.private_investment_by_source values
    ('kurchatov', 2026, 'иностранный частный', 'собственные средства', true, 'private', 618000000, null);
insert into marts.science_output_by_kind values ('kurchatov', 2026, 'rd_services', true, 4210000000);
insert into marts.invention_patents_list values
    ('37001', '2026-03-11', '10/2026', 'kurchatov', 'НЯЦ', '000140001237', 'Способ', false, 'decision', 'mnvo/1');
insert into marts.owner_candidates values ('ИЦФ', 'ИЦФ', 2, '000140001237', 'сокращение');
insert into marts.invention_patents_undecided values
    ('kurchatov', 2026, 2, 1, 3, null, null, null), ('total', 2026, 2, 1, 3, 10, 'missed', 'missed');
insert into marts.regional_profile values
    ('000000000', 'Республика Казахстан', 2024, 20000000, null, 134251.9, 219.7, 27146, 8.1, 769, null, null),
    ('100000000', 'область Абай', 2024, 600000, null, 3189.5, 7.0, 1394, 5.0, 946, '2022-06-08', null),
    ('100000000', 'область Абай', 2025, 601000, null, null, null, null, null, null, '2022-06-08', null);
insert into marts.international_comparison values
    ('rd', 'Затраты на НИОКР, % к ВВП', 'percent', 'KAZ', 'Казахстан', 2023, 0.14, 'worldbank', '2026', false, null),
    ('rd', 'Затраты на НИОКР, % к ВВП', 'percent', 'KOR', 'Южная Корея', 2023, 4.96, 'worldbank', '2026', true, 4.93),
    ('revenue', 'Доход парка', 'bn_usd', 'Z-Park', 'Чжунгуаньцунь', null, 418, 'concept', 'раздел 3', false, null);
insert into marts.national_facts values
    ('share', 'Доля Алматы и Астаны', 2024, 60.7, 'percent', 'concept', 'раздел 2', 60.6, 'расходится'),
    ('gdp', 'ВВП, млн тенге', 2025, 149000000, 'mln_kzt', 'taldau', null, null, null);
insert into marts.expected_results values
    ('territories_ready', 1, 'готовы к запуску', 'units', 2026, 1, null, null, 2035, 3, 'provisional', null),
    ('territories_ready', 1, 'готовы к запуску', 'units', 2027, null, null, null, 2035, 3, 'provisional', null),
    ('innovative_output_share', 2, 'доля', 'percent', 2025, 1.52, 2024, 1.37, 2035, 3, 'final', null);
insert into marts.decisions values
    ('a/1', 'waiver', 'past', null, 'Директор', '2026-01-10', '2027-04-19', 'письмо'),
    ('a/2', 'waiver', 'last day', null, 'Директор', '2026-01-10', '2027-04-20', 'письмо'),
    ('a/3', 'approval', 'future', null, 'Директор', '2027-04-21', null, 'письмо');
"""


def deliver(conn: Connection, slice_: str, *days: str, received: str | None = None, accepted: bool = True) -> None:
    """Workbooks of a slice handed in on those days; received then or later."""
    for day in days:
        event, moment = f"{slice_} {day}", f"{received or day}T10:00:00+05:00"
        published = f"{day}T10:00:00+05:00" if received else None
        delivery = zlib.crc32(event.encode())
        conn.execute("insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [delivery, FILED, slice_, event])
        conn.execute("insert into ledger.events (event_id, day, kind) values (%s, %s, 'arrival')", [event, day])
        conn.execute(
            "insert into ledger.arrivals "
            "(event_id, delivery_id, received_at, counts_from, published_at, origin, is_sample) "
            "values (%s, %s, %s, %s, %s, '{}', true)",
            [event, delivery, moment, moment, published],
        )
        conn.execute(
            "insert into ledger.verdicts values (%s, %s, %s, %s, null, 'gate', 'x')",
            [event, delivery, accepted, moment],
        )


@pytest.fixture(scope="module")
def marts(server: str, prepared: str) -> Iterator[Connection]:
    """A connection to such a database."""
    url = psycopg.conninfo.make_conninfo(server, dbname="report_marts")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database report_marts template {prepared}")
        with connect(url) as conn:
            for name, columns in MARTS.items():
                conn.execute(sql.SQL("create table marts.{} ({})").format(sql.Identifier(name), sql.SQL(columns)))
            conn.execute(ROWS)
            conn.execute("insert into ledger.events (event_id, day, kind) values ('g', '2027-04-20', 'gate_run')")
            conn.execute(
                """
                insert into ledger.gate_runs values ('g', 'mart', %s, true, '2027-04-20T18:01:00+05:00', %s)
                """,
                [f"build {BUILD}", RECORD],
            )
            deliver(conn, "kurchatov", "2027-04-19")
            deliver(conn, "kurchatov/2026", "2027-03-20", "2027-04-12")
            deliver(conn, "inp_park/2026", "2027-04-01")
            # Handed in before the deadline, fetched long after it.
            deliver(conn, "early/2026", "2027-03-01", received="2027-04-20")
            deliver(conn, "nu_park/2026", "2027-04-02")
            deliver(conn, "rejected/2026", "2027-04-03", accepted=False)
            conn.execute(LISTED)
            yield conn
        admin.execute("drop database report_marts with (force)")


LISTED = f"""
insert into ledger.builds (build_id, as_of, code_version, fingerprint, is_sample, started_at, published_at, purpose)
values ('{BUILD}', '{AS_OF}', 'abc', 'f', true, '2027-04-20T18:00:00+05:00', '2027-04-20T18:05:00+05:00', 'marts');
insert into ledger.build_deliveries (
    build_id, dataset, slice, delivery_id, counts_from, is_current, known_from, published_at, is_sample,
    arrival_event, first_event, verdict_event
)
select
    '{BUILD}', dataset, slice, delivery_id, counts_from, is_current, known_from, published_at, is_sample,
    arrival_event, first_event, verdict_event
from ledger.build_list('{AS_OF}', array['{FILED}'], array[]::bigint[]);
"""
RECORD = f"""
{{"gate": "mart", "subject": "build {BUILD}", "passed": true, "checks": [
    {{"check": "indicator_values.not_empty", "severity": "critical", "passed": true, "count": 0, "of": 6}}
]}}
"""
