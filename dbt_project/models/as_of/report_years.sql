with targets as (

    select * from {{ ref('indicator_targets') }}

),

span as (

    select
        min(year) filter (where is_baseline) as baseline_year,
        max(year) as last_decreed_year,
        {{ as_of_day() }} as today
    from targets

),

years as (

    select
        span.today,
        span.baseline_year,
        series.year
    from span
    cross join lateral generate_series(
        span.baseline_year,
        greatest(span.last_decreed_year, cast(extract(year from span.today) as integer))
    ) as series (year)

),

dated as (

    select
        year,
        year = baseline_year as is_baseline,
        make_date(year, 1, 1) as starts_on,
        make_date(year + 1, 1, 1) as ends_before,
        make_date(year, 1, 1) <= today as has_begun,
        make_date(year + 1, 1, 1) <= today as is_over,
        -- The freeze day itself still belongs to the provisional figures.
        case
            when cast((year + 1) || '-{{ var("freeze") }}' as date) < today then 'final' else 'provisional'
        end as stage
    from years

)

select * from dated
