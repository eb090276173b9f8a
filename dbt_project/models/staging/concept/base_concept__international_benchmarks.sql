with delivered as (

    select * from {{ source('raw', 'concept_international_benchmarks') }}

),

economies as (

    select * from {{ ref('economies') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        economies.economy_code,
        delivered.measure,
        parsed.year,
        parsed.value,
        delivered.qualifier,
        delivered.unit,
        delivered.stands_in,
        nullif(concat_ws(
            '; ',
            case
                when economies.economy_code is null
                    then 'cluster is none of the known: ' || {{ quoted('delivered.cluster') }}
            end,
            case when delivered.measure is null then 'measure is missing' end,
            case
                when delivered.year <> ''
                    then {{ why_no_year('delivered.year', 'parsed.year', 'year') }}
            end,
            {{ why_no_number('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join economies on {{ label_key('delivered.cluster') }} = {{ label_key('economies.printed_as') }}
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_year('delivered.year') }} as year,
            {{ parse_number('delivered.value') }} as value
    ) as parsed

)

select * from typed
