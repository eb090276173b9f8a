with concept_facts as (

    select * from {{ ref('concept_facts') }}

),

national_series as (

    select * from {{ ref('national_series') }}

),

arithmetic as (

    select
        concept_arithmetic.*,
        concept_facts.checked_value
    from {{ ref('concept_arithmetic') }} as concept_arithmetic
    inner join concept_facts
        on concept_arithmetic.fact_code = concept_facts.fact_code and concept_arithmetic.year = concept_facts.year
    where concept_facts.checked_value is not null

),

table_1 as (

    select staged.*
    from {{ ref('stg_concept__technology_level') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id

),

lineage as (

    select
        {{ traced(
            figure_id('national_facts', ["'concept'", 'fact_code', 'year'], 'value'), 'copied', 'figure',
            delivery='delivery_id', place='place', field='value', number='value'
        ) }}
    from concept_facts
    union all
    select
        {{ traced(
            figure_id('national_facts', ["'taldau'", 'series_code', 'year'], 'value'), 'copied', 'figure',
            delivery='delivery_id', place='place', field='value', number='value'
        ) }}
    from national_series
    {% for side in ['numerator', 'denominator'] %}
        union all
        select
            {{ traced(
                figure_id('national_facts', ["'concept'", 'arithmetic.fact_code', 'arithmetic.year'], 'checked_value'),
                'national_facts.checked_value', side,
                input=figure_id(
                    'national_facts',
                    [
                        "'concept'",
                        "split_part(token.name, '@', 1)",
                        "coalesce(nullif(split_part(token.name, '@', 2), ''), cast(arithmetic.year as text))",
                    ],
                    'value'
                )
            ) }}
        from arithmetic
        cross join lateral unnest(string_to_array(arithmetic.{{ side }}, ';')) as token (name)
    {% endfor %}
    -- What nothing divides is divided by one.
    union all
    select
        {{ traced(
            figure_id('national_facts', ["'concept'", 'fact_code', 'year'], 'checked_value'),
            'national_facts.checked_value', 'denominator', number='1'
        ) }}
    from arithmetic
    where denominator is null
    {% for field in ['factor', 'decimals'] %}
        union all
        select
            {{ traced(
                figure_id('national_facts', ["'concept'", 'fact_code', 'year'], 'checked_value'),
                'national_facts.checked_value', field,
                seed='statistics/concept_arithmetic.csv', place=seed_line({'fact_code': 'fact_code', 'year': 'year'}),
                field=field, number=field
            ) }}
        from arithmetic
    {% endfor %}
    union all
    select
        {{ traced(
            figure_id('national_facts', ["'concept'", "'technology_level_first_year'", 'null'], 'checked_value'),
            'national_facts.checked_value.first_year', 'of_year',
            delivery='delivery_id', place='place', field='year', number='year'
        ) }}
    from table_1
    -- A remark is put together from the figures beside it.
    {% for role, column in {'printed': 'value', 'checked': 'checked_value'}.items() %}
        union all
        select
            {{ traced(
                figure_id('national_facts', ["'concept'", 'fact_code', 'year'], 'note_ru'),
                'national_facts.note_ru', role,
                input=figure_id('national_facts', ["'concept'", 'fact_code', 'year'], column)
            ) }}
        from concept_facts
        where note_ru is not null and {{ column }} is not null
    {% endfor %}

)

select * from lineage
