"""A candidate that passes every check of every mart suite, and changes that each make one fail."""

from __future__ import annotations

BUILD = "b1"

CANDIDATE = """
create schema candidate;
set search_path to candidate;
create table territories as
select code as territory_code, 1 as participants_now from unnest(array['inp_park', 'kurchatov', 'nu_park']) as code;
create table participants as
select t.territory_code, n::text as bin, array[n || 'b'] as branch_bins, date '2025-01-01' as joined_on,
    null::date as left_on, n as delivery_id, 'Участники!A5' as place, array['101810000'] as unit_katos
from territories as t inner join (values ('inp_park', 1), ('kurchatov', 2), ('nu_park', 3)) as v (code, n)
    on t.territory_code = v.code;
create table tax_receipts_by_scope as
select year, territory_code, 'tax' as scope_rule, true as is_counted, 7 as payments, 700000000.07 as amount_kzt
from territories, generate_series(2025, 2026) as year;
create table indicator_values as
select 'tax_receipts' as indicator_code, territory_code, year, amount_kzt * 0.000000001 as value,
    1.0 as coverage from tax_receipts_by_scope
union all
select 'tax_receipts', 'total', year, sum(amount_kzt) * 0.000000001, 1.0 from tax_receipts_by_scope group by year
union all
select 'gii_business_rd_rank', 'total', year, 30, 1.0 from generate_series(2025, 2026) as year
union all
select 'invention_patents', code, year, 1, 1.0
from generate_series(2025, 2026) as year, unnest(array['inp_park', 'kurchatov', 'nu_park', 'total']) as code;
create table indicator_contributions as
select indicator_code, territory_code, year, 'whole' as contributor, 'wipo.gii' as dataset, 1 as delivery_id, value
from indicator_values;
create table invention_patents_list as
select year::text as gos_number, make_date(year, 5, 1) as registered_on, territory_code, bin as participant_bin,
    false as is_annulled
from participants, generate_series(2025, 2026) as year;
create table invention_patents_undecided as
select territory_code, year, 1 as undecided_patents, value as value_if_none, value + 1 as value_if_all
from indicator_values where indicator_code = 'invention_patents';
create table owner_candidates as select 'АО «А»' as owner_key, bin as resembles_bin from participants;
create table researchers_by_unit as
select territory_code, year, n || ' BIN' as bin, 'Отдел' as unit_ru, '101810000' as unit_kato,
    case n when 1 then 'main_job' else 'other_staff' end as staff_group, n = 1 as is_counted, 100 * n as headcount
from territories, generate_series(2025, 2026) as year, generate_series(1, 2) as n;
update researchers_by_unit set bin = territory_code || bin;
create table researchers as
select territory_code, year, 100.0 as filed_value, case year when 2025 then 91.0 end as tabulated_value
from territories, generate_series(2025, 2026) as year
union all
select 'total', year, 300.0, case year when 2025 then 290.0 end from generate_series(2025, 2026) as year;
create table indicator_progress as
select s.indicator_code, s.year, s.value as target_value, s.is_baseline, v.value as actual_value, v.coverage,
    case when s.is_baseline then 'baseline' else 'not_due' end as verdict
from seeds.indicator_targets as s
left join indicator_values as v using (indicator_code, year)
where v.territory_code = 'total' or v.territory_code is null;
create table indicator_changes as
select 'tax_receipts' as indicator_code, 'total' as territory_code, 2025 as year, 'joined' as component, 0.0 as value;
create table indicator_reconciliation as
select 'researchers' as indicator_code, 'total' as territory_code, 2025 as year, 100.0 as filed_value,
    98.0 as tabulated_value, -2.0 as difference;
create table tax_receipts_reconciliation as
select 2025 as year, bin, 10.0 as by_bin_kzt, 10.0 as bulk_kzt, 0.0 as difference_kzt from participants;
create table science_output_by_kind as
select territory_code, year, 'rd_services' as kind, true as is_counted, 1500000000.0 as amount_kzt
from territories, generate_series(2025, 2026) as year;
create table science_output_filed as
select territory_code, year, 1.5 as value from science_output_by_kind
union all
select 'total', year, 4.5 from generate_series(2025, 2026) as year;
create table data_sources as
select dataset, timestamptz '2026-02-01' as latest_counts_from, 5 as rows_read, 1 as rows_quarantined,
    3 as slices, not real as is_sample, case when real then 0 else 3 end as sample_slices
from unnest(array[
    'bns.employment_by_city', 'bns.grp_per_capita', 'bns.innovation_form', 'bns.investment_form', 'bns.kato',
    'bns.population', 'bns.science_form', 'bns.science_output_form', 'bns.taldau_data', 'bns.taldau_tree',
    'concept.international_benchmarks', 'concept.national_facts', 'concept.regions_2024', 'concept.technology_level',
    'filings.decisions', 'filings.investments', 'filings.output', 'filings.participants', 'filings.researchers',
    'kazpatent.bulletins', 'kazpatent.inventions', 'kazpatent.utility_models', 'kgd.payments_bulk',
    'kgd.payments_by_bin', 'wipo.gii', 'worldbank.series'
]) as dataset
cross join lateral (select dataset ~ '^(bns.(kato|population|grp)|concept|worldbank)' as real) as publication;
create table private_investment_by_source as
select territory_code, year, 'business' as sector, 'own' as finance_source, is_private,
    case when is_private then 'private' else 'grant' end as scope_rule, 200000000.07 as amount_kzt
from territories, generate_series(2025, 2026) as year, unnest(array[true, false]) as is_private;
create table private_investment_filed as
select territory_code, year, amount_kzt * 0.000000001 as value from private_investment_by_source where is_private
union all select 'kurchatov', 2027, null;
create table kato_meanings as
select kato, name_ru, valid_from::date, valid_to::date, identity_kato, date '2026-07-17' as last_state_on
from (values
    ('101810000', 'г.Курчатов', '2022-06-08', null, '101810000'),
    ('632210000', 'г.Курчатов', null, '2022-06-08', '101810000'),
    ('191010000', 'г.Талдыкорган', null, '2022-06-08', '331010000'),
    ('191010000', 'г.Қонаев', '2022-06-08', null, '191010000')
) as m (kato, name_ru, valid_from, valid_to, identity_kato);
create table register as
select territory_code, bin, joined_on, date '2026-03-01' as codes_read_on from participants;
create table science_output_rows as
select territory_code, year, 4 as quarter, '1' as participant_bin, '101810000' as unit_kato, 'Объем!A5' as place
from science_output_by_kind;
create table regional_profile as
select r.region_kato, r.name_ru, year, n * 1000000 as population, 5000.0 as grp_per_capita_thousand_kzt,
    n * 5000.0 as grp_bn_kzt, n * 1.5 as rd_expenditure_bn_kzt, n * 300 as rd_personnel,
    5.0 as rd_cost_per_worker_mln_kzt, r.exists_from, r.exists_to
from generate_series(2022, 2024) as year
cross join (
    select *, case when region_kato = '000000000' then 20 else 1 end as n from seeds.regions
    where exists_to is null
) as r;
create table decisions as
select 'mnvo/' || n as decision_id, kind, subject, value, 'Директор' as decided_by, date '2026-01-15' as decided_on,
    null::date as valid_until, 'Основание' as because
from (values (1, 'owner_match', 'А', '1'), (2, 'owner_match', 'Б', '2'), (3, 'territory_ready', 'nu_park', 'Акт'))
    as d (n, kind, subject, value);
create table expected_results as
select result_code, number, 2024 + n as year, baseline_value as value, baseline_year, baseline_value, target_year,
    target_value, null::text as note_ru
from seeds.expected_results, generate_series(0, 1) as n;
update expected_results set value = 0 where result_code = 'territories_ready';
create table international_comparison as
select 'worldbank' as source, 'rd_expenditure_share' as measure_code, code as economy_code, 2022 as year, 5.0 as value,
    code = 'KOR' as is_revised, case when code = 'KOR' then 5.2 end as previous_value
from unnest(array['KAZ', 'KOR']) as code;
create table national_facts as
select 'concept' as source, fact_code, year, 'Показатель' as name_ru, 1.0 as value, 'percent' as unit,
    1.0 as checked_value, null::text as note_ru
from seeds.concept_arithmetic
union all
select 'concept', 'technology_level_first_year', null, 'Первый год', 2000, 'year', 2000, null;
"""
MARTS = (
    "data_sources",
    "decisions",
    "expected_results",
    "indicator_changes",
    "indicator_contributions",
    "indicator_progress",
    "indicator_reconciliation",
    "indicator_values",
    "international_comparison",
    "national_facts",
    "invention_patents_list",
    "invention_patents_undecided",
    "owner_candidates",
    "participants",
    "researchers_by_unit",
    "private_investment_by_source",
    "science_output_by_kind",
    "regional_profile",
    "tax_receipts_by_scope",
    "tax_receipts_reconciliation",
    "territories",
)

