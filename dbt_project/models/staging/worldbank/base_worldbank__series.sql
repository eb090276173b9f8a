with delivered as (

    select * from {{ source('raw', 'worldbank_series') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.indicator_id as series_code,
        parsed.iso3,
        delivered.country_name as economy_name,
        parsed.year,
        parsed.value,
        parsed.last_updated_on,
        nullif(concat_ws(
            '; ',
            case
                when parsed.iso3 is null
                    then 'countryiso3code is not three letters: ' || {{ quoted('delivered.iso3') }}
            end,
            {{ why_no_year('delivered.date', 'parsed.year', 'date') }},
            {{ why_no_optional_figure('delivered.value', 'parsed.value', 'value') }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            case when delivered.iso3 ~ '^[A-Z]{3}$' then delivered.iso3 end as iso3,
            {{ parse_year('delivered.date') }} as year,
            {{ parse_number('delivered.value') }} as value,
            {{ parse_date('delivered.last_updated') }} as last_updated_on
    ) as parsed

)

select * from typed
