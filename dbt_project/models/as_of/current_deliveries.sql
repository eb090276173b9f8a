with build_deliveries as (

    select * from {{ source('ledger', 'build_deliveries') }}

),

current_deliveries as (

    select
        dataset,
        slice,
        delivery_id,
        counts_from,
        known_from,
        published_at,
        is_sample
    from build_deliveries
    where build_id = {{ build_id() }} and is_current

)

select * from current_deliveries