# One statement each, which makes that check fail.
CHANGES: list[tuple[str, str]] = [
    *((f"{mart}.of_this_build", f"update {mart} set build_id = 'b0'") for mart in MARTS),
    (
        "indicator_changes.components_add_up",
        "update indicator_values set year = year - 1;"
        "update indicator_values set value = value + 0.1 where indicator_code = 'tax_receipts' and year = 2025",
    ),
    (
        "indicator_contributions.contributions_add_up",
        "update indicator_contributions set value = value + 0.000000001 where territory_code = 'nu_park'",
    ),
    ("indicator_reconciliation.filed_agrees", "update indicator_reconciliation set difference = 9.81"),
    ("indicator_values.not_empty", "delete from indicator_values"),
    ("indicator_values.coverage_is_a_share", "update indicator_values set coverage = 1.01"),
    ("indicator_values.not_negative", "update indicator_values set value = -1 where territory_code = 'nu_park'"),
    (
        "indicator_values.total_is_the_sum",
        "update indicator_values set value = value + 0.000000001 where territory_code = 'nu_park' and year = 2026",
    ),
    ("indicator_values.total_is_the_sum", "update indicator_values set value = null where territory_code = 'total'"),
    (
        "indicator_values.every_territory",
        "delete from indicator_values where territory_code = 'nu_park' and year = 2026",
    ),
    (
        "indicator_values.every_territory",
        "update indicator_values set year = 2025, territory_code = 'nu_park'"
        " where indicator_code = 'gii_business_rd_rank' and year = 2026",
    ),
    (
        "indicator_values.every_territory",
        "delete from indicator_values"
        " where indicator_code = 'tax_receipts' and territory_code = 'total' and year = 2026",
    ),
    ("indicator_values.no_future_year", "update indicator_values set year = 2027 where year = 2026"),
    (
        "indicator_values.steady",
        "update indicator_values set year = year - 1; update indicator_values set value = 100 where year = 2025",
    ),
    ("indicator_progress.not_empty", "delete from indicator_progress"),
    ("indicator_progress.eleven_years", "delete from indicator_progress where year = 2035"),
    (
        "indicator_progress.eleven_years",
        "insert into indicator_progress select * from indicator_progress where year = 2030",
    ),
    ("indicator_progress.targets_as_decreed", "update indicator_progress set target_value = 9 where year = 2035"),
    (
        "indicator_progress.decreed_baseline",
        "update indicator_progress set target_value = actual_value where year = 2025",
    ),
    (
        "indicator_progress.decreed_baseline",
        "update indicator_progress set verdict = 'missed'"
        " where indicator_code = 'gii_business_rd_rank' and year = 2025",
    ),
    ("indicator_progress.actual_as_published", "update indicator_progress set actual_value = 0 where year = 2026"),
    ("indicator_progress.verdict_needs_coverage", "update indicator_progress set verdict = 'met', coverage = 0.9"),
    (
        "invention_patents_list.listed_is_the_indicator",
        "delete from invention_patents_list where territory_code = 'nu_park' and gos_number = '2026'",
    ),
    (
        "invention_patents_list.listed_is_the_indicator",
        "update invention_patents_list set is_annulled = true where territory_code = 'nu_park' and gos_number = '2026'",
    ),
    (
        "invention_patents_list.listed_is_the_indicator",
        "update invention_patents_list set gos_number = '7' where territory_code = 'nu_park' and gos_number = '2026'",
    ),
    ("invention_patents_list.owner_took_part", "update participants set left_on = '2025-05-01' where bin = '1'"),
    ("invention_patents_undecided.none_is_the_indicator", "update invention_patents_undecided set value_if_none = 0"),
    ("invention_patents_undecided.none_is_the_indicator", "update invention_patents_undecided set value_if_all = 1"),
    (
        "invention_patents_undecided.total_of_territories",
        "update invention_patents_undecided set undecided_patents = 0, value_if_all = value_if_none"
        " where territory_code <> 'total'",
    ),
    ("owner_candidates.resembles_a_participant", "update owner_candidates set resembles_bin = '9'"),
    ("participants.not_empty", "delete from participants"),
    (
        "participants.one_territory_a_day",
        "insert into participants select 'nu_park', bin, '{}', '2026-01-01' from participants where bin = '1'",
    ),
    (
        "participants.one_territory_a_day",
        "insert into participants select 'nu_park', '1b', '{}', '2026-01-01' from participants where bin = '1'",
    ),
    ("participants.unit_kato_known", "update participants set unit_katos = array['101810000', '101899999']"),
    ("participants.unit_kato_known", "update participants set unit_katos = array['632210000']"),
    ("researchers_by_unit.unit_kato_of_its_day", "update researchers_by_unit set unit_kato = '632210000'"),
    ("researchers_by_unit.unit_kato_reused", "update researchers_by_unit set unit_kato = '191010000'"),
    ("science_output_by_kind.unit_kato_of_its_day", "update science_output_rows set unit_kato = '632210000'"),
    ("science_output_by_kind.unit_kato_reused", "update science_output_rows set unit_kato = '191010000'"),
    ("regional_profile.not_empty", "delete from regional_profile"),
    (
        "regional_profile.region_exists",
        "update regional_profile set exists_from = '2024-01-01' where region_kato = '100000000'",
    ),
    (
        "regional_profile.region_exists",
        "update regional_profile set exists_to = '2024-01-01' where region_kato = '100000000'",
    ),
    ("regional_profile.nation_apart", "delete from regional_profile where region_kato = '000000000' and year = 2023"),
    ("regional_profile.nation_apart", "delete from regional_profile where region_kato = '620000000' and year = 2022"),
    ("regional_profile.people_add_up", "update regional_profile set population = 1 where region_kato = '620000000'"),
    (
        # 1.52 or more, as printed with one decimal, is 1.5; 5.15 or more per worker is not 5.0.
        "regional_profile.cost_per_worker",
        "update regional_profile set rd_cost_per_worker_mln_kzt = 5.3 where region_kato = '620000000'",
    ),
    (
        "regional_profile.cost_per_worker",
        "update regional_profile set rd_cost_per_worker_mln_kzt = 4.7 where region_kato = '620000000'",
    ),
    (
        "regional_profile.rd_adds_up",
        "update regional_profile set rd_expenditure_bn_kzt = 29.5, rd_cost_per_worker_mln_kzt = 4.9"
        " where region_kato = '000000000'",
    ),
    ("regional_profile.grp_agrees", "update regional_profile set grp_bn_kzt = 5103 where region_kato = '620000000'"),
    ("territories.not_empty", "delete from territories"),
    ("territories.has_participants", "update territories set participants_now = 0 where territory_code = 'nu_park'"),
    (
        "researchers_by_unit.counted_is_the_indicator",
        "update researchers_by_unit set is_counted = true where territory_code = 'nu_park' and year = 2026",
    ),
    ("researchers_by_unit.counted_is_the_indicator", "update researchers set filed_value = 1 where year = 2026"),
    (
        "researchers_by_unit.filed_twice",
        "update researchers_by_unit set bin = 'b' where territory_code <> 'inp_park' and staff_group = 'main_job'",
    ),
    (
        "researchers_by_unit.filed_near_tabulated",
        "update researchers set tabulated_value = 90 where territory_code = 'nu_park' and year = 2025",
    ),
    ("researchers_by_unit.filed_near_tabulated", "update researchers set tabulated_value = 334 where year = 2025"),
    (
        "researchers_by_unit.twofold_jump",
        "update researchers_by_unit set headcount = 201 where is_counted and year = 2026",
    ),
    (
        "researchers_by_unit.twofold_jump",
        "update researchers_by_unit set headcount = 49 where is_counted and year = 2026 and territory_code = 'nu_park'",
    ),
    (
        "tax_receipts_by_scope.counted_is_the_indicator",
        "update tax_receipts_by_scope set is_counted = false where territory_code = 'nu_park'",
    ),
    ("tax_receipts_by_scope.all_classed", "update tax_receipts_by_scope set scope_rule = 'unclassified'"),
    (
        "tax_receipts_reconciliation.bulk_agrees",
        "update tax_receipts_reconciliation set difference_kzt = -0.01 where bin = '1'",
    ),
    (
        "private_investment_by_source.private_is_the_indicator",
        "update private_investment_by_source set is_private = false where territory_code = 'nu_park'",
    ),
    (
        "private_investment_by_source.private_is_the_indicator",
        "delete from private_investment_by_source where territory_code = 'nu_park'",
    ),
    (
        "private_investment_by_source.only_private_counts",
        "update private_investment_by_source set scope_rule = 'grant'",
    ),
    (
        "private_investment_by_source.all_money_classed",
        "update private_investment_by_source set scope_rule = 'unclassified' where not is_private",
    ),
    (
        "science_output_by_kind.counted_is_the_filed_figure",
        "update science_output_by_kind set is_counted = false where territory_code = 'nu_park'",
    ),
    ("science_output_by_kind.no_negative_output", "update science_output_by_kind set amount_kzt = -1"),
    ("decisions.reason_given", "update decisions set because = '' where decision_id = 'mnvo/1'"),
    ("decisions.reason_given", "update decisions set decided_by = ' ' where decision_id = 'mnvo/1'"),
    ("decisions.one_match_each", "update decisions set subject = 'А' where decision_id = 'mnvo/2'"),
    ("decisions.of_a_territory", "update decisions set subject = 'Алатау' where decision_id = 'mnvo/3'"),
    ("decisions.of_a_territory", "update decisions set value = null where decision_id = 'mnvo/3'"),
    ("expected_results.not_empty", "delete from expected_results"),
    ("expected_results.as_decreed", "update expected_results set target_value = 4 where number = 1 and year = 2025"),
    ("expected_results.as_decreed", "update expected_results set baseline_value = null where number = 2"),
    ("expected_results.three_at_most", "update expected_results set value = 4 where number = 1"),
    ("expected_results.a_share", "update expected_results set value = 137 where number = 2"),
    (
        "expected_results.baseline_recomputed",
        "update expected_results set value = 1.3651 where number = 2;"
        "update expected_results set value = 1.36 where number = 2 and year = 2024",
    ),
    ("expected_results.no_future_year", "update expected_results set year = 2027 where year = 2025"),
    (
        "international_comparison.one_row_each",
        "insert into international_comparison select * from international_comparison where economy_code = 'KAZ'",
    ),
    (
        "international_comparison.revision_is_one",
        "update international_comparison set previous_value = value where economy_code = 'KOR'",
    ),
    ("international_comparison.revision_is_one", "update international_comparison set is_revised = true"),
    ("international_comparison.no_future_year", "update international_comparison set year = 2027"),
    ("international_comparison.steady_past", "update international_comparison set value = 3.8"),
    (
        "national_facts.one_row_each",
        "insert into national_facts select * from national_facts where fact_code = 'rd_workers'",
    ),
    ("national_facts.all_computed", "update national_facts set checked_value = null where fact_code = 'rd_workers'"),
    (
        "national_facts.printed_shares",
        "update national_facts set note_ru = 'Напечатано' where fact_code = 'researchers_two_cities_share'",
    ),
    (
        "national_facts.fall_as_said",
        "update national_facts set note_ru = 'Напечатано' where fact_code = 'scientists_fall_times'",
    ),
    (
        "national_facts.one_count_of_scientists",
        "update national_facts set note_ru = 'Напечатано' where fact_code = 'rd_workers'",
    ),
    (
        "national_facts.unit_as_named",
        "update national_facts set name_ru = 'Доля', unit = 'bn_kzt' where fact_code = 'rd_workers'",
    ),
    ("national_facts.table_as_titled", "update national_facts set value = 2020 where unit = 'year'"),
    (
        "national_facts.one_name_of_the_index",
        "update national_facts set note_ru = 'Рейтинг назван по-разному' where fact_code = 'rd_workers'",
    ),
    ("data_sources.all_datasets", "delete from data_sources where dataset = 'kgd.payments_bulk'"),
    ("data_sources.fresh", "update data_sources set latest_counts_from = '2025-12-20' where dataset like 'kgd.%'"),
    ("data_sources.fresh", "update data_sources set latest_counts_from = '2024-12-20' where dataset = 'wipo.gii'"),
    ("data_sources.something_readable", "update data_sources set rows_read = 5, rows_quarantined = 5"),
    (
        "data_sources.not_mixed",
        "update data_sources set is_sample = false, sample_slices = 0 where dataset = 'filings.participants'",
    ),
    ("data_sources.not_mixed", "update data_sources set sample_slices = 1 where dataset = 'bns.population'"),
]
