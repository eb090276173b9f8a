with units as (

    select * from {{ ref('researchers_units') }}

),

-- A pilot unit is an answer, too: it counts nobody. A withheld unit leaves the answer incomplete.
by_participant as (

    select
        territory_code,
        participant_bin,
        year,
        case
            when bool_or(why <> 'withheld')
                then coalesce(sum(researchers) filter (where why = 'counted'), 0)
        end as value,
        sum(researchers_fte) filter (where why = 'counted') as researchers_fte,
        bool_and(why <> 'withheld') as is_complete
    from units
    where why in ('counted', 'pilot_unit', 'withheld')
    group by territory_code, participant_bin, year

)

select * from by_participant
