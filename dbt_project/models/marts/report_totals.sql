-- Every total that the report states of a year, which no other mart has.
with years as (

    select year from {{ ref('report_years') }}
    where is_over

),

progress as (

    select * from {{ ref('indicator_progress') }}

),

late as (

    select * from {{ ref('late_filings') }}

),

reconciliation as (

    select * from {{ ref('tax_receipts_reconciliation') }}

),

-- valid_until is the last day.
decisions as (

    select * from {{ ref('decisions') }}
    where decided_on <= {{ as_of_day() }} and (valid_until is null or valid_until >= {{ as_of_day() }})

),

sources as (

    select * from {{ ref('data_sources') }}

),

totals as (

    {% for verdict in ['met', 'missed', 'incomplete', 'no_data'] %}
        select
            years.year,
            'indicators_{{ verdict }}' as total_code,
            count(progress.year) as value
        from years
        left join progress on years.year = progress.year and progress.verdict = '{{ verdict }}'
        group by years.year
        union all
    {% endfor %}
    select
        years.year,
        'indicators' as total_code,
        count(progress.year) as value
    from years
    left join progress on years.year = progress.year
    group by years.year
    union all
    select
        years.year,
        'late_filings' as total_code,
        count(late.year) as value
    from years
    left join late on years.year = late.year
    group by years.year
    union all
    {% for code, total in [
        ('tax_bins_compared', 'count(reconciliation.bin)'),
        ('tax_bins_differing', 'count(reconciliation.bin) filter (where reconciliation.difference_kzt <> 0)'),
        ('tax_difference_kzt', 'coalesce(sum(abs(reconciliation.difference_kzt)), 0)'),
    ] %}
        select
            years.year,
            '{{ code }}' as total_code,
            {{ total }} as value
        from years
        left join reconciliation on years.year = reconciliation.year
        group by years.year
        union all
    {% endfor %}
    select
        years.year,
        'decisions_in_force' as total_code,
        (select count(*) from decisions) as value
    from years
    union all
    {% for code, total in {
        'datasets_read': 'count(*)',
        'rows_read': 'coalesce(sum(sources.rows_read), 0)',
        'rows_quarantined': 'coalesce(sum(sources.rows_quarantined), 0)',
    }.items() %}
        select
            years.year,
            '{{ code }}' as total_code,
            (select {{ total }} from sources) as value
        from years
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

stamped as (

    select
        year,
        total_code,
        cast(value as numeric) as value,
        {{ stamp() }}
    from totals

)

select * from stamped
