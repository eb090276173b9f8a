with delivered as (

    select * from {{ source('raw', 'bns_innovation_form') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        delivered.region_ru,
        parsed.*,
        btrim(coalesce(delivered.innovative_output, '')) in {{ confidential_marks() }} as is_confidential,
        nullif(concat_ws(
            '; ',
            case
                when parsed.year is null then 'year is not four digits: ' || {{ quoted('delivered.year') }}
            end,
            case
                when parsed.region_kato is null
                    then 'region_kato is not nine digits: ' || {{ quoted('delivered.region_kato') }}
            end,
            -- A withheld figure is a fact, not an unreadable row.
            case
                when btrim(coalesce(delivered.innovative_output, '')) not in {{ confidential_marks() }}
                    then
                        {{
                            why_no_number(
                                'delivered.innovative_output',
                                'parsed.innovative_output_mln_kzt',
                                'innovative_output'
                            )
                        }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    cross join lateral ( -- noqa: ST05
        select
            case
                when btrim(delivered.year) ~ '^20[0-9]{2}$' then cast(btrim(delivered.year) as integer)
            end as year,
            case
                when {{ is_digits('delivered.region_kato', 9) }} then delivered.region_kato
            end as region_kato,
            {{ parse_number('delivered.innovative_output') }} as innovative_output_mln_kzt
    ) as parsed

)

select * from typed
