with judged as (

    select * from {{ ref('base_filings__participants') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        bin,
        name_ru,
        name_kk,
        scope,
        branch_bins,
        unit_katos,
        joined_on,
        left_on,
        oked,
        pilot_units
    from judged
    where reason is null

)

select * from readable
