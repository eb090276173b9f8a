with progress as (

    select * from {{ ref('indicator_progress') }}
    where indicator_code = 'invention_patents'

),

-- Whole years alone: an unfinished or incomplete count has no range.
counted as (

    select
        reached.year,
        reached.actual_value as registered,
        following.year as target_year,
        following.target_value
    from progress as reached
    left join progress as following on reached.next_target_year = following.year
    where reached.actual_value is not null and reached.verdict in ('met', 'missed', 'baseline')

),

-- Byar's approximation of the exact Poisson limits, 95 %: Breslow and Day, Statistical Methods in Cancer Research,
-- vol. II (IARC 1987), section 2.3.
ranged as (

    select
        counted.*,
        case
            when registered = 0 then 0
            else round(registered * power(1 - 1 / (9 * registered) - 1.959964 / (3 * sqrt(registered)), 3), 6)
        end as range_low,
        round(
            (registered + 1) * power(1 - 1 / (9 * (registered + 1)) + 1.959964 / (3 * sqrt(registered + 1)), 3), 6
        ) as range_high
    from counted

),

-- Of a Poisson count whose expectation stays what it is: the chance not to stay below the target.
chances as (

    select
        ranged.*,
        {% for mean, name in [
            ('registered', 'chance_percent'),
            ('range_low', 'chance_at_low_percent'),
            ('range_high', 'chance_at_high_percent'),
        ] %}
            case
                when target_value is not null
                    then (
                        select
                            round(
                                100 * (1 - coalesce(sum(exp(-{{ mean }}) * power({{ mean }}, k) / factorial(k)), 0)), 6
                            )
                        from generate_series(0, cast(target_value as bigint) - 1) as below (k)
                    )
            end as {{ name }},
        {% endfor %}
        {{ stamp() }}
    from ranged

),

plain as (

    select
        year,
        registered,
        trim_scale(range_low) as range_low,
        trim_scale(range_high) as range_high,
        target_year,
        target_value,
        trim_scale(chance_percent) as chance_percent,
        trim_scale(chance_at_low_percent) as chance_at_low_percent,
        trim_scale(chance_at_high_percent) as chance_at_high_percent,
        build_id,
        as_of
    from chances

)

select * from plain
