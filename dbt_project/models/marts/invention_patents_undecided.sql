with figures as (

    select * from {{ ref('invention_patents') }}
    where value is not null

),

progress as (

    select * from {{ ref('indicator_progress') }}
    where indicator_code = 'invention_patents'

),

undecided as (

    select
        territory_code,
        year,
        cast(count(distinct gos_number) as integer) as patents
    from {{ ref('undecided_patents') }}
    group by territory_code, year

),

compared as (

    select
        figures.territory_code,
        figures.year,
        figures.value as value_if_none,
        progress.target_value,
        progress.verdict as verdict_if_none,
        coalesce(undecided.patents, 0) as undecided_patents,
        figures.value + coalesce(undecided.patents, 0) as value_if_all
    from figures
    left join undecided on figures.territory_code = undecided.territory_code and figures.year = undecided.year
    -- Targets are the programme's.
    left join progress on figures.year = progress.year and figures.territory_code = 'total'

),

judged as (

    select
        *,
        case
            when verdict_if_none not in ('met', 'missed') then verdict_if_none
            when value_if_all >= target_value then 'met'
            when value_if_all < target_value then 'missed'
        end as verdict_if_all,
        {{ stamp() }}
    from compared

),

undecided_effect as (

    select
        territory_code,
        year,
        undecided_patents,
        value_if_none,
        value_if_all,
        target_value,
        verdict_if_none,
        verdict_if_all,
        build_id,
        as_of
    from judged

)

select * from undecided_effect
