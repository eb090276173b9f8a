with memberships as (

    select * from {{ ref('memberships') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

daily as (

    select * from {{ ref('payments_by_bin_daily') }}

),

classification as (

    select * from {{ ref('budget_classification') }}

),

scope_rules as (

    select * from {{ ref('tax_scope') }}

),

on_participating_days as (

    select
        memberships.territory_code,
        memberships.participant_bin,
        daily.bin,
        daily.receipt_date,
        daily.budget_code,
        daily.pay_type,
        daily.amount_kzt,
        daily.payments,
        daily.delivery_id
    from memberships
    inner join daily
        on
            memberships.bin = daily.bin
            and memberships.joined_on <= daily.receipt_date
            and (memberships.left_on is null or memberships.left_on > daily.receipt_date)
    inner join current_deliveries on daily.delivery_id = current_deliveries.delivery_id

),

with_category as (

    select
        payments.*,
        classification.category
    from on_participating_days as payments
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

select * from classed
