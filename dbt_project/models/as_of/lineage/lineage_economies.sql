-- Figures of other economies: as the World Bank gives them, or as the Concept prints them.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

measures as (

    select * from {{ ref('international_measures') }}

),

worldbank as (

    select staged.*
    from {{ ref('stg_worldbank__series') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where staged.value is not null

),

vintages as (

    select * from {{ ref('worldbank_vintages') }}
    where previous_value is not null

),

told as (

    select
        'worldbank' as source, -- noqa: RF04
        series_code as source_code,
        iso3 as economy_code,
        year,
        value,
        delivery_id,
        place
    from worldbank
    union all
    select
        'concept' as source, -- noqa: RF04
        staged.series as source_code,
        staged.economy_code,
        staged.year,
        staged.value,
        staged.delivery_id,
        staged.place
    from {{ ref('stg_concept__technology_level') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    union all
    select
        'concept' as source, -- noqa: RF04
        staged.measure as source_code,
        staged.economy_code,
        staged.year,
        staged.value,
        staged.delivery_id,
        staged.place
    from {{ ref('stg_concept__international_benchmarks') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

lineage as (

    select
        {{ traced(
            figure_id(
                'international_comparison',
                ['told.source', 'measures.measure_code', 'told.economy_code', 'told.year'],
                'value'
            ),
            'copied', 'figure',
            delivery='told.delivery_id', place='told.place', field='value', number='told.value'
        ) }}
    from told
    inner join measures on told.source = measures.source and told.source_code = measures.source_code
    union all
    select
        {{ traced(
            figure_id(
                'international_comparison',
                ["'worldbank'", 'measures.measure_code', 'vintages.iso3', 'vintages.year'],
                'previous_value'
            ),
            'international_comparison.previous_value', 'figure',
            delivery='vintages.previous_delivery_id', place='vintages.previous_place', field='value',
            number='vintages.previous_value'
        ) }}
    from vintages
    inner join measures on measures.source = 'worldbank' and vintages.series_code = measures.source_code

)

select * from lineage
