{%- set apart = [
    ('tax_receipts', 'tax_receipts_by_scope', 'is_counted', 'scope_rule',
        ['year', 'territory_code', 'scope_rule', 'is_counted'], {'parts': 'payments', 'amount_kzt': 'amount_kzt'}),
    ('researchers', 'researchers_by_unit', 'is_counted', 'reason',
        ['territory_code', 'year', 'bin', 'unit_ru', 'unit_kato', 'staff_group'],
        {'headcount': 'headcount', 'fte': 'fte'}),
    ('private_investment', 'private_investment_by_source', 'is_private', "sector || ': ' || finance_source",
        ['territory_code', 'year', 'sector', 'finance_source', 'is_private', 'scope_rule'],
        {'amount_kzt': 'amount_kzt', 'committed_kzt': 'committed_kzt'}),
    ('science_output', 'science_output_by_kind', 'is_counted', 'kind',
        ['territory_code', 'year', 'kind'], {'amount_kzt': 'amount_kzt'}),
] -%}
-- What the report states of other marts' figures: changes, shares, what counts and what does not, outlook, totals.
with progress as (

    select
        *,
        min(year) over (partition by indicator_code) as first_year,
        max(year) over (partition by indicator_code) as last_year
    from {{ ref('indicator_progress') }}

),

indicator_values as (

    select * from {{ ref('indicator_values') }}

),

units as (

    select * from {{ ref('researchers_units') }}

),

by_unit as (

    select * from {{ ref('researchers_by_unit') }}

),

outlook as (

    select * from {{ ref('invention_patents_outlook') }}

),

totals as (

    select * from {{ ref('report_totals') }}

),

reconciliation as (

    select * from {{ ref('tax_receipts_reconciliation') }}

),

sources as (

    select * from {{ ref('data_sources') }}

),

late as (

    select * from {{ ref('late_filings') }}

),

