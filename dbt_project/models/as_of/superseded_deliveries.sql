with build_deliveries as (

    select * from {{ source('ledger', 'build_deliveries') }}

),

superseded_deliveries as (

    select
        dataset,
        slice,
        delivery_id,
        counts_from,
        known_from,
        published_at
    from build_deliveries
    where build_id = {{ build_id() }} and not is_current

)

select * from superseded_deliveries
