{%- set counted = [
    'payments_by_bin_totals',
    'payments_bulk_totals',
] -%}
{%- set small = staged_whole() -%}
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

loads as (

    select * from {{ source('ledger', 'loads') }}

),

-- Rows that could be read. Where a per-delivery model has counted them already, its count is taken.
readable as (

    {% for model in counted %}
        select
            delivery_id,
            rows_readable
        from {{ ref(model) }}
        union all
    {% endfor %}
    {% for model in small %}
        select
            staged.delivery_id,
            count(*) as rows_readable
        from {{ ref(model) }} as staged
        inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
        group by staged.delivery_id
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

sources as (

    select
        current_deliveries.dataset,
        cast(count(*) as integer) as slices,
        max(current_deliveries.counts_from) as latest_counts_from,
        case
            when count(loads.row_count) = count(*) then cast(sum(loads.row_count) as bigint)
        end as rows_read,
        -- Every row is either readable or quarantined; a delivery of zero rows is neither.
        cast(sum(loads.row_count - coalesce(readable.rows_readable, 0)) as bigint) as rows_quarantined,
        bool_or(current_deliveries.is_sample) as is_sample,
        cast(count(*) filter (where current_deliveries.is_sample) as integer) as sample_slices,
        {{ stamp() }}
    from current_deliveries
    -- Left joins: a delivery that is not loaded breaks the contract below rather than vanish here.
    left join loads on current_deliveries.delivery_id = loads.delivery_id
    left join readable on current_deliveries.delivery_id = readable.delivery_id
    group by current_deliveries.dataset

)

select * from sources
