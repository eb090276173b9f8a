with build_deliveries as (

    select * from {{ source('ledger', 'build_deliveries') }}

),

current_deliveries as (

    select
        dataset,
        slice,
        delivery_id,
        counts_from
    from build_deliveries
    where build_id = '{{ var("build_id") }}'

)

select * from current_deliveries
