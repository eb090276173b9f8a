with sales as (

    select * from {{ ref('science_output_rows') }}

),

by_kind as (

    select * from {{ ref('science_output_by_kind') }}

),

by_participant as (

    select * from {{ ref('science_output_by_participant') }}

),

form as (

    select staged.*
    from {{ ref('stg_bns__science_output_form') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where staged.output_kzt is not null

),

-- Years before the first report year are told, and stand in no indicator.
reported as (

    select year from {{ ref('report_years') }}
    where has_begun

),

lineage as (

    -- As filed, in thousands; multiplied, numeric stays exact.
    select
        {{ traced(
            figure_id('science_output_by_kind', ['territory_code', 'year', 'output_kind'], 'amount_kzt'),
            'science_output_by_kind.amount_kzt', 'row',
            delivery='delivery_id', place='place', field='revenue',
            participant='participant_bin', number='trim_scale(revenue_kzt * 0.001)'
        ) }}
    from sales
    where output_kind <> 'nothing_made'
    union all
    select
        {{ traced(
            figure_id('science_output_by_kind', ['territory_code', 'year', "'vat'"], 'amount_kzt'),
            'science_output_by_kind.amount_kzt', 'row',
            delivery='delivery_id', place='place', field='vat',
            participant='participant_bin', number='trim_scale(vat_kzt * 0.001)'
        ) }}
    from sales
    where is_counted
    union all
    select
        {{ traced(
            figure_id('indicator_reconciliation', ["'science_output'", 'territory_code', 'year'], 'filed_value'),
            'indicator_reconciliation.filed_value.science_output', 'amount',
            input=figure_id('science_output_by_kind', ['territory_code', 'year', 'kind'], 'amount_kzt')
        ) }}
    from by_kind
    where is_counted and year in (select reported.year from reported)
    union all
    select
        {{ traced(
            figure_id('indicator_reconciliation', ["'science_output'", 'territory_code', 'year'], 'tabulated_value'),
            'indicator_reconciliation.tabulated_value.science_output', 'figure',
            delivery='delivery_id', place='place', field='output', number='trim_scale(output_kzt * 0.000001)'
        ) }}
    from form
    where year in (select reported.year from reported)
    union all
    select
        {{ traced(
            figure_id(
                'indicator_values', ["'science_output'", 'sales.territory_code', 'sales.year'], 'contributors'
            ),
            'indicator_values.contributors', 'row',
            delivery='sales.delivery_id', place='sales.place', field='revenue',
            participant='sales.participant_bin', number='trim_scale(sales.revenue_kzt * 0.001)'
        ) }}
    from sales
    inner join by_participant
        on
            sales.territory_code = by_participant.territory_code
            and sales.participant_bin = by_participant.participant_bin
            and sales.year = by_participant.year
    where sales.is_counted and by_participant.value > 0 and sales.year in (select reported.year from reported)

)

select * from lineage
