with investments as (

    select * from {{ ref('classed_investments') }}

),

by_source as (

    select
        territory_code,
        year,
        sector,
        finance_source,
        is_private,
        scope_rule,
        sum(amount_kzt) as amount_kzt,
        sum(committed_kzt) as committed_kzt
    from investments
    group by territory_code, year, sector, finance_source, is_private, scope_rule

),

stamped as (

    select
        by_source.*,
        {{ stamp() }}
    from by_source

)

select * from stamped
