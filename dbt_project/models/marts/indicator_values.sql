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
        case
            when lag(figures.year) over by_year = figures.year - 1
                then trim_scale(figures.value - lag(figures.value) over by_year)
        end as change_from_previous,
        max(figures.value) filter (where figures.territory_code = 'total') over of_year as total_value
    from figures
    inner join indicators on figures.indicator_code = indicators.indicator_code
    window
        by_year as (partition by figures.indicator_code, figures.territory_code order by figures.year),
        of_year as (partition by figures.indicator_code, figures.year)

),

-- A part of the programme. Net refunds can make its total nought or negative, a patent may be of several
-- territories, and a place has no parts: then there is no share.
shared as (

    select
        indicator_code,
        territory_code,
        year,
        value,
        unit,
        stage,
        observation_status,
        coverage,
        contributors,
        change_from_previous,
        case
            when unit not in ('patents', 'rank') and total_value > 0
                then trim_scale(round(100 * value / total_value, 6))
        end as share_percent,
        {{ stamp() }}
    from valued

)

select * from shared
