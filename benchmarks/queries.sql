-- What dashboards ask of the published marts: twenty questions, each ended by a semicolon.
select indicator_code, year, actual_value, target_value, verdict, stage from marts.indicator_progress order by 1, 2;
select indicator_code, gap, percent_of_target from marts.indicator_progress where year = 2026 and verdict = 'missed';
select territory_code, sum(value) from marts.indicator_values
where indicator_code = 'tax_receipts' and territory_code <> 'total' group by 1 order by 1;
select year, territory_code, value, coverage from marts.indicator_values where indicator_code = 'researchers' order by 1, 2;
select i.year, i.value, p.target_value from marts.indicator_values as i
inner join marts.indicator_progress as p using (indicator_code, year)
where i.territory_code = 'total' order by i.indicator_code, i.year;
select t.name_ru, count(*) from marts.participants as p inner join marts.territories as t using (territory_code)
where p.is_current group by 1 order by 2 desc;
select bin, name_ru, joined_on from marts.participants where left_on is not null order by joined_on desc limit 20;
select contributor, sum(value) as value from marts.indicator_contributions
where indicator_code = 'tax_receipts' and year = 2026 group by 1 order by value desc limit 10;
select territory_code, year, count(distinct contributor) from marts.indicator_contributions group by 1, 2 order by 1, 2;
select scope_rule, is_counted, sum(amount_kzt) from marts.tax_receipts_by_scope where year = 2026 group by 1, 2;
select bin, by_bin_kzt, bulk_kzt, difference_kzt from marts.tax_receipts_reconciliation
where difference_kzt <> 0 order by abs(difference_kzt) desc limit 50;
select year, count(*), sum(difference_kzt) from marts.tax_receipts_reconciliation group by 1 order by 1;
select name_ru, year, rd_expenditure_bn_kzt, grp_bn_kzt from marts.regional_profile where year >= 2020 order by 1, 2;
select year, corr(rd_expenditure_bn_kzt, grp_bn_kzt) from marts.regional_profile group by 1 order by 1;
select fact_code, value, checked_value, source from marts.national_facts order by 1, 2;
select economy_ru, year, value, rank() over (partition by measure_code, year order by value desc)
from marts.international_comparison order by 1, 2;
select indicator_code, component, sum(value) from marts.indicator_changes where year = 2026 group by 1, 2 order by 1, 2;
select participant_bin, name_ru, sum(headcount), sum(fte) from marts.researchers_by_unit
where is_counted and year = 2026 group by 1, 2 order by 3 desc nulls last;
select year, registered, range_low, range_high, target_value from marts.invention_patents_outlook order by 1;
select dataset, slices, latest_counts_from, rows_read, rows_quarantined from marts.data_sources order by 2 desc;
