with delivered as (

    select * from {{ source('raw', 'concept_national_facts') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.fact as fact_code,
        parsed.year,
        parsed.value,
        delivered.unit,
        delivered.stands_in,
        delivered.name_ru,
        nullif(concat_ws(
            '; ',
            case when delivered.fact is null then 'fact is missing' end,
            case when delivered.name_ru is null then 'name_ru is missing' end,
            case when delivered.unit is null then 'unit is missing' end,
            -- A goal of no year is a figure all the same.
            case
                when delivered.year <> ''
                    then {{ why_no_year('delivered.year', 'parsed.year', 'year') }}
            end,
            {{ why_no_number('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_year('delivered.year') }} as year,
            {{ parse_number('delivered.value') }} as value
    ) as parsed

)

select * from typed
