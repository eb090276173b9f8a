with measures as (

    select * from {{ ref('international_measures') }}

),

economies as (

    select * from {{ ref('economies') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

resolution as (

    select 'постановление № 1134 от 24.12.2025, ' as approved_as

),

compared as (

    select
        'worldbank' as source, -- noqa: RF04
        series_code as source_code,
        iso3 as economy_code,
        year,
        value,
        'World Development Indicators, обновлено ' || to_char(last_updated_on, 'DD.MM.YYYY') as published,
        previous_value
    from {{ ref('worldbank_vintages') }}
    union all
    select
        'concept' as source, -- noqa: RF04
        staged.series as source_code,
        staged.economy_code,
        staged.year,
        staged.value,
        resolution.approved_as || 'раздел 2, параграф 1, таблица 1' as published,
        null as previous_value
    from {{ ref('stg_concept__technology_level') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    cross join resolution
    union all
    select
        'concept' as source, -- noqa: RF04
        staged.measure as source_code,
        staged.economy_code,
        staged.year,
        staged.value,
        resolution.approved_as || staged.stands_in as published,
        null as previous_value
    from {{ ref('stg_concept__international_benchmarks') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    cross join resolution

),

named as (

    select
        measures.measure_code,
        measures.measure_ru,
        measures.unit,
        economies.economy_code,
        economies.economy_ru,
        compared.year,
        compared.value,
        compared.source,
        compared.published,
        compared.previous_value is not null as is_revised,
        compared.previous_value,
        {{ stamp() }}
    from compared
    -- Left joins: what the seeds do not know breaks the contract rather than vanish here.
    left join measures on compared.source = measures.source and compared.source_code = measures.source_code
    left join economies on compared.economy_code = economies.economy_code

)

select * from named
