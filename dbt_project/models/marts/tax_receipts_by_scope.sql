with payments as (

    select * from {{ ref('participant_payments') }}

),

years as (

    select * from {{ ref('report_years') }}

),

by_scope as (

    select
        years.year,
        payments.territory_code,
        payments.scope_rule,
        payments.scope_rule_name_ru as name_ru,
        payments.is_counted,
        cast(sum(payments.payments) as integer) as payments,
        sum(payments.amount_kzt) as amount_kzt
    from payments
    inner join years on payments.receipt_date >= years.starts_on and payments.receipt_date < years.ends_before
    group by
        years.year,
        payments.territory_code,
        payments.scope_rule,
        payments.scope_rule_name_ru,
        payments.is_counted

),

stamped as (

    select
        by_scope.*,
        {{ stamp() }}
    from by_scope

)

select * from stamped
