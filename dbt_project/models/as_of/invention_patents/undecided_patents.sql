with owners as (

    select * from {{ ref('patent_owners') }}
    where outcome = 'person' and not is_annulled

),

register as (

    select * from {{ ref('register') }}

),

counted as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

-- Who took no part on the day of registration makes no difference.
undecided as (

    select distinct
        owners.gos_number,
        cast(extract(year from owners.registered_on) as integer) as year,
        register.territory_code,
        owners.delivery_id,
        owners.place
    from owners
    cross join lateral jsonb_array_elements_text(owners.resembles_bins) as resembled (bin)
    inner join register
        on
            resembled.bin = register.bin
            and owners.registered_on >= register.joined_on
            and (register.left_on is null or owners.registered_on < register.left_on)

),

-- A patent that counts already, in the territory or in the programme, would not count there once more.
added as (

    select undecided.*
    from undecided
    left join counted
        on undecided.gos_number = counted.gos_number and undecided.territory_code = counted.territory_code
    where counted.gos_number is null
    union
    select
        undecided.gos_number,
        undecided.year,
        'total' as territory_code,
        undecided.delivery_id,
        undecided.place
    from undecided
    left join counted on undecided.gos_number = counted.gos_number
    where counted.gos_number is null

)

select * from added