decisions as (

    select staged.*
    from {{ ref('stg_filings__decisions') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where {{ is_in_force('staged', as_of_day()) }}

),

lineage as (

    {% for role, of_year in {'actual': 'year', 'previous': 'year - 1'}.items() %}
        select
            {{ traced(
                figure_id('indicator_progress', ['indicator_code', 'year'], 'continued_value'),
                'indicator_progress.continued_value', role,
                input=figure_id('indicator_progress', ['indicator_code', of_year], 'actual_value')
            ) }}
        from progress
        where continued_value is not null
        union all
        select
            {{ traced(
                figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'change_from_previous'),
                'indicator_values.change_from_previous', role,
                input=figure_id('indicator_values', ['indicator_code', 'territory_code', of_year], 'value')
            ) }}
        from indicator_values
        where change_from_previous is not null
        union all
    {% endfor %}
    {% for role, of_year in {'target': 'year', 'first': 'first_year', 'goal': 'last_year'}.items() %}
        select
            {{ traced(
                figure_id('indicator_progress', ['indicator_code', 'year'], 'remaining_change_percent'),
                'indicator_progress.remaining_change_percent', role,
                input=figure_id('indicator_progress', ['indicator_code', of_year], 'target_value')
            ) }}
        from progress
        where remaining_change_percent is not null
        union all
    {% endfor %}
    {% for role, territory in {'part': 'territory_code', 'whole': "'total'"}.items() %}
        select
            {{ traced(
                figure_id('indicator_values', ['indicator_code', 'territory_code', 'year'], 'share_percent'),
                'indicator_values.share_percent', role,
                input=figure_id('indicator_values', ['indicator_code', territory, 'year'], 'value')
            ) }}
        from indicator_values
        where share_percent is not null
        union all
    {% endfor %}
    {% for indicator, mart, is_counted, item, key, columns in apart %}
        {% for column, source_column in columns.items() %}
            select
                {{ traced(
                    figure_id(
                        'indicator_composition', ["'" ~ indicator ~ "'", 'year', is_counted, 'shown.item'], column
                    ),
                    'indicator_composition.sum', 'part',
                    input=figure_id(mart, key, source_column)
                ) }}
            from {{ ref(mart) }}
            cross join lateral (values ({{ item }}), ('total')) as shown (item)
            where {{ source_column }} is not null
            union all
        {% endfor %}
    {% endfor %}
    -- A unit is one line of a filing, however many groups of people work in it.
    select
        {{ traced(
            figure_id(
                'indicator_composition',
                ["'researchers'", 'by_unit.year', 'by_unit.is_counted', 'shown.item'],
                'parts'
            ),
            'indicator_composition.parts.researchers', 'unit',
            delivery='units.delivery_id', place='units.place', field='bin'
        ) }}
    from by_unit
    cross join lateral (values (by_unit.reason), ('total')) as shown (item)
    inner join units
        on
            by_unit.territory_code = units.territory_code
            and by_unit.year = units.year
            and by_unit.bin = units.bin
            and by_unit.unit_ru = units.unit_ru
            and by_unit.unit_kato = units.unit_kato
    union all
    {% for column, source_column, of_year in [
        ('registered', 'actual_value', 'year'),
        ('target_year', 'next_target_year', 'year'),
        ('target_value', 'target_value', 'target_year'),
    ] %}
        select
            {{ traced(
                figure_id('invention_patents_outlook', ['year'], column),
                'invention_patents_outlook.copied', 'figure',
                input=figure_id('indicator_progress', ["'invention_patents'", of_year], source_column)
            ) }}
        from outlook
        where {{ column }} is not null
        union all
    {% endfor %}
    {% for column in ['range_low', 'range_high'] %}
        select
            {{ traced(
                figure_id('invention_patents_outlook', ['year'], column),
                'invention_patents_outlook.' ~ column, 'registered',
                input=figure_id('invention_patents_outlook', ['year'], 'registered')
            ) }}
        from outlook
        {{ 'where registered > 0' if column == 'range_low' }}
        union all
    {% endfor %}
    -- The lower limit of nothing is nothing.
    select
        {{ traced(
            figure_id('invention_patents_outlook', ['year'], 'range_low'),
            'invention_patents_outlook.copied', 'figure',
            input=figure_id('invention_patents_outlook', ['year'], 'registered')
        ) }}
    from outlook
    where registered = 0
    union all
    {% for column, mean in {
        'chance_percent': 'registered', 'chance_at_low_percent': 'range_low', 'chance_at_high_percent': 'range_high'
    }.items() %}
        {% for role, source_column in {'mean': mean, 'target': 'target_value'}.items() %}
            select
                {{ traced(
                    figure_id('invention_patents_outlook', ['year'], column),
                    'invention_patents_outlook.chance', role,
                    input=figure_id('invention_patents_outlook', ['year'], source_column)
                ) }}
            from outlook
            where {{ column }} is not null
            union all
        {% endfor %}
    {% endfor %}
    {% for code, condition in {
        'indicators': 'true',
        'indicators_met': "progress.verdict = 'met'",
        'indicators_missed': "progress.verdict = 'missed'",
        'indicators_incomplete': "progress.verdict = 'incomplete'",
        'indicators_no_data': "progress.verdict = 'no_data'",
    }.items() %}
        select
            {{ traced(
                figure_id('report_totals', ['totals.year', 'totals.total_code'], 'value'),
                'report_totals.value.' ~ code, 'indicator',
                input=figure_id('indicator_progress', ['progress.indicator_code', 'progress.year'], 'target_value')
            ) }}
        from totals
        inner join progress on totals.year = progress.year
        where totals.total_code = '{{ code }}' and {{ condition }}
        union all
    {% endfor %}
    {% for code, condition in {
        'tax_bins_compared': 'true',
        'tax_bins_differing': 'reconciliation.difference_kzt <> 0',
        'tax_difference_kzt': 'reconciliation.difference_kzt <> 0',
    }.items() %}
        select
            {{ traced(
                figure_id('report_totals', ['totals.year', 'totals.total_code'], 'value'),
                'report_totals.value.' ~ code, 'organisation',
                input=figure_id(
                    'tax_receipts_reconciliation', ['reconciliation.year', 'reconciliation.bin'], 'difference_kzt'
                )
            ) }}
        from totals
        inner join reconciliation on totals.year = reconciliation.year
        where totals.total_code = '{{ code }}' and {{ condition }}
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('report_totals', ['totals.year', 'totals.total_code'], 'value'),
            'report_totals.value.late_filings', 'filing',
            input=figure_id('late_filings', ['late.dataset', 'late.territory_code', 'late.year'], 'latest_filed_at')
        ) }}
    from totals
    inner join late on totals.year = late.year
    where totals.total_code = 'late_filings'
    union all
    select
        {{ traced(
            figure_id('report_totals', ['totals.year', 'totals.total_code'], 'value'),
            'report_totals.value.decisions_in_force', 'decision',
            delivery='decisions.delivery_id', place='decisions.place', field='number', counted='decisions.number'
        ) }}
    from totals
    cross join decisions
    where totals.total_code = 'decisions_in_force'
    {% for code, column in {
        'datasets_read': 'slices', 'rows_read': 'rows_read', 'rows_quarantined': 'rows_quarantined'
    }.items() %}
        union all
        select
            {{ traced(
                figure_id('report_totals', ['totals.year', 'totals.total_code'], 'value'),
                'report_totals.value.' ~ code, 'dataset',
                input=figure_id('data_sources', ['sources.dataset'], column)
            ) }}
        from totals
        cross join sources
        where totals.total_code = '{{ code }}'
    {% endfor %}

)

select * from lineage
