{#
    CTEs that say of each payment of the CTE `payments` (budget_code, pay_type, receipt_date) whether it counts towards
    tax_receipts: `classed` has its columns, category, scope_rule, scope_rule_name_ru, is_counted. What counts depends on
    the day of the payment and on seeds, on nothing that a build knows.
#}
{% macro class_payments(payments) -%}
classification as (

    select * from {{ ref('budget_classification') }}

),

scope_rules as (

    select * from {{ ref('tax_scope') }}

),

with_category as (

    select
        payments.*,
        classification.category
    from {{ payments }} as payments
    left join classification
        on
            payments.budget_code = classification.budget_code
            and payments.receipt_date >= classification.valid_from
            and (classification.valid_to is null or payments.receipt_date < classification.valid_to)

),

classed as (

    select
        payments.*,
        applied.scope_rule,
        applied.name_ru as scope_rule_name_ru,
        -- The seed may only narrow what the Concept calls tax receipts, never widen it.
        applied.is_counted and coalesce(payments.category = 1, false) as is_counted
    from with_category as payments
    -- The most specific rule of that day: the longest prefix, then a named kind of payment.
    cross join lateral (
        select
            scope_rules.scope_rule,
            scope_rules.name_ru,
            scope_rules.is_counted
        from scope_rules
        where
            (
                scope_rules.budget_code_prefix is null
                or (
                    payments.category is not null
                    and starts_with(payments.budget_code, scope_rules.budget_code_prefix)
                )
            )
            and (scope_rules.pay_type is null or scope_rules.pay_type = payments.pay_type)
            and payments.receipt_date >= scope_rules.valid_from
            and (scope_rules.valid_to is null or payments.receipt_date < scope_rules.valid_to)
        order by length(coalesce(scope_rules.budget_code_prefix, '')) desc, scope_rules.pay_type is null
        limit 1
    ) as applied

)
{%- endmacro %}
