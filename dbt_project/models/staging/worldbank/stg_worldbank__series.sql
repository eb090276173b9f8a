with judged as (

    select * from {{ ref('base_worldbank__series') }}

),

readable as (

    select
        delivery_id,
        place,
        series_code,
        iso3,
        economy_name,
        year,
        value,
        last_updated_on
    from judged
    where reason is null

)

select * from readable
