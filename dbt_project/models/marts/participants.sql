with register as (

    select * from {{ ref('register') }}

),

participants as (

    select
        territory_code,
        bin,
        name_ru,
        name_kk,
        scope,
        joined_on,
        left_on,
        oked,
        branch_bins,
        unit_katos,
        pilot_units,
        is_current,
        delivery_id,
        place,
        {{ stamp() }}
    from register

)

select * from participants
