with judged as (

    select * from {{ ref('base_bns__population') }}

),

readable as (

    select
        delivery_id,
        place,
        part,
        region_kato,
        of_region_kato,
        region_label,
        sex,
        area,
        year,
        mark,
        cast(value as integer) as population
    from judged
    where reason is null

)

select * from readable
