with due as (

    select * from {{ ref('researchers_due') }}

),

answers as (

    select * from {{ ref('researchers_by_participant') }}

),

-- On one day a BIN takes part in one territory, so the programme is the sum of its territories.
places as (

    {{ each_and_total() }}

),

figures as (

    select
        places.territory_code,
        due.year,
        cast(count(*) filter (where answers.value > 0) as integer) as contributors,
        -- Null, not zero, where nobody has answered.
        sum(answers.value) as value,
        sum(answers.researchers_fte) as researchers_fte,
        trim_scale(trunc(
            count(*) filter (where answers.is_complete) / cast(count(*) as numeric), 6
        )) as coverage
    from due
    inner join places on due.territory_code = places.part_of
    left join answers
        on
            due.territory_code = answers.territory_code
            and due.participant_bin = answers.participant_bin
            and due.year = answers.year
    group by places.territory_code, due.year

)

select * from figures
