with participants as (

    select * from {{ ref('participant_figures') }}

),

memberships as (

    select * from {{ ref('membership_years') }}

),

figures as (

    select * from {{ ref('indicator_figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

years as (

    select * from {{ ref('report_years') }}
    where is_over

),

price_index as (

    select * from {{ ref('price_index') }}

),

{{ compared_participants() }},

contributions as (

    select
        pairs.indicator_code,
        pairs.territory_code,
        pairs.year,
        pairs.component,
        cast(count(*) as integer) as participants,
        sum(pairs.value_now - pairs.value_before) as difference,
        -- What prices alone would have made of last year's money of those who are the same in both years.
        case
            when pairs.component = 'like_for_like' and indicators.unit = 'bn_kzt'
                -- To the tiyn.
                then round(sum(pairs.value_before) * (price_index.index_to_previous_year - 1), 11)
        end as by_prices
    from pairs
    inner join indicators on pairs.indicator_code = indicators.indicator_code
    left join price_index on pairs.year = price_index.year
    group by
        pairs.indicator_code,
        pairs.territory_code,
        pairs.year,
        pairs.component,
        indicators.unit,
        price_index.index_to_previous_year

),

of_territories as (

    select
        indicator_code,
        territory_code,
        year,
        component,
        difference - coalesce(by_prices, 0) as value,
        participants
    from contributions
    union all
    select
        indicator_code,
        territory_code,
        year,
        'price' as component,
        by_prices as value,
        participants
    from contributions
    where by_prices is not null

),

of_participants as (

    select * from of_territories
    union all
    select
        indicator_code,
        'total' as territory_code,
        year,
        component,
        sum(value) as value,
        cast(sum(participants) as integer) as participants
    from of_territories
    group by indicator_code, year, component

),

explained as (

    select
        indicator_code,
        territory_code,
        year,
        sum(value) as value
    from of_participants
    group by indicator_code, territory_code, year

),

-- What participants do not explain: the Bureau's final figure stood against filings, or a patent of several
-- territories, which the programme counts once.
unexplained as (

    select
        changed.indicator_code,
        changed.territory_code,
        changed.year,
        case when changed.indicator_code = 'invention_patents' then 'overlap' else 'revision' end as component,
        changed.difference - coalesce(explained.value, 0) as value,
        0 as participants
    from changed
    left join explained
        on
            changed.indicator_code = explained.indicator_code
            and changed.territory_code = explained.territory_code
            and changed.year = explained.year
    where changed.difference <> coalesce(explained.value, 0)

),

changes as (

    select * from of_participants
    union all
    select * from unexplained

),

stamped as (

    select
        indicator_code,
        territory_code,
        year,
        component,
        trim_scale(value) as value,
        participants,
        {{ stamp() }}
    from changes

)

select * from stamped
