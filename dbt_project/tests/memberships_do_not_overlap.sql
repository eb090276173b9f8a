-- The key of memberships: on any day a BIN belongs to at most one territory, through one row. Were it in two,
-- its payments of that day would count twice.
with memberships as (

    select * from {{ ref('memberships') }}

),

with_earlier_rows as (

    select
        bin,
        territory_code,
        joined_on,
        place,
        max(coalesce(left_on, cast('infinity' as date))) over (
            partition by bin
            order by joined_on, place
            rows between unbounded preceding and 1 preceding
        ) as latest_left_on
    from memberships

)

select * from with_earlier_rows
where joined_on < latest_left_on
