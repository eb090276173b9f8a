with register as (

    select * from {{ ref('register') }}

),

heads as (

    select
        territory_code,
        bin as participant_bin,
        bin,
        joined_on,
        left_on,
        delivery_id,
        place
    from register

),

-- A branch pays under a BIN of its own: it counts because, and while, its head participates.
branches as (

    select
        territory_code,
        bin as participant_bin,
        unnest(branch_bins) as bin,
        joined_on,
        left_on,
        delivery_id,
        place
    from register

)

select * from heads
union all
select * from branches
