with judged as (

    select * from {{ ref('base_wipo__gii') }}

),

readable as (

    select
        delivery_id,
        place,
        iso3,
        economy_name,
        indicator_number,
        indicator_name,
        indicator_key,
        data_year_as_delivered,
        gii_rank,
        score
    from judged
    where reason is null

)

select * from readable
