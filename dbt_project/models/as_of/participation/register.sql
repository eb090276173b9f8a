with participants as (

    select * from {{ ref('stg_filings__participants') }}

),

current_deliveries as (

    select
        *,
        cast(counts_from at time zone 'Asia/Almaty' as date) as codes_read_on
    from {{ ref('current_deliveries') }}

),

meanings as (

    select * from {{ ref('kato_meanings') }}

),

-- A register names its units by the classifier of its own day, whatever the days of participation.
identities as (

    select
        participants.delivery_id,
        participants.place,
        array_agg(coalesce(meanings.identity_kato, named.kato) order by named.turn) as unit_identities
    from participants
    inner join current_deliveries on participants.delivery_id = current_deliveries.delivery_id
    cross join lateral unnest(participants.unit_katos) with ordinality as named (kato, turn)
    left join meanings
        on named.kato = meanings.kato and {{ holds_on('meanings', 'current_deliveries.codes_read_on') }}
    group by participants.delivery_id, participants.place

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
        coalesce(identities.unit_identities, '{}') as unit_identities,
        participants.pilot_units,
        {{ as_of_day() }} >= participants.joined_on
        and (participants.left_on is null or {{ as_of_day() }} < participants.left_on) as is_current,
        current_deliveries.codes_read_on,
        participants.delivery_id,
        participants.place
    from participants
    inner join current_deliveries on participants.delivery_id = current_deliveries.delivery_id
    left join identities
        on participants.delivery_id = identities.delivery_id and participants.place = identities.place

)

select * from register
