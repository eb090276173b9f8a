with owners as (

    select * from {{ ref('patent_owners') }}
    where outcome = 'person' and not is_annulled

),

register as (

    select * from {{ ref('register') }}

),

-- Where a patent would count if its owner were one of the participants it may be. Who took no part on the day of
-- registration makes no difference.
undecided as (

    select distinct
        owners.gos_number,
        cast(extract(year from owners.registered_on) as integer) as year,
        register.territory_code,
        owners.owner_key,
        owners.delivery_id,
        owners.place
    from owners
    inner join register
        on
            register.bin = any(owners.resembles_bins)
            and owners.registered_on >= register.joined_on
            and (register.left_on is null or owners.registered_on < register.left_on)

)

select * from undecided
