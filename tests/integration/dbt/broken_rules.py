"""Rules of the SQL, each with what somebody might wrongly write in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class BrokenRule:
    """A file, what it says, what it would wrongly say, and the model whose unit tests must notice."""

    file: str
    right: str
    wrong: str
    model: str


_OF_MODELS = {
    "models/as_of/tax_receipts/participant_payments.sql": [
        ("and memberships.joined_on <= daily.receipt_date", "and memberships.joined_on < daily.receipt_date"),
        ("memberships.left_on > daily.receipt_date", "memberships.left_on >= daily.receipt_date"),
        ("inner join current_deliveries on daily.delivery_id = current_deliveries.delivery_id", ""),
    ],
    "models/as_of/researchers/researchers_units.sql": [
        ("'make_date(filed.year, 12, 31)'", "'current_date'"),
        ("and placed.bin <> all(due.branch_bins)", ""),
        ("placed.is_pilot_unit\n                or", ""),
    ],
    "models/as_of/science_output/science_output_rows.sql": [
        ("'sold.ends_before - 1'", "'current_date'"),
        ("register.left_on > sold.starts_on", "register.left_on >= sold.starts_on"),
        ("products.valid_from <= sold.starts_on", "products.valid_from < sold.ends_before"),
        ("memberships.joined_on < sold.ends_before", "true"),
        ("sold.unit_identity = any(register.unit_identities)", "true"),
    ],
    "models/marts/territories.sql": [
        ("'make_date(staged.year, 12, 31)'", "'current_date'"),
    ],
    "models/as_of/regions/kato_meanings.sql": [
        ("lead(said_from) over (partition by kato order by said_from)", "max(said_from) over (partition by kato)"),
    ],
    "models/as_of/contributions/participant_contributions.sql": [
        ("when why = 'pilot_unit' then 0", ""),
        ("where delivery_id is not null", ""),
    ],
    "models/as_of/contributions/patent_contributions.sql": [
        ("where not is_annulled", ""),
    ],
    "models/marts/indicator_contributions.sql": [
        ("and placed.territory_code = wholes.territory_code", ""),
    ],
    "models/as_of/participation/memberships.sql": [
        ("unnest(branch_bins) as bin", "bin"),
    ],
    "models/as_of/tax_receipts/payments_coverage.sql": [
        ("as date) >= due.took_part_until", "as date) >= make_date(due.year, 1, 1)"),
    ],
    "models/as_of/report_years.sql": [
        ("as date) < today then 'final'", "as date) <= today then 'final'"),
    ],
    "models/as_of/tax_receipts/tax_receipts.sql": [
        ("where payments.is_counted", "where true"),
        ("when due.bins_answered > 0 then", "when true then"),
        ("count(distinct coverage.bin) as bins_due", "count(*) as bins_due"),
    ],
    "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql": [
        ("and indicator_key = 'gerd financed by business, %'", "and indicator_number = 'IN.5.1.5'"),
        ("iso3 = 'KAZ'", "true"),
        ("where dataset = 'wipo.gii'", ""),
        ("when editions.delivery_id is null then 0", "when editions.delivery_id is null then 1"),
    ],
    "models/as_of/private_investment/classed_investments.sql": [
        ("applied.sector is not null and applied.finance_source is not null", "true"),
        ("order by scope_rules.sector is null, scope_rules.finance_source is null", "order by scope_rules.scope_rule"),
        ("make_date(placed.year, 12, 31) >= scope_rules.valid_from", "true"),
        ("and borrowed.recipient_bin = classed.recipient_bin", ""),
        ("is_private_money and not is_repeated", "is_private_money"),
        ("memberships.left_on > make_date(filed.year, 1, 1)", "true"),
    ],
    "models/as_of/private_investment/private_investment_filed.sql": [
        ("when answers.filed > 0 then", "when true then"),
    ],
    "models/staging/filings/stg_filings__investments.sql": [
        ("spent_thousand_kzt * 1000", "spent_thousand_kzt"),
    ],
    "models/staging/bns/stg_bns__investment_form.sql": [
        ("private_own + bank_loans + private_foreign", "total"),
    ],
    "models/as_of/science_output/science_output_by_participant.sql": [
        ("where is_counted", "where true"),
    ],
    "models/as_of/science_output/science_output_coverage.sql": [
        ("where output_kind <> 'not_participating'", ""),
    ],
    "models/as_of/science_output/science_output_filed.sql": [
        ("bool_and(coverage.is_covered)", "bool_or(coverage.is_covered)"),
    ],
    "models/as_of/national_facts/national_series.sql": [
        ("readings.term_ids[1] = '741880'", "true"),
    ],
    "models/as_of/national_facts/concept_facts.sql": [
        ("round(computed.outcome, scale(facts.value)) <> facts.value", "computed.outcome <> facts.value"),
    ],
    "models/as_of/international_comparison/worldbank_vintages.sql": [
        ("and observations.value <> present.value", ""),
    ],
    "models/as_of/expected_results/innovative_output.sql": [
        ("where region_kato = '000000000'", ""),
    ],
    "models/as_of/invention_patents/participant_patents.sql": [
        ("owners.registered_on < register.left_on", "owners.registered_on <= register.left_on"),
    ],
    "models/as_of/invention_patents/registered_patents.sql": [
        ("        printed.is_annulled asc,\n", ""),
        ("printed.is_annulled asc", "printed.is_annulled desc"),
    ],
    "models/as_of/invention_patents/patent_owners.sql": [
        ("where build_id = {{ build_id() }}", ""),
    ],
    "models/as_of/invention_patents/undecided_patents.sql": [
        ("owners.registered_on < register.left_on", "owners.registered_on <= register.left_on"),
        ("and undecided.territory_code = counted.territory_code", ""),
    ],
    "models/marts/invention_patents_undecided.sql": [
        ("when value_if_all >= target_value then 'met'", "when value_if_all > target_value then 'met'"),
    ],
    "models/as_of/invention_patents/bulletins_coverage.sql": [
        ("as date) < years.ends_before", "as date) <= years.ends_before"),
    ],
    "models/as_of/invention_patents/invention_patents.sql": [
        ("count(distinct patents.gos_number) as patents", "count(*) as patents"),
    ],
    "models/as_of/researchers/researchers_due.sql": [
        ("register.left_on >= years.ends_before", "register.left_on >= years.ends_before - 1"),
        ("register.joined_on < years.ends_before", "register.joined_on < years.ends_before - 1"),
    ],
    "models/as_of/researchers/researchers_filed.sql": [
        ("count(*) filter (where answers.is_complete)", "count(answers.value)"),
    ],
    "models/marts/indicator_progress.sql": [
        ("then figures.value <= path.target_value", "then figures.value >= path.target_value"),
        ("when coverage < 1 then", "when coverage < 0 then"),
        ("100 * actual_value / nullif(target_value, 0)", "100 * actual_value / nullif(last_target_value, 0)"),
    ],
}
"""By file; the model is the file's own."""

