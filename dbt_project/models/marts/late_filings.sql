{# A filing of a year has the slice <territory>/<year>. #}
with deliveries as (

    {% for model in ['current_deliveries', 'superseded_deliveries'] %}
        select
            dataset,
            slice,
            {{ 'true' if model == 'current_deliveries' else 'false' }} as is_current,
            coalesce(published_at, known_from) as filed_at
        from {{ ref(model) }}
        where dataset like 'filings.%' and slice ~ '^[a-z_]+/[0-9]{4}$'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

filings as (

    select
        dataset,
        split_part(slice, '/', 1) as territory_code,
        cast(split_part(slice, '/', 2) as integer) as year,
        min(filed_at) as first_filed_at,
        min(filed_at) filter (where is_current) as latest_filed_at
    from deliveries
    group by dataset, slice

),

-- 1 April of the following year is the last day.
late as (

    select
        filings.*,
        {{ stamp() }}
    from filings
    where latest_filed_at >= make_timestamptz(year + 1, 4, 2, 0, 0, 0, 'Asia/Almaty')

)

select * from late
