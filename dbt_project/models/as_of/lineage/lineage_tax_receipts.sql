with daily as (

    select * from {{ ref('participant_payments') }}

),

staged as (

    select * from {{ ref('stg_kgd__payments_by_bin') }}

),

by_scope as (

    select * from {{ ref('tax_receipts_by_scope') }}

),

years as (

    select * from {{ ref('report_years') }}

),

answers as (

    select * from {{ ref('payments_coverage') }}
    where delivery_id is not null

),

figures as (

    select * from {{ ref('tax_receipts') }}

),

-- Which payments count, and under which rule, is decided once, by day; the payments themselves follow by join.
payment_rows as (

    select
        years.year,
        daily.territory_code,
        daily.scope_rule,
        daily.is_counted,
        daily.participant_bin,
        staged.amount_kzt,
        staged.delivery_id,
        staged.place
    from daily
    inner join years on daily.receipt_date >= years.starts_on and daily.receipt_date < years.ends_before
    inner join staged
        on
            daily.delivery_id = staged.delivery_id
            and daily.bin = staged.bin
            and daily.receipt_date = staged.receipt_date
            and daily.budget_code = staged.budget_code
            and daily.pay_type is not distinct from staged.pay_type

),

lineage as (

    select
        {{ traced(
            figure_id('tax_receipts_by_scope', ['year', 'territory_code', 'scope_rule', 'is_counted'], 'amount_kzt'),
            'tax_receipts_by_scope.amount_kzt', 'payment',
            delivery='delivery_id', place='place', field='summa', participant='participant_bin', number='amount_kzt'
        ) }}
    from payment_rows
    union all
    select
        {{ traced(
            figure_id('tax_receipts_by_scope', ['year', 'territory_code', 'scope_rule', 'is_counted'], 'payments'),
            'tax_receipts_by_scope.payments', 'amount',
            input=figure_id(
                'tax_receipts_by_scope', ['year', 'territory_code', 'scope_rule', 'is_counted'], 'amount_kzt'
            )
        ) }}
    from by_scope
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'tax_receipts'", 'territory_code', 'year'], 'value'),
            'indicator_values.value.tax_receipts', 'amount',
            input=figure_id(
                'tax_receipts_by_scope', ['year', 'territory_code', 'scope_rule', 'is_counted'], 'amount_kzt'
            )
        ) }}
    from by_scope
    where is_counted
    union all
    -- An answer without a payment that counts is a zero: what was answered stands for it.
    select
        {{ traced(
            figure_id('indicator_values', ["'tax_receipts'", 'answers.territory_code', 'answers.year'], 'value'),
            'indicator_values.value.tax_receipts', 'answer', delivery='answers.delivery_id'
        ) }}
    from answers
    where
        not exists (
            select 1 from by_scope
            where
                by_scope.is_counted
                and by_scope.territory_code = answers.territory_code
                and by_scope.year = answers.year
        )
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'tax_receipts'", 'territory_code', 'year'], 'contributors'),
            'indicator_values.contributors', 'row',
            input=figure_id('indicator_values', ["'tax_receipts'", 'territory_code', 'year'], 'value')
        ) }}
    from figures
    where value is not null and territory_code <> 'total'

)

select * from lineage
