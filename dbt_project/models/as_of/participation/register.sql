with participants as (

    select * from {{ ref('stg_filings__participants') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

register as (

    select
        participants.territory_code,
        participants.bin,
        participants.name_ru,
        participants.name_kk,
        participants.scope,
        participants.joined_on,
        participants.left_on,
        participants.oked,
        participants.branch_bins,
        participants.unit_katos,
        participants.pilot_units,
        {{ as_of_day() }} >= participants.joined_on
        and (participants.left_on is null or {{ as_of_day() }} < participants.left_on) as is_current,
        participants.delivery_id,
        participants.place
    from participants
    inner join current_deliveries on participants.delivery_id = current_deliveries.delivery_id

)

select * from register
