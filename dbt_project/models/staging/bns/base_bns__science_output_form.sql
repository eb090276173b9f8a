with delivered as (

    select * from {{ source('raw', 'bns_science_output_form') }}

),

places as (

    select
        territory_code,
        {{ label_key('name_ru') }} as name_key
    from {{ ref('concept_territories') }}
    union all
    select
        'total' as territory_code,
        'всего' as name_key

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        places.territory_code,
        parsed.*,
        btrim(coalesce(delivered.output, '')) in {{ confidential_marks() }} as is_confidential,
        nullif(concat_ws(
            '; ',
            case
                when parsed.year is null then 'year is not four digits: ' || {{ quoted('delivered.year') }}
            end,
            case
                when places.territory_code is null
                    then 'territory_ru is none of the Concept''s: ' || {{ quoted('delivered.territory_ru') }}
            end,
            -- A withheld figure is a fact, not an unreadable row.
            case
                when btrim(coalesce(delivered.output, '')) not in {{ confidential_marks() }}
                    then {{ why_no_number('delivered.output', 'parsed.output_kzt', 'output') }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join places on {{ label_key('delivered.territory_ru') }} = places.name_key
    cross join lateral ( -- noqa: ST05
        select
            case
                when btrim(delivered.year) ~ '^20[0-9]{2}$' then cast(btrim(delivered.year) as integer)
            end as year,
            trim_scale(1000000 * {{ parse_number('delivered.rd') }}) as rd_kzt,
            trim_scale(1000000 * {{ parse_number('delivered.products') }}) as products_kzt,
            trim_scale(1000000 * {{ parse_number('delivered.output') }}) as output_kzt
    ) as parsed

)

select * from typed
