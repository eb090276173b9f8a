with concept_facts as (

    select * from {{ ref('concept_facts') }}

),

indices as (

    select * from {{ ref('taldau_indices') }}

),

national_series as (

    select * from {{ ref('national_series') }}

),

facts as (

    select
        fact_code,
        name_ru,
        year,
        value,
        unit,
        'concept' as source, -- noqa: RF04
        stands_in as place,
        checked_value,
        note_ru
    from concept_facts
    union all
    select
        national_series.series_code as fact_code,
        indices.name_ru,
        national_series.year,
        national_series.value,
        indices.unit,
        'taldau' as source, -- noqa: RF04
        null as place,
        null as checked_value,
        null as note_ru
    from national_series
    inner join indices on national_series.series_code = indices.series_code

),

stamped as (

    select
        facts.*,
        {{ stamp() }}
    from facts

)

select * from stamped
