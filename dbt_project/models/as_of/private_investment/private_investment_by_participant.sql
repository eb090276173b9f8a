with investments as (

    select * from {{ ref('classed_investments') }}

),

by_participant as (

    select
        territory_code,
        participant_bin,
        year,
        trim_scale(sum(amount_kzt) * 0.000000001) as value
    from investments
    where is_private
    group by territory_code, participant_bin, year

)

select * from by_participant
