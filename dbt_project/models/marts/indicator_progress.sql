with targets as (

    select * from {{ ref('indicator_targets') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

years as (

    select * from {{ ref('report_years') }}

),

figures as (

    select * from {{ ref('indicator_figures') }}

),

-- The decreed path, each year beside the next decreed target and the last one.
path as (

    select
        indicator_code,
        year,
        value as target_value,
        is_baseline,
        lead(year) over following as next_target_year,
        lead(value) over following as next_target_value,
        last_value(year) over whole as last_target_year,
        last_value(value) over whole as last_target_value,
        first_value(value) over whole as first_target_value
    from targets
    window
        following as (partition by indicator_code order by year),
        whole as (
            partition by indicator_code order by year
            rows between unbounded preceding and unbounded following
        )

),

compared as (

    select
        path.*,
        indicators.unit,
        indicators.polarity,
        years.is_over,
        figures.stage,
        figures.value as actual_value,
        figures.coverage,
        case indicators.polarity
            when 'higher_is_better' then figures.value >= path.target_value
            when 'lower_is_better' then figures.value <= path.target_value
        end as target_is_met
    from path
    inner join indicators on path.indicator_code = indicators.indicator_code
    inner join years on path.year = years.year
    left join figures
        on
            path.indicator_code = figures.indicator_code
            and path.year = figures.year
            and figures.territory_code = 'total'

),

-- Year by year against the decreed path, never by compound growth: a path that rises late and is met exactly
-- is 100 %.
judged as (

    select
        indicator_code,
        year,
        unit,
        polarity,
        target_value,
        is_baseline,
        actual_value,
        trim_scale(actual_value - target_value) as gap,
        -- To the 12th decimal: a tiyn short of the target must not read 100.
        case
            when unit <> 'rank' then trim_scale(round(100 * actual_value / nullif(target_value, 0), 12))
        end as percent_of_target,
        next_target_year,
        -- A pace starts from a whole year's figure.
        case
            when is_over
                then trim_scale(round((next_target_value - actual_value) / (next_target_year - year), 9))
        end as pace_to_next_target,
        case
            when is_over
                then
                    trim_scale(
                        round((last_target_value - actual_value) / nullif(last_target_year - year, 0), 9)
                    )
        end as pace_to_2035,
        trim_scale(
            round(
                100 * (last_target_value - target_value) / nullif(last_target_value - first_target_value, 0), 6
            )
        ) as remaining_change_percent,
        case
            when is_baseline then 'baseline'
            when not is_over then 'not_due'
            when actual_value is null then 'no_data'
            when coverage < 1 then 'incomplete'
            when target_is_met then 'met'
            else 'missed'
        end as verdict,
        -- A figure is provisional or final; where there is none, nothing is.
        case when actual_value is not null then stage end as stage,
        coverage
    from compared

),

-- The change of a whole year against the whole year before, once more.
continued as (

    select
        judged.*,
        case
            when
                verdict in ('met', 'missed', 'baseline')
                and lag(verdict) over by_year in ('met', 'missed', 'baseline')
                and lag(year) over by_year = year - 1
                then trim_scale(2 * actual_value - lag(actual_value) over by_year)
        end as continued_value,
        {{ stamp() }}
    from judged
    window by_year as (partition by indicator_code order by year)

)

select * from continued
