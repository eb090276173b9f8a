with results as (

    select * from {{ ref('expected_results') }}

),

acts as (

    select
        staged.subject,
        staged.decided_on,
        staged.valid_until,
        staged.delivery_id,
        staged.place
    from {{ ref('stg_filings__decisions') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    inner join {{ ref('concept_territories') }} as territories on staged.subject = territories.territory_code
    where staged.kind = 'territory_ready'

),

innovative_output as (

    select * from {{ ref('innovative_output') }}

),

lineage as (

    select
        {{ traced(
            figure_id('expected_results', ["'territories_ready'", 'years.year'], 'value'),
            'expected_results.value.territories_ready', 'act',
            delivery='acts.delivery_id', place='acts.place', field='subject', counted='acts.subject'
        ) }}
    from {{ ref('report_years') }} as years
    inner join acts on {{ is_in_force('acts', 'least(years.ends_before - 1, ' ~ as_of_day() ~ ')') }}
    where years.has_begun
    union all
    select
        {{ traced(
            figure_id('expected_results', ['results.result_code', 'results.year'], 'value'),
            'expected_results.value.innovative_output_share', 'output',
            delivery='innovative_output.delivery_id', place='innovative_output.place', field='innovative_output',
            number='innovative_output.innovative_output_mln_kzt'
        ) }}
    from results
    inner join innovative_output on results.year = innovative_output.year
    where results.result_code = 'innovative_output_share' and results.value is not null
    union all
    select
        {{ traced(
            figure_id('expected_results', ['result_code', 'year'], 'value'),
            'expected_results.value.innovative_output_share', 'gdp',
            input=figure_id('national_facts', ["'taldau'", "'gdp'", 'year'], 'value')
        ) }}
    from results
    where result_code = 'innovative_output_share' and value is not null
    {% for column in ['baseline_year', 'baseline_value', 'target_year', 'target_value'] %}
        union all
        select
            {{ traced(
                figure_id('expected_results', ['result_code', 'year'], column), 'expected_results.decreed', 'figure',
                seed='concept/concept_expected_results.csv', place=seed_line({'result_code': 'result_code'}),
                field=column, number=column
            ) }}
        from results
        where {{ column }} is not null
    {% endfor %}
    union all
    select
        {{ traced(
            figure_id('expected_results', ['result_code', 'year'], 'note_ru'),
            'expected_results.note_ru', 'reached', input=figure_id('expected_results', ['result_code', 'year'], 'value')
        ) }}
    from results
    where note_ru is not null

)

select * from lineage
