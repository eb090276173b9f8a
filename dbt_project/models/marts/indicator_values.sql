with figures as (

    select * from {{ ref('indicator_figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

valued as (

    select
        figures.indicator_code,
        figures.territory_code,
        figures.year,
        figures.value,
        indicators.unit,
        figures.stage,
        case
            when figures.value is null and figures.is_confidential then 'Q'
            when figures.value is null then 'M'
            when figures.stage = 'provisional' then 'P'
            else 'A'
        end as observation_status,
        figures.coverage,
        figures.contributors,
        {{ stamp() }}
    from figures
    inner join indicators on figures.indicator_code = indicators.indicator_code

)

select * from valued
