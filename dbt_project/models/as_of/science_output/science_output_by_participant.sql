with output_rows as (

    select * from {{ ref('science_output_rows') }}

),

coverage as (

    select * from {{ ref('science_output_coverage') }}

),

counted as (

    select
        territory_code,
        participant_bin,
        year,
        sum(revenue_kzt) as amount_kzt
    from output_rows
    where is_counted
    group by territory_code, participant_bin, year

),

by_participant as (

    select
        coverage.territory_code,
        coverage.participant_bin,
        coverage.year,
        -- Who answered and made nothing has a zero. Multiplied, because division would round.
        trim_scale(coalesce(counted.amount_kzt, 0) * 0.000000001) as value
    from coverage
    left join counted
        on
            coverage.territory_code = counted.territory_code
            and coverage.participant_bin = counted.participant_bin
            and coverage.year = counted.year
    where coverage.is_covered

)

select * from by_participant
