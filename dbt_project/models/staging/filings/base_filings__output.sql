with delivered as (

    select * from {{ source('raw', 'filings_output') }}

),

territories as (

    select territory_code from {{ ref('concept_territories') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        territories.territory_code,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case
                when territories.territory_code is null
                    then 'territory is none of the Concept''s: ' || {{ quoted('delivered.territory') }}
            end,
            case
                when parsed.year is null then 'year is not four digits: ' || {{ quoted('delivered.year') }}
            end,
            case
                when parsed.quarter is null
                    then 'quarter is not 1 to 4: ' || {{ quoted('delivered.quarter') }}
            end,
            {{ why_no_bin('delivered.bin', 'parsed.bin', 'bin') }},
            case
                when parsed.unit_kato is null
                    then 'unit_kato is not nine digits: ' || {{ quoted('delivered.unit_kato') }}
            end,
            {{ why_no_number('delivered.revenue', 'parsed.revenue_kzt', 'revenue') }},
            {{ why_no_number('delivered.vat', 'parsed.vat_kzt', 'vat') }},
            -- A row of zeros says that nothing was made: it has no product.
            case
                when parsed.revenue_kzt <> 0
                    then
                        nullif(concat_ws(
                            '; ',
                            {{
                                why_no_product_code(
                                    'delivered.product_code', 'parsed.product_code', 'product_code'
                                )
                            }},
                            case
                                when parsed.stated_kind is null
                                    then
                                        'stated_kind is neither НИОКР nor продукция: '
                                        || {{ quoted('delivered.stated_kind') }}
                            end
                        ), '')
            end,
            -- An empty cell is a buyer outside the territories; anything else must be a BIN.
            case
                when delivered.buyer_bin <> ''
                    then {{ why_no_bin('delivered.buyer_bin', 'parsed.buyer_bin', 'buyer_bin') }}
            end
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join territories on delivered.territory = territories.territory_code
    cross join lateral ( -- noqa: ST05
        select
            case
                when btrim(delivered.year) ~ '^20[0-9]{2}$' then cast(btrim(delivered.year) as integer)
            end as year,
            case
                when btrim(delivered.quarter) in ('1', '2', '3', '4')
                    then cast(btrim(delivered.quarter) as integer)
            end as quarter, -- noqa: RF04
            {{ parse_bin('delivered.bin') }} as bin,
            nullif(btrim(names.in_one_alphabet(delivered.name_ru)), '') as name_ru,
            nullif(btrim(names.in_one_alphabet(delivered.unit_ru)), '') as unit_ru,
            case
                when {{ is_digits('delivered.unit_kato', 9) }} then delivered.unit_kato
            end as unit_kato,
            case btrim(delivered.stated_kind)
                when 'НИОКР' then 'rd_services'
                when 'продукция' then 'science_intensive_products'
            end as stated_kind,
            nullif(btrim(delivered.product_ru), '') as product_ru,
            {{ parse_product_code('delivered.product_code') }} as product_code,
            {{ parse_bin('delivered.buyer_bin') }} as buyer_bin,
            trim_scale(1000 * {{ parse_number('delivered.revenue') }}) as revenue_kzt,
            trim_scale(1000 * {{ parse_number('delivered.vat') }}) as vat_kzt
    ) as parsed

)

select * from typed
