"""Rules of the SQL, each with what somebody might wrongly write in its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BrokenRule:
    """A file, what it says, what it would wrongly say, and the model whose unit tests must notice."""

    file: str
    right: str
    wrong: str
    model: str


BROKEN_RULES = [
    BrokenRule(*rule)
    for rule in [
        (
            "models/as_of/tax_receipts/participant_payments.sql",
            "and memberships.joined_on <= daily.receipt_date",
            "and memberships.joined_on < daily.receipt_date",
            "participant_payments",
        ),
        (
            "models/as_of/tax_receipts/participant_payments.sql",
            "memberships.left_on > daily.receipt_date",
            "memberships.left_on >= daily.receipt_date",
            "participant_payments",
        ),
        (
            "macros/tax_scope.sql",
            "applied.is_counted and coalesce(payments.category = 1, false)",
            "applied.is_counted",
            "participant_payments",
        ),
        (
            "macros/tax_scope.sql",
            "order by length(coalesce(scope_rules.budget_code_prefix, '')) desc",
            "order by length(coalesce(scope_rules.budget_code_prefix, ''))",
            "participant_payments",
        ),
        (
            "macros/tax_scope.sql",
            "and payments.receipt_date >= scope_rules.valid_from",
            "",
            "participant_payments",
        ),
        (
            "models/as_of/tax_receipts/participant_payments.sql",
            "inner join current_deliveries on daily.delivery_id = current_deliveries.delivery_id",
            "",
            "participant_payments",
        ),
        (
            "macros/tax_scope.sql",
            "and payments.receipt_date >= classification.valid_from",
            "",
            "participant_payments",
        ),
        (
            "macros/holds_on.sql",
            "coalesce({{ relation }}.valid_from <= {{ day }}, true)",
            "true",
            "researchers_units",
        ),
        ("macros/holds_on.sql", ".valid_to > {{ day }}", ".valid_to >= {{ day }}", "register"),
        (
            "models/as_of/researchers/researchers_units.sql",
            "'make_date(filed.year, 12, 31)'",
            "'current_date'",
            "researchers_units",
        ),
        (
            "models/as_of/science_output/science_output_rows.sql",
            "'sold.ends_before - 1'",
            "'current_date'",
            "science_output_rows",
        ),
        ("models/marts/territories.sql", "'make_date(staged.year, 12, 31)'", "'current_date'", "territories"),
        (
            "models/as_of/regions/kato_meanings.sql",
            "lead(said_from) over (partition by kato order by said_from)",
            "max(said_from) over (partition by kato)",
            "kato_meanings",
        ),
        (
            "models/as_of/contributions/participant_contributions.sql",
            "when why = 'pilot_unit' then 0",
            "",
            "participant_contributions",
        ),
        (
            "models/as_of/contributions/participant_contributions.sql",
            "where delivery_id is not null",
            "",
            "participant_contributions",
        ),
        (
            "models/as_of/contributions/patent_contributions.sql",
            "where not is_annulled",
            "",
            "patent_contributions",
        ),
        (
            "models/marts/indicator_contributions.sql",
            "and placed.territory_code = wholes.territory_code",
            "",
            "indicator_contributions",
        ),
        ("models/as_of/participation/memberships.sql", "unnest(branch_bins) as bin", "bin", "memberships"),
        (
            "models/as_of/tax_receipts/payments_coverage.sql",
            "as date) >= due.took_part_until",
            "as date) >= make_date(due.year, 1, 1)",
            "payments_coverage",
        ),
        (
            "models/as_of/report_years.sql",
            "as date) < today then 'final'",
            "as date) <= today then 'final'",
            "report_years",
        ),
        ("macros/moment.sql", "at time zone 'Asia/Almaty'", "at time zone 'UTC'", "report_years"),
        ("models/as_of/tax_receipts/tax_receipts.sql", "where payments.is_counted", "where true", "tax_receipts"),
        (
            "models/as_of/tax_receipts/tax_receipts.sql",
            "when due.bins_answered > 0 then",
            "when true then",
            "tax_receipts",
        ),
        (
            "models/as_of/tax_receipts/tax_receipts.sql",
            "count(distinct coverage.bin) as bins_due",
            "count(*) as bins_due",
            "tax_receipts",
        ),
        (
            "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql",
            "and indicator_key = 'gerd financed by business, %'",
            "and indicator_number = 'IN.5.1.5'",
            "gii_business_rd_rank",
        ),
        ("models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql", "iso3 = 'KAZ'", "true", "gii_business_rd_rank"),
        (
            "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql",
            "where dataset = 'wipo.gii'",
            "",
            "gii_business_rd_rank",
        ),
        (
            "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql",
            "when editions.delivery_id is null then 0",
            "when editions.delivery_id is null then 1",
            "gii_business_rd_rank",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "applied.sector is not null and applied.finance_source is not null",
            "true",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "order by scope_rules.sector is null, scope_rules.finance_source is null",
            "order by scope_rules.scope_rule",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "make_date(placed.year, 12, 31) >= scope_rules.valid_from",
            "true",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "and borrowed.recipient_bin = classed.recipient_bin",
            "",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "is_private_money and not is_repeated",
            "is_private_money",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/classed_investments.sql",
            "memberships.left_on > make_date(filed.year, 1, 1)",
            "true",
            "classed_investments",
        ),
        (
            "models/as_of/private_investment/private_investment_filed.sql",
            "when answers.filed > 0 then",
            "when true then",
            "private_investment_filed",
        ),
        (
            "models/staging/filings/stg_filings__investments.sql",
            "spent_thousand_kzt * 1000",
            "spent_thousand_kzt",
            "stg_filings__investments",
        ),
        (
            "models/staging/bns/stg_bns__investment_form.sql",
            "private_own + bank_loans + private_foreign",
            "total",
            "stg_bns__investment_form",
        ),
        (
            "models/as_of/science_output/science_output_rows.sql",
            "register.left_on > sold.starts_on",
            "register.left_on >= sold.starts_on",
            "science_output_rows",
        ),
        (
            "models/as_of/science_output/science_output_rows.sql",
            "products.valid_from <= sold.starts_on",
            "products.valid_from < sold.ends_before",
            "science_output_rows",
        ),
        (
            "models/as_of/science_output/science_output_rows.sql",
            "memberships.joined_on < sold.ends_before",
            "true",
            "science_output_rows",
        ),
        (
            "models/as_of/science_output/science_output_rows.sql",
            "sold.unit_identity = any(register.unit_identities)",
            "true",
            "science_output_rows",
        ),
        (
            "models/as_of/science_output/science_output_by_participant.sql",
            "where is_counted",
            "where true",
            "science_output_by_participant",
        ),
        (
            "models/as_of/science_output/science_output_coverage.sql",
            "where output_kind <> 'not_participating'",
            "",
            "science_output_coverage",
        ),
        (
            "models/as_of/science_output/science_output_filed.sql",
            "bool_and(coverage.is_covered)",
            "bool_or(coverage.is_covered)",
            "science_output_filed",
        ),
        (
            "models/as_of/national_facts/national_series.sql",
            "readings.term_ids[1] = '741880'",
            "true",
            "national_series",
        ),
        (
            "models/as_of/national_facts/concept_facts.sql",
            "round(computed.outcome, scale(facts.value)) <> facts.value",
            "computed.outcome <> facts.value",
            "concept_facts",
        ),
        (
            "models/as_of/international_comparison/worldbank_vintages.sql",
            "and observations.value <> present.value",
            "",
            "worldbank_vintages",
        ),
        (
            "macros/in_force.sql",
            "{{ act }}.decided_on <= {{ day }}",
            "{{ act }}.decided_on < {{ day }}",
            "territories_ready",
        ),
        (
            "models/as_of/expected_results/innovative_output.sql",
            "where region_kato = '000000000'",
            "",
            "innovative_output",
        ),
        (
            "models/as_of/invention_patents/participant_patents.sql",
            "owners.registered_on < register.left_on",
            "owners.registered_on <= register.left_on",
            "participant_patents",
        ),
        (
            "models/as_of/invention_patents/registered_patents.sql",
            "        printed.is_annulled asc,\n",
            "",
            "registered_patents",
        ),
        (
            "models/as_of/invention_patents/registered_patents.sql",
            "printed.is_annulled asc",
            "printed.is_annulled desc",
            "registered_patents",
        ),
        (
            "models/as_of/invention_patents/patent_owners.sql",
            "where build_id = {{ build_id() }}",
            "",
            "patent_owners",
        ),
        (
            "models/as_of/invention_patents/undecided_patents.sql",
            "owners.registered_on < register.left_on",
            "owners.registered_on <= register.left_on",
            "undecided_patents",
        ),
        (
            "models/as_of/invention_patents/undecided_patents.sql",
            "and undecided.territory_code = counted.territory_code",
            "",
            "undecided_patents",
        ),
        (
            "models/marts/invention_patents_undecided.sql",
            "when value_if_all >= target_value then 'met'",
            "when value_if_all > target_value then 'met'",
            "invention_patents_undecided",
        ),
        (
            "models/as_of/invention_patents/bulletins_coverage.sql",
            "as date) < years.ends_before",
            "as date) <= years.ends_before",
            "bulletins_coverage",
        ),
        (
            "models/as_of/invention_patents/invention_patents.sql",
            "count(distinct patents.gos_number) as patents",
            "count(*) as patents",
            "invention_patents",
        ),
        ("macros/parsing/names.sql", "lower(btrim(", "upper(btrim(", "base_wipo__gii"),
        ("macros/parsing/withheld.sql", "case when not", "case when true or not", "base_filings__researchers"),
        ("macros/parsing/withheld.sql", "coalesce(btrim(", "not coalesce(btrim(", "base_bns__science_form"),
        (
            "models/as_of/researchers/researchers_due.sql",
            "register.left_on >= years.ends_before",
            "register.left_on >= years.ends_before - 1",
            "researchers_due",
        ),
        (
            "models/as_of/researchers/researchers_due.sql",
            "register.joined_on < years.ends_before",
            "register.joined_on < years.ends_before - 1",
            "researchers_due",
        ),
        (
            "models/as_of/researchers/researchers_units.sql",
            "and placed.bin <> all(due.branch_bins)",
            "",
            "researchers_units",
        ),
        (
            "models/as_of/researchers/researchers_units.sql",
            "placed.is_pilot_unit\n                or",
            "",
            "researchers_units",
        ),
        (
            "models/as_of/researchers/researchers_filed.sql",
            "count(*) filter (where answers.is_complete)",
            "count(answers.value)",
            "researchers_filed",
        ),
        (
            "macros/filed_and_tabulated.sql",
            "coalesce(tabulated.value, filed.value) as value",
            "coalesce(filed.value, tabulated.value) as value",
            "researchers",
        ),
        (
            "models/marts/indicator_progress.sql",
            "then figures.value <= path.target_value",
            "then figures.value >= path.target_value",
            "indicator_progress",
        ),
        (
            "models/marts/indicator_progress.sql",
            "when coverage < 1 then",
            "when coverage < 0 then",
            "indicator_progress",
        ),
        (
            "models/marts/indicator_progress.sql",
            "100 * actual_value / nullif(target_value, 0)",
            "100 * actual_value / nullif(last_target_value, 0)",
            "indicator_progress",
        ),
        ("macros/parsing/bins.sql", "% 11 = 10", "% 11 = 11", "base_kgd__payments_bulk"),
        ("macros/parsing/dates.sql", "(0[48]|[2468][048]|", "(0[48]|[2468][08]|", "base_kgd__payments_by_bin"),
        ("macros/parsing/numbers.sql", "'...', '..')", "'...')", "base_kgd__payments_by_bin"),
        (
            "macros/parsing/payments.sql",
            "delivered.receipt_date') }} as",
            "delivered.write_off_date') }} as",
            "base_kgd__payments_by_bin",
        ),
        ("macros/parsing/quarantine.sql", "where reason is not null", "", "stg_kgd__payments_by_bin_quarantined"),
    ]
]
