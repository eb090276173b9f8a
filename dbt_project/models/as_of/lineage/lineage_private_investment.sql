{%- set key = ['territory_code', 'year', 'sector', 'finance_source', 'is_private', 'scope_rule'] -%}
with investments as (

    select * from {{ ref('classed_investments') }}

),

by_source as (

    select * from {{ ref('private_investment_by_source') }}

),

form as (

    select staged.*
    from {{ ref('stg_bns__investment_form') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where staged.private_kzt is not null

),

-- Years before the first report year are told, and stand in no indicator.
reported as (

    select year from {{ ref('report_years') }}
    where has_begun

),

lineage as (

    -- As filed, in thousands; multiplied, numeric stays exact.
    {% for amount, field in {'amount_kzt': 'spent', 'committed_kzt': 'committed'}.items() %}
        select
            {{ traced(
                figure_id('private_investment_by_source', key, amount),
                'private_investment_by_source.' ~ amount, 'row',
                delivery='delivery_id', place='place', field=field,
                participant='participant_bin', number='trim_scale(' ~ amount ~ ' * 0.001)'
            ) }}
        from investments
        where {{ amount }} is not null
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('indicator_reconciliation', ["'private_investment'", 'territory_code', 'year'], 'filed_value'),
            'indicator_reconciliation.filed_value.private_investment', 'amount',
            input=figure_id('private_investment_by_source', key, 'amount_kzt')
        ) }}
    from by_source
    where is_private and year in (select reported.year from reported)
    union all
    {% for amount in ['private_own', 'bank_loans', 'private_foreign'] %}
        select
            {{ traced(
                figure_id(
                    'indicator_reconciliation', ["'private_investment'", 'territory_code', 'year'], 'tabulated_value'
                ),
                'indicator_reconciliation.tabulated_value.private_investment', amount,
                delivery='delivery_id', place='place', field=amount, number='trim_scale(' ~ amount ~ '_kzt * 0.001)'
            ) }}
        from form
        where year in (select reported.year from reported)
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('indicator_values', ["'private_investment'", 'territory_code', 'year'], 'contributors'),
            'indicator_values.contributors', 'row',
            delivery='delivery_id', place='place', field='spent',
            participant='participant_bin', number='trim_scale(amount_kzt * 0.001)'
        ) }}
    from investments
    where
        is_private
        and amount_kzt > 0
        and recipient_role = 'participant'
        and year in (select reported.year from reported)

)

select * from lineage
