with progress as (

    select * from {{ ref('indicator_progress') }}

),

targets as (

    select * from {{ ref('indicator_targets') }}

),

last_targets as (

    select
        indicator_code,
        max(year) as last_year
    from targets
    group by indicator_code

),

paced as (

    select
        progress.*,
        last_targets.last_year
    from progress
    inner join last_targets on progress.indicator_code = last_targets.indicator_code

),

lineage as (

    select
        {{ traced(
            figure_id('indicator_progress', ['indicator_code', 'year'], 'target_value'),
            'indicator_progress.target_value', 'figure',
            seed='concept/indicator_targets.csv',
            place=seed_line({'indicator_code': 'indicator_code', 'year': 'year'}), field='value', number='target_value'
        ) }}
    from progress
    union all
    select
        {{ traced(
            figure_id('indicator_progress', ['indicator_code', 'year'], 'next_target_year'),
            'indicator_progress.next_target_year', 'figure',
            seed='concept/indicator_targets.csv',
            place=seed_line({'indicator_code': 'indicator_code', 'year': 'next_target_year'}),
            field='year', number='next_target_year'
        ) }}
    from progress
    where next_target_year is not null
    union all
    {% for column, source_column in {'actual_value': 'value', 'coverage': 'coverage'}.items() %}
        select
            {{ traced(
                figure_id('indicator_progress', ['indicator_code', 'year'], column),
                'indicator_progress.' ~ column, 'figure',
                input=figure_id('indicator_values', ['indicator_code', "'total'", 'year'], source_column)
            ) }}
        from progress
        where {{ column }} is not null
        union all
    {% endfor %}
    {% for column in ['gap', 'percent_of_target'] %}
        {% for role in ['actual', 'target'] %}
            select
                {{ traced(
                    figure_id('indicator_progress', ['indicator_code', 'year'], column),
                    'indicator_progress.' ~ column, role,
                    input=figure_id('indicator_progress', ['indicator_code', 'year'], role ~ '_value')
                ) }}
            from progress
            where {{ column }} is not null
            union all
        {% endfor %}
    {% endfor %}
    {% for column, goal in {'pace_to_next_target': 'next_target_year', 'pace_to_2035': 'last_year'}.items() %}
        select
            {{ traced(
                figure_id('indicator_progress', ['indicator_code', 'year'], column),
                'indicator_progress.' ~ column, 'actual',
                input=figure_id('indicator_progress', ['indicator_code', 'year'], 'actual_value')
            ) }}
        from paced
        where {{ column }} is not null
        union all
        select
            {{ traced(
                figure_id('indicator_progress', ['indicator_code', 'year'], column),
                'indicator_progress.' ~ column, 'goal',
                input=figure_id('indicator_progress', ['indicator_code', goal], 'target_value')
            ) }}
        from paced
        where {{ column }} is not null
        union all
        {% for role, of_year in {'goal_year': goal, 'year': 'year'}.items() %}
            select
                {{ traced(
                    figure_id('indicator_progress', ['indicator_code', 'year'], column),
                    'indicator_progress.' ~ column, role,
                    seed='concept/indicator_targets.csv',
                    place=seed_line({'indicator_code': 'indicator_code', 'year': of_year}),
                    field='year', number=of_year
                ) }}
            from paced
            where {{ column }} is not null
            {{ 'union all' if not loop.last }}
        {% endfor %}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from lineage
