with figures as (

    select * from {{ ref('invention_patents') }}
    where value is not null

),

counted as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

undecided as (

    select * from {{ ref('undecided_patents') }}

),

progress as (

    select * from {{ ref('indicator_progress') }}
    where indicator_code = 'invention_patents'

),

-- A patent that counts already, in the territory or in the programme, would not count there once more.
added as (

    select
        territory_code,
        year,
        gos_number,
        owner_key
    from undecided
    where
        not exists (
            select from counted
            where
                counted.gos_number = undecided.gos_number
                and counted.territory_code = undecided.territory_code
        )
    union all
    select
        'total' as territory_code,
        year,
        gos_number,
        owner_key
    from undecided
    where gos_number not in (select counted.gos_number from counted)

),

summed as (

    select
        territory_code,
        year,
        cast(count(distinct owner_key) as integer) as owners,
        cast(count(distinct gos_number) as integer) as patents
    from added
    group by territory_code, year

),

compared as (

    select
        figures.territory_code,
        figures.year,
        coalesce(summed.owners, 0) as undecided_owners,
        coalesce(summed.patents, 0) as undecided_patents,
        figures.value as value_if_none,
        figures.value + coalesce(summed.patents, 0) as value_if_all,
        progress.target_value,
        progress.verdict as verdict_if_none,
        case
            when progress.verdict not in ('met', 'missed') then progress.verdict
            when figures.value + coalesce(summed.patents, 0) >= progress.target_value then 'met'
            else 'missed'
        end as verdict_if_all,
        {{ stamp() }}
    from figures
    left join summed on figures.territory_code = summed.territory_code and figures.year = summed.year
    -- Targets are the programme's.
    left join progress on figures.year = progress.year and figures.territory_code = 'total'

)

select * from compared
