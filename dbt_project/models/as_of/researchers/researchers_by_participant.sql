with units as (

    select * from {{ ref('researchers_units') }}

),

-- A participant has answered where a unit in its scope has been filed and none is withheld. A pilot unit is an
-- answer, too: it counts nobody.
by_participant as (

    select
        territory_code,
        participant_bin,
        year,
        coalesce(sum(researchers) filter (where why = 'counted'), 0) as value,
        sum(researchers_fte) filter (where why = 'counted') as researchers_fte
    from units
    where why in ('counted', 'pilot_unit', 'withheld')
    group by territory_code, participant_bin, year
    having not bool_or(why = 'withheld')

)

select * from by_participant
