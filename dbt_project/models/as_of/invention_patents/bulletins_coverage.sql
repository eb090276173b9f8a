with years as (

    select * from {{ ref('report_years') }}
    where has_begun

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

bulletins as (

    select * from {{ ref('stg_kazpatent__bulletins') }}

),

lists as (

    select
        years.year,
        current_deliveries.delivery_id,
        -- A list from before the end of its year cannot name all of the year's bulletins.
        coalesce(
            years.is_over
            and cast(current_deliveries.counts_from at time zone 'Asia/Almaty' as date) < years.ends_before,
            false
        ) as is_partial
    from years
    left join current_deliveries
        on
            current_deliveries.dataset = 'kazpatent.bulletins'
            and cast(years.year as text) = current_deliveries.slice

),

due as (

    select
        lists.year,
        lists.year || '/' || bulletins.bulletin_number as bulletin
    from lists
    inner join bulletins
        on
            lists.delivery_id = bulletins.delivery_id
            and bulletins.bulletin_on <= {{ as_of_day() }}

),

counted as (

    select
        due.year,
        count(*) as bulletins_due,
        count(inventions.delivery_id) as bulletins_delivered
    from due
    left join current_deliveries as inventions
        on
            inventions.dataset = 'kazpatent.inventions'
            and due.bulletin = inventions.slice
    group by due.year

),

known as (

    select
        lists.year,
        lists.is_partial,
        cast(coalesce(counted.bulletins_due, 0) as integer) as bulletins_due,
        cast(coalesce(counted.bulletins_delivered, 0) as integer) as bulletins_delivered,
        lists.delivery_id is not null as is_listed
    from lists
    left join counted on lists.year = counted.year

),

covered as (

    select
        year,
        is_listed,
        is_partial,
        bulletins_due,
        bulletins_delivered,
        -- The list itself is due; of one that is partial, at least one bulletin is not known.
        trim_scale(trunc(
            bulletins_delivered
            / nullif(bulletins_due + case when is_partial or not is_listed then 1.0 else 0 end, 0),
            6
        )) as coverage
    from known

)

select * from covered
