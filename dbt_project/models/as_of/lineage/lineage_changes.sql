{%- set key = ['indicator_code', 'territory_code', 'year', 'component'] -%}
with participants as (

    select * from {{ ref('participant_figures') }}

),

memberships as (

    select * from {{ ref('membership_years') }}

),

figures as (

    select * from {{ ref('indicator_figures') }}

),

years as (

    select * from {{ ref('report_years') }}
    where is_over

),

changes as (

    select * from {{ ref('indicator_changes') }}

),

patents as (

    select * from {{ ref('participant_patents') }}
    where not is_annulled

),

{{ compared_participants() }},

-- Each participant's part of a figure in the two years. Filed figures are those of participants.
parts as (

    select
        pairs.indicator_code,
        pairs.territory_code,
        pairs.year,
        pairs.component,
        pairs.participant_bin,
        told.part,
        told.value,
        case
            when pairs.indicator_code in ('tax_receipts', 'invention_patents')
                then
                    {{ figure_id(
                        'indicator_values', ['pairs.indicator_code', 'pairs.territory_code', 'told.year'], 'value'
                    ) }}
            else
                {{ figure_id(
                    'indicator_reconciliation',
                    ['pairs.indicator_code', 'pairs.territory_code', 'told.year'],
                    'filed_value'
                ) }}
        end as input_figure
    from pairs
    cross join
        lateral (
            values
            ('now', pairs.year, pairs.value_now),
            ('before', pairs.year - 1, pairs.value_before)
        ) as told (part, year, value)

),

-- What several participants of a territory own goes to the smallest BIN, as in invention_patents_by_participant.
credited as (

    select distinct on (gos_number, territory_code)
        gos_number,
        territory_code,
        year,
        participant_bin,
        delivery_id,
        place
    from patents
    order by gos_number asc, territory_code asc, participant_bin collate "C" asc

),

priced as (

    select * from changes
    where component = 'price' and territory_code <> 'total'

),

-- What prices make of the figures of those who are the same in both years.
of_prices as (

    select
        parts.indicator_code,
        parts.territory_code,
        parts.year,
        priced.component,
        parts.participant_bin,
        parts.part,
        parts.value,
        parts.input_figure
    from parts
    inner join priced
        on
            parts.indicator_code = priced.indicator_code
            and parts.territory_code = priced.territory_code
            and parts.year = priced.year
    where parts.component = 'like_for_like'

),

lineage as (

    {% for role in ['now', 'before'] %}
        select
            {{ traced(
                figure_id('indicator_changes', key, 'value'), 'indicator_changes.value.participants', role,
                input='input_figure', participant='participant_bin', number='value'
            ) }}
        from parts
        where indicator_code <> 'invention_patents' and part = '{{ role }}'
        union all
        select
            {{ traced(
                figure_id(
                    'indicator_changes', ['pairs.indicator_code', 'pairs.territory_code', 'pairs.year', 'pairs.component'],
                    'value'
                ),
                'indicator_changes.value.patents', role,
                delivery='credited.delivery_id', place='credited.place', field='gos_number_11',
                participant='credited.participant_bin', counted='credited.gos_number'
            ) }}
        from pairs
        inner join credited
            on
                pairs.territory_code = credited.territory_code
                and pairs.participant_bin = credited.participant_bin
                and pairs.year = credited.year {{ '+ 1' if role == 'before' }}
        where pairs.indicator_code = 'invention_patents'
        union all
    {% endfor %}
    -- Prices are told apart from what those who are the same in both years did themselves.
    select
        {{ traced(
            figure_id('indicator_changes', ['indicator_code', 'territory_code', 'year', "'like_for_like'"], 'value'),
            'indicator_changes.value.participants', 'price', input=figure_id('indicator_changes', key, 'value')
        ) }}
    from priced
    union all
    select
        {{ traced(
            figure_id('indicator_changes', key, 'value'), 'indicator_changes.value.price', 'before',
            input='input_figure', participant='participant_bin', number='value'
        ) }}
    from of_prices
    where part = 'before'
    union all
    select
        {{ traced(
            figure_id('indicator_changes', key, 'value'), 'indicator_changes.value.price', 'index',
            input=figure_id('national_facts', ["'taldau'", "'consumer_prices'", 'year'], 'value')
        ) }}
    from priced
    union all
    {% for column in ['value', 'participants'] %}
        select
            {{ traced(
                figure_id('indicator_changes', ['indicator_code', "'total'", 'year', 'component'], column),
                'indicator_changes.' ~ column ~ '.total', 'territory',
                input=figure_id('indicator_changes', key, column)
            ) }}
        from changes
        where territory_code <> 'total' and component not in ('overlap', 'revision')
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id('indicator_changes', key, 'participants'), 'indicator_changes.participants', 'participant',
            input='input_figure', participant='participant_bin'
        ) }}
    from (
        select * from parts
        union all
        select * from of_prices
    ) as shown
    where part = 'now'
    union all
    {% for role, of_year in {'latest': 'year', 'previous': 'year - 1'}.items() %}
        select
            {{ traced(
                figure_id('indicator_changes', key, 'value'), 'indicator_changes.value.unexplained', role,
                input=figure_id('indicator_values', ['indicator_code', 'territory_code', of_year], 'value')
            ) }}
        from changes
        where component in ('overlap', 'revision')
        union all
    {% endfor %}
    select
        {{ traced(
            figure_id(
                'indicator_changes',
                ['unexplained.indicator_code', 'unexplained.territory_code', 'unexplained.year', 'unexplained.component'],
                'value'
            ),
            'indicator_changes.value.unexplained', 'explained',
            input=figure_id(
                'indicator_changes',
                ['changes.indicator_code', 'changes.territory_code', 'changes.year', 'changes.component'],
                'value'
            )
        ) }}
    from changes as unexplained
    inner join changes
        on
            unexplained.indicator_code = changes.indicator_code
            and unexplained.territory_code = changes.territory_code
            and unexplained.year = changes.year
    where unexplained.component in ('overlap', 'revision') and changes.component not in ('overlap', 'revision')

)

select * from lineage
