with results as (

    select * from {{ ref('concept_expected_results') }}

),

reached as (

    select
        'territories_ready' as result_code,
        year,
        cast(territories as numeric) as value,
        stage,
        acts_ru as note_ru
    from {{ ref('territories_ready') }}
    union all
    select
        'innovative_output_share' as result_code,
        year,
        percent_of_gdp as value,
        stage,
        note_ru
    from {{ ref('innovative_output_share') }}

),

compared as (

    select
        results.result_code,
        results.number,
        results.name_ru,
        results.unit,
        reached.year,
        reached.value,
        results.baseline_year,
        results.baseline_value,
        results.target_year,
        results.target_value,
        reached.stage,
        reached.note_ru,
        {{ stamp() }}
    from results
    inner join reached on results.result_code = reached.result_code

)

select * from compared
