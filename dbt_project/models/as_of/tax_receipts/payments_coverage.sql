with memberships as (

    select * from {{ ref('memberships') }}

),

years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'kgd.payments_by_bin'

),

-- A BIN is due for a year in which it took part on any day up to the moment.
due as (

    select
        memberships.territory_code,
        memberships.bin,
        years.year,
        years.is_over,
        -- The first day after the last one on which it took part that year.
        least(max(coalesce(memberships.left_on, years.ends_before)), years.ends_before) as took_part_until
    from memberships
    inner join years
        on
            memberships.joined_on < years.ends_before
            and memberships.joined_on <= {{ as_of_day() }}
            and (memberships.left_on is null or memberships.left_on > years.starts_on)
    group by memberships.territory_code, memberships.bin, years.year, years.is_over, years.ends_before

),

covered as (

    select
        due.territory_code,
        due.bin,
        due.year,
        current_deliveries.delivery_id,
        -- An answer given before those days were over cannot hold all their payments: once the year is over,
        -- a delivery from the middle of it covers nothing.
        current_deliveries.delivery_id is not null
        and (
            not due.is_over
            or cast(current_deliveries.counts_from at time zone 'Asia/Almaty' as date) >= due.took_part_until
        ) as is_covered
    from due
    left join current_deliveries on due.bin || '/' || due.year = current_deliveries.slice

)

select * from covered
