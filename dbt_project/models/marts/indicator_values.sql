with figures as (

    select * from {{ ref('indicator_figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

years as (

    select * from {{ ref('report_years') }}

),

valued as (

    select
        figures.indicator_code,
        figures.territory_code,
        figures.year,
        figures.value,
        indicators.unit,
        years.stage,
        case
            when figures.value is null then 'M'
            when years.stage = 'provisional' then 'P'
            else 'A'
        end as observation_status,
        figures.coverage,
        figures.contributors,
        {{ stamp() }}
    from figures
    inner join indicators on figures.indicator_code = indicators.indicator_code
    inner join years on figures.year = years.year

)

select * from valued
