-- What all indicators have in common: the programme from its territories, and a tabulated figure before a filed one.
with figures as (

    select * from {{ ref('indicator_figures') }}

),

reconciled as (

    select * from {{ ref('indicator_reconciliation') }}

),

ranks as (

    select
        staged.gii_rank,
        staged.delivery_id,
        staged.place,
        current_deliveries.slice as edition
    from {{ ref('stg_wipo__gii') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where staged.iso3 = 'KAZ' and staged.indicator_key = 'gerd financed by business, %'

),

lineage as (

    select
        {{ traced(
            figure_id('indicator_values', ["'tax_receipts'", "'total'", 'year'], 'value'),
            'indicator_values.value.total', 'territory',
            input=figure_id('indicator_values', ["'tax_receipts'", 'territory_code', 'year'], 'value')
        ) }}
    from figures
    where indicator_code = 'tax_receipts' and territory_code <> 'total' and value is not null
    union all
    select
        {{ traced(
            figure_id('indicator_reconciliation', ['indicator_code', "'total'", 'year'], 'filed_value'),
            'indicator_values.value.total', 'territory',
            input=figure_id('indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], 'filed_value')
        ) }}
    from reconciled
    where territory_code <> 'total' and filed_value is not null
    union all
    select
        {{ traced(
            figure_id('indicator_values', ['indicator_code', "'total'", 'year'], 'contributors'),
            'indicator_values.contributors', 'row',
            input=figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'contributors')
        ) }}
    from figures
    where territory_code <> 'total' and contributors > 0
    union all
    select
        {{ traced(
            figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'value'),
            'indicator_values.value.tabulated', 'figure',
            input=figure_id('indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], 'tabulated_value')
        ) }}
    from reconciled
    where tabulated_value is not null
    union all
    select
        {{ traced(
            figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'value'),
            'indicator_values.value.filed', 'figure',
            input=figure_id('indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], 'filed_value')
        ) }}
    from reconciled
    where tabulated_value is null
    union all
    {% for role in ['tabulated', 'filed'] %}
        select
            {{ traced(
                figure_id('indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], 'difference'),
                'indicator_reconciliation.difference', role,
                input=figure_id(
                    'indicator_reconciliation', ['indicator_code', 'territory_code', 'year'], role ~ '_value'
                )
            ) }}
        from reconciled
        where difference is not null
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('indicator_values', ["'gii_business_rd_rank'", "'total'", 'figures.year'], 'value'),
            'indicator_values.value.gii_business_rd_rank', 'figure',
            delivery='ranks.delivery_id', place='ranks.place', field='rank', number='ranks.gii_rank'
        ) }}
    from figures
    inner join ranks on cast(figures.year as text) = ranks.edition
    where figures.indicator_code = 'gii_business_rd_rank' and ranks.gii_rank is not null

)

select * from lineage
