with delivered as (

    select * from {{ source('raw', 'bns_science_form') }}

),

-- The Bureau writes names, not codes, and adds a row of its own for the whole.
named as (

    select
        territory_code,
        {{ label_key('name_ru') }} as territory_key
    from {{ ref('concept_territories') }}
    union all
    select
        'total' as territory_code,
        total_row.territory_key
    from (values ('всего'), ('итого')) as total_row (territory_key)

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        named.territory_code,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case when parsed.territory_ru is null then 'territory is missing' end,
            case when parsed.year is null then 'year is no year: ' || {{ quoted('delivered.year') }} end,
            {{ why_no_figure('delivered.researchers', 'parsed.researchers', 'researchers') }},
            {{ why_no_optional_figure('delivered.staff', 'parsed.staff', 'staff') }},
            {{ why_no_optional_figure(
                'delivered.researchers_fte', 'parsed.researchers_fte', 'researchers_fte'
            ) }},
            {{ why_no_optional_figure(
                'delivered.expenditure_mln_kzt', 'parsed.expenditure_mln_kzt', 'expenditure_mln_kzt'
            ) }}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join named on {{ label_key('delivered.territory') }} = named.territory_key
    cross join lateral ( -- noqa: ST05
        select
            nullif(btrim(delivered.territory), '') as territory_ru,
            case
                when btrim(delivered.year) ~ '^(19|20)[0-9]{2}$' then cast(btrim(delivered.year) as integer)
            end as year,
            {{ parse_number('delivered.researchers') }} as researchers,
            {{ is_withheld('delivered.researchers') }} as is_researchers_confidential,
            {{ parse_number('delivered.staff') }} as staff,
            {{ is_withheld('delivered.staff') }} as is_staff_confidential,
            {{ parse_number('delivered.researchers_fte') }} as researchers_fte,
            {{ is_withheld('delivered.researchers_fte') }} as is_researchers_fte_confidential,
            {{ parse_number('delivered.expenditure_mln_kzt') }} as expenditure_mln_kzt,
            {{ is_withheld('delivered.expenditure_mln_kzt') }} as is_expenditure_confidential
    ) as parsed

)

select * from typed