_OF_OTHERS = {
    ("macros/each_and_total.sql", "tax_receipts"): [
        ("(values (part_of.territory_code), ('total'))", "(values (part_of.territory_code))"),
    ],
    ("macros/tax_scope.sql", "participant_payments"): [
        ("applied.is_counted and coalesce(payments.category = 1, false)", "applied.is_counted"),
        (
            "order by length(coalesce(scope_rules.budget_code_prefix, '')) desc",
            "order by length(coalesce(scope_rules.budget_code_prefix, ''))",
        ),
        ("and payments.receipt_date >= scope_rules.valid_from", ""),
        ("and payments.receipt_date >= classification.valid_from", ""),
    ],
    ("macros/holds_on.sql", "researchers_units"): [
        ("coalesce({{ relation }}.valid_from <= {{ day }}, true)", "true"),
    ],
    ("macros/holds_on.sql", "register"): [
        (".valid_to > {{ day }}", ".valid_to >= {{ day }}"),
    ],
    ("macros/moment.sql", "report_years"): [
        ("at time zone 'Asia/Almaty'", "at time zone 'UTC'"),
    ],
    ("macros/in_force.sql", "territories_ready"): [
        ("{{ act }}.decided_on <= {{ day }}", "{{ act }}.decided_on < {{ day }}"),
    ],
    ("macros/parsing/names.sql", "base_wipo__gii"): [
        ("lower(btrim(", "upper(btrim("),
    ],
    ("macros/parsing/withheld.sql", "base_filings__researchers"): [
        ("case when not", "case when true or not"),
    ],
    ("macros/parsing/withheld.sql", "base_bns__science_form"): [
        ("coalesce(btrim(", "not coalesce(btrim("),
    ],
    ("macros/filed_and_tabulated.sql", "researchers"): [
        ("coalesce(tabulated.value, filed.value) as value", "coalesce(filed.value, tabulated.value) as value"),
    ],
    ("macros/parsing/bins.sql", "base_kgd__payments_bulk"): [
        ("% 11 = 10", "% 11 = 11"),
    ],
    ("macros/parsing/dates.sql", "base_kgd__payments_by_bin"): [
        ("(0[48]|[2468][048]|", "(0[48]|[2468][08]|"),
    ],
    ("macros/parsing/numbers.sql", "base_kgd__payments_by_bin"): [
        ("'...', '..')", "'...')"),
    ],
    ("macros/parsing/payments.sql", "base_kgd__payments_by_bin"): [
        ("delivered.receipt_date') }} as", "delivered.write_off_date') }} as"),
    ],
    ("macros/parsing/quarantine.sql", "stg_kgd__payments_by_bin_quarantined"): [
        ("where reason is not null", ""),
    ],
}
"""By file and one of the models that read it."""

BROKEN_RULES = [
    *(BrokenRule(file, *rule, PurePath(file).stem) for file, rules in _OF_MODELS.items() for rule in rules),
    *(BrokenRule(file, *rule, model) for (file, model), rules in _OF_OTHERS.items() for rule in rules),
]
