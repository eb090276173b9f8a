with judged as (

    select * from {{ ref('base_concept__national_facts') }}

),

readable as (

    select
        delivery_id,
        place,
        fact_code,
        year,
        value,
        unit,
        stands_in,
        name_ru
    from judged
    where reason is null

)

select * from readable
