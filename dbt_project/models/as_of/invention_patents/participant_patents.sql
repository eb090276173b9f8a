with owners as (

    select * from {{ ref('patent_owners') }}
    where participant_bin is not null

),

register as (

    select * from {{ ref('register') }}

),

-- Who was a participant on the day of registration. A participant named twice among the owners is one owner.
credited as (

    select distinct on (owners.gos_number, register.territory_code, owners.participant_bin)
        owners.gos_number,
        owners.registered_on,
        cast(extract(year from owners.registered_on) as integer) as year,
        owners.bulletin,
        register.territory_code,
        owners.owner_ru,
        owners.participant_bin,
        owners.title_ru,
        owners.is_annulled,
        owners.match_rule,
        owners.reason,
        owners.decision_id,
        owners.delivery_id,
        owners.place
    from owners
    inner join register
        on
            owners.participant_bin = register.bin
            and owners.registered_on >= register.joined_on
            and (register.left_on is null or owners.registered_on < register.left_on)
    order by owners.gos_number, register.territory_code, owners.participant_bin, owners.owner_position

)

select * from credited
