with delivered as (

    select * from {{ source('raw', 'bns_taldau_tree') }}

),

terms as (

    select * from {{ ref('taldau_terms') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.index_id,
        delivered.period_id,
        delivered.term_id,
        terms.kato,
        delivered.text as term_name,
        delivered.parent_id,
        cast(delivered.level as integer) as level, -- noqa: RF04
        parsed.is_leaf,
        delivered.measure_name,
        parsed.year,
        parsed.value,
        parsed.is_confidential,
        nullif(concat_ws(
            '; ',
            case
                when parsed.is_leaf is null
                    then 'leaf is neither true nor false: ' || {{ quoted('delivered.leaf') }}
            end,
            case
                when parsed.year is null
                    then 'period is not a month and a year: ' || {{ quoted('delivered.period_code') }}
            end,
            {{ why_no_optional_figure('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join terms on delivered.term_id = terms.term_id
    cross join lateral ( -- noqa: ST05
        select
            case delivered.leaf when 'true' then true when 'false' then false end as is_leaf,
            case
                when delivered.period_code ~ '^(0[1-9]|1[0-2])(19|20)[0-9]{2}$'
                    then cast(right(delivered.period_code, 4) as integer)
            end as year,
            {{ parse_number('btrim(delivered.value)') }} as value,
            {{ is_withheld('delivered.value') }} as is_confidential
    ) as parsed

)

select * from typed
