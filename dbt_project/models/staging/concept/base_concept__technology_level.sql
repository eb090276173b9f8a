with delivered as (

    select * from {{ source('raw', 'concept_technology_level') }}

),

economies as (

    select * from {{ ref('economies') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.series,
        economies.economy_code,
        parsed.year,
        parsed.value,
        nullif(concat_ws(
            '; ',
            case
                when economies.economy_code is null
                    then 'country is none of the known: ' || {{ quoted('delivered.country_ru') }}
            end,
            {{ why_no_year('delivered.year', 'parsed.year', 'year') }},
            {{ why_no_number('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join economies on {{ label_key('delivered.country_ru') }} = {{ label_key('economies.printed_as') }}
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_year('delivered.year') }} as year,
            {{ parse_number('delivered.value') }} as value
    ) as parsed

)

select * from typed
