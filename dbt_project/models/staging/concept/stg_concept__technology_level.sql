with judged as (

    select * from {{ ref('base_concept__technology_level') }}

),

readable as (

    select
        delivery_id,
        place,
        series,
        economy_code,
        year,
        value
    from judged
    where reason is null

)

select * from readable
