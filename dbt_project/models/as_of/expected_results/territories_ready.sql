with decisions as (

    select staged.*
    from {{ ref('stg_filings__decisions') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id

),

territories as (

    select * from {{ ref('concept_territories') }}

),

years as (

    select
        year,
        stage,
        -- The last day of the year that has come.
        least(ends_before - 1, {{ as_of_day() }}) as stands_on
    from {{ ref('report_years') }}
    where has_begun

),

ready as (

    select
        years.year,
        territories.territory_code,
        territories.name_ru,
        -- Several acts may concern one territory.
        string_agg(
            decisions.value, '; ' order by decisions.decided_on, decisions.number collate "C" -- noqa: RF02
        ) as acts
    from years
    inner join decisions
        on
            decisions.kind = 'territory_ready'
            and {{ is_in_force('decisions', 'years.stands_on') }}
    inner join territories on decisions.subject = territories.territory_code
    group by years.year, territories.territory_code, territories.name_ru

),

counted as (

    select
        years.year,
        years.stage,
        cast(count(ready.year) as integer) as territories,
        string_agg(
            ready.name_ru || coalesce(': ' || ready.acts, ''),
            '; ' order by ready.territory_code collate "C" -- noqa: RF02
        ) as acts_ru
    from years
    left join ready on years.year = ready.year
    group by years.year, years.stage

)

select * from counted
