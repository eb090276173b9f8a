with patents as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

register as (

    select * from {{ ref('register') }}

),

coverage as (

    select * from {{ ref('bulletins_coverage') }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

-- A patent may be owned across territories: the programme counts it once and is not their sum.
places as (

    {{ each_and_total() }}

),

counted as (

    select
        places.territory_code,
        patents.year,
        cast(count(distinct patents.participant_bin) as integer) as contributors,
        count(distinct patents.gos_number) as patents
    from patents
    inner join places on patents.territory_code = places.part_of
    group by places.territory_code, patents.year

),

-- Years in which the registers name anybody: where they do not, nobody's patents could be counted.
peopled as (

    select distinct
        places.territory_code,
        years.year
    from years
    inner join register
        on
            years.ends_before > register.joined_on
            and (register.left_on is null or years.starts_on < register.left_on)
    inner join places on register.territory_code = places.part_of

),

grid as (

    select distinct
        places.territory_code,
        years.year,
        years.stage
    from places
    cross join years

),

figures as (

    select
        'invention_patents' as indicator_code,
        grid.territory_code,
        grid.year,
        grid.stage,
        coverage.coverage,
        false as is_confidential,
        -- No patent is a zero only where somebody took part and a bulletin came.
        case
            when peopled.year is not null and coverage.bulletins_delivered > 0
                then cast(coalesce(counted.patents, 0) as numeric)
        end as value,
        coalesce(counted.contributors, 0) as contributors
    from grid
    inner join coverage on grid.year = coverage.year
    left join peopled on grid.territory_code = peopled.territory_code and grid.year = peopled.year
    left join counted on grid.territory_code = counted.territory_code and grid.year = counted.year

)

select * from figures
