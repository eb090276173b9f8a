{%- set amounts = [
    'total', 'private_own', 'bank_loans', 'private_foreign', 'quasi_state', 'budget', 'international'
] -%}
{%- set private = ['private_own', 'bank_loans', 'private_foreign'] -%}
with delivered as (

    select * from {{ source('raw', 'bns_investment_form') }}

),

-- The table's own row for all territories stands beside them: a total is read, never added up.
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
        {% for amount in private -%}
            {{ is_withheld('delivered.' ~ amount) }}{{ ' or ' if not loop.last }}
        {%- endfor %} as is_confidential,
        nullif(concat_ws(
            '; ',
            case
                when places.territory_code is null
                    then 'territory is none of the Concept''s: ' || {{ quoted('delivered.territory') }}
            end,
            case
                when parsed.form_year is null then 'year is not a year: ' || {{ quoted('delivered.year') }}
            end
            {%- for amount in amounts -%}
                , {{ why_no_optional_figure('delivered.' ~ amount, 'parsed.' ~ amount, amount) }}
            {%- endfor %}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join places on {{ label_key('delivered.territory') }} = places.name_key
    cross join lateral ( -- noqa: ST05
        select
            {% for amount in amounts -%}
                {{ parse_number('delivered.' ~ amount) }} as {{ amount }},
            {% endfor -%}
            case when delivered.year ~ '^20[0-9]{2}$' then cast(delivered.year as integer) end as form_year
    ) as parsed

)

select * from typed
