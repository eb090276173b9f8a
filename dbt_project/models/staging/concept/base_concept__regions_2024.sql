{%- set figures = [
    'grp_bn_kzt',
    'rd_expenditure_bn_kzt',
    'rd_personnel',
    'rd_cost_per_worker_mln_kzt',
    'researchers_fte_per_mln_inhabitants',
] -%}
with delivered as (

    select * from {{ source('raw', 'concept_regions_2024') }}

),

labels as (

    select
        region_kato,
        {{ label_key('label') }} as label_key
    from {{ ref('region_labels') }}

),

typed as (

    select
        delivered.delivery_id,
        delivered.place,
        labels.region_kato,
        delivered.region_ru as region_label,
        parsed.*,
        nullif(concat_ws(
            '; ',
            case
                when labels.region_kato is null
                    then 'region is not known: ' || {{ quoted('delivered.region_ru') }}
            end,
            {% for figure in figures %}
                {{ why_no_number('delivered.' ~ figure, 'parsed.' ~ figure, figure) }}
                {{- ',' if not loop.last }}
            {% endfor %}
        ), '') as reason,
        to_jsonb(delivered) - cast('{delivery_id, place}' as text[]) as row_as_delivered
    from delivered
    left join labels on {{ label_key('delivered.region_ru') }} = labels.label_key
    cross join lateral ( -- noqa: ST05
        select
            {{ parse_number('delivered.grp_bn_kzt') }} as grp_bn_kzt,
            {{ parse_number('delivered.rd_expenditure_bn_kzt') }} as rd_expenditure_bn_kzt,
            {{ parse_number('delivered.rd_personnel') }} as rd_personnel,
            {{ parse_number('delivered.rd_cost_per_worker_mln_kzt') }} as rd_cost_per_worker_mln_kzt,
            {{ parse_number('delivered.researchers_fte_per_mln_inhabitants') }} as researchers_fte_per_mln_inhabitants
    ) as parsed

)

select * from typed
