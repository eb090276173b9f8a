with states as (

    select * from {{ ref('stg_bns__kato') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'bns.kato'

),

codes as (

    select
        states.kato,
        (array_agg(states.name_ru order by states.state_on desc))[1] as name_ru,
        min(states.state_on) as first_state_on,
        max(states.state_on) as last_state_on
    from states
    inner join current_deliveries on states.delivery_id = current_deliveries.delivery_id
    group by states.kato

)

select * from codes
