{%- set quarantined = ['payments_by_bin_quarantined', 'payments_bulk_quarantined'] -%}
{%- for model in staged_whole() -%}
    {%- do quarantined.append(model ~ '_quarantined') -%}
{%- endfor -%}
-- Rows that could not be read, each with its place and why.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

quarantined as (

    {% for model in quarantined %}
        select
            current_deliveries.dataset,
            current_deliveries.delivery_id,
            cast(quarantined.place as text) as place,
            quarantined.reason
        from {{ ref(model) }} as quarantined
        inner join current_deliveries on quarantined.delivery_id = current_deliveries.delivery_id
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

lineage as (

    select
        {{ traced(
            figure_id('data_sources', ['dataset'], 'rows_quarantined'),
            'data_sources.rows_quarantined', 'row',
            delivery='delivery_id', place='place', counted='reason'
        ) }}
    from quarantined

)

select * from lineage
