{%- set counted = {
    'payments_by_bin_totals': 'stg_kgd__payments_by_bin_quarantined',
    'payments_bulk_totals': 'stg_kgd__payments_bulk_quarantined',
} -%}
-- Rows that could not be read, each with its place and why.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

loads as (

    select * from {{ source('ledger', 'loads') }}

),

quarantined as (

    -- Of payments only deliveries that have such rows are read again. A lateral join finds their partitions one by one.
    {% for totals, model in counted.items() %}
        select
            current_deliveries.dataset,
            current_deliveries.delivery_id,
            found.place,
            found.reason
        from current_deliveries
        inner join loads on current_deliveries.delivery_id = loads.delivery_id
        inner join {{ ref(totals) }} as totals on current_deliveries.delivery_id = totals.delivery_id
        cross join
            lateral (
                select
                    cast(staged.place as text) as place,
                    staged.reason
                from {{ ref(model) }} as staged
                where staged.delivery_id = current_deliveries.delivery_id
                order by cast(staged.place as text) collate "C" -- noqa: RF03
                offset 0
            ) as found
        where loads.row_count > totals.rows_readable
        union all
    {% endfor %}
    {% for model in staged_whole() %}
        select
            current_deliveries.dataset,
            current_deliveries.delivery_id,
            cast(staged.place as text) as place,
            staged.reason
        from {{ ref(model ~ '_quarantined') }} as staged
        inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
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
