with delivered as (

    select * from {{ source('raw', 'bns_taldau_data') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.index_id,
        delivered.period_id,
        delivered.terms as term_ids,
        {{ name_key('delivered.term_names') }} as term_names,
        cast(extract(year from parsed.period_date) as integer) as year,
        parsed.value,
        parsed.is_confidential,
        nullif(concat_ws(
            '; ',
            {{ why_no_date('delivered.period_date', 'parsed.period_date', 'date') }},
            {{ why_no_optional_figure('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_date('delivered.period_date') }} as period_date,
            {{ parse_number('btrim(delivered.value)') }} as value,
            {{ is_withheld('delivered.value') }} as is_confidential
    ) as parsed

)

select * from typed
