with payments as (

    select * from {{ ref('participant_payments') }}

),

by_participant as (

    select
        territory_code,
        participant_bin,
        cast(extract(year from receipt_date) as integer) as year,
        -- Multiplied, because division would round.
        trim_scale(sum(amount_kzt) * 0.000000001) as value
    from payments
    where is_counted
    group by territory_code, participant_bin, year

)

select * from by_participant
