-- When a late filing came first, and when the one that counts: each day is that of a delivery.
with late_filings as (

    select
        *,
        territory_code || '/' || year as slice
    from {{ ref('late_filings') }}

),

filed as (

    {% for model in ['current_deliveries', 'superseded_deliveries'] %}
        select
            dataset,
            slice,
            delivery_id,
            {{ 'true' if model == 'current_deliveries' else 'false' }} as is_current,
            coalesce(published_at, known_from) as filed_at
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

days as (

    {% for column, condition in {'first_filed_at': 'true', 'latest_filed_at': 'filed.is_current'}.items() %}
        select
            late_filings.dataset,
            late_filings.territory_code,
            late_filings.year,
            '{{ column }}' as day_of,
            min(filed.delivery_id) as delivery_id,
            filed.filed_at
        from late_filings
        inner join filed
            on
                late_filings.dataset = filed.dataset
                and late_filings.slice = filed.slice
                and late_filings.{{ column }} = filed.filed_at
        where {{ condition }}
        group by late_filings.dataset, late_filings.territory_code, late_filings.year, filed.filed_at
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

lineage as (

    {% for column in ['first_filed_at', 'latest_filed_at'] %}
        select
            {{ traced(
                figure_id('late_filings', ['dataset', 'territory_code', 'year'], column),
                'late_filings.filed_at', 'figure', delivery='delivery_id',
                counted='to_char(filed_at at time zone \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')'
            ) }}
        from days
        where day_of = '{{ column }}'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from lineage
