with judged as (

    select * from {{ ref('base_bns__employment_by_city') }}

),

readable as (

    select
        delivery_id,
        place,
        part,
        city_kato,
        city_label,
        year,
        mark,
        cast(value as integer) as employed_population
    from judged
    where reason is null

)

select * from readable
