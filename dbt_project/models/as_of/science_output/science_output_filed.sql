with by_participant as (

    select * from {{ ref('science_output_by_participant') }}

),

coverage as (

    select * from {{ ref('science_output_coverage') }}

),

-- Sales among participants of different territories are netted out of both: the programme is the sum.
places as (

    {{ each_and_total() }}

),

-- A mover is due in both territories, and once in the total: covered there if both have answered for it.
due as (

    select
        places.territory_code,
        coverage.participant_bin,
        coverage.year,
        bool_and(coverage.is_covered) as is_covered
    from coverage
    inner join places on coverage.territory_code = places.part_of
    group by places.territory_code, coverage.participant_bin, coverage.year

),

answered as (

    select
        territory_code,
        year,
        trim_scale(trunc(count(*) filter (where is_covered) / cast(count(*) as numeric), 6)) as coverage
    from due
    group by territory_code, year

),

summed as (

    select
        places.territory_code,
        by_participant.year,
        cast(
            count(distinct by_participant.participant_bin) filter (where by_participant.value > 0) as integer
        ) as contributors,
        sum(by_participant.value) as value
    from by_participant
    inner join places on by_participant.territory_code = places.part_of
    group by places.territory_code, by_participant.year

),

filed as (

    select
        answered.territory_code,
        answered.year,
        answered.coverage,
        trim_scale(summed.value) as value,
        coalesce(summed.contributors, 0) as contributors
    from answered
    left join summed on answered.territory_code = summed.territory_code and answered.year = summed.year

)

select * from filed
