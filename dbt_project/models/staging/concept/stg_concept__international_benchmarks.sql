with judged as (

    select * from {{ ref('base_concept__international_benchmarks') }}

),

readable as (

    select
        delivery_id,
        place,
        economy_code,
        measure,
        year,
        value,
        qualifier,
        unit,
        stands_in
    from judged
    where reason is null

)

select * from readable
