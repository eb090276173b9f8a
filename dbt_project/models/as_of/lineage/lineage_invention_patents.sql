with patents as (

    select * from {{ ref('participant_patents') }}

),

owners as (

    select * from {{ ref('patent_owners') }}
    where outcome = 'person' and not is_annulled

),

undecided_patents as (

    select * from {{ ref('undecided_patents') }}

),

undecided as (

    select * from {{ ref('invention_patents_undecided') }}

),

rulings as (

    select
        staged.delivery_id,
        staged.place,
        current_deliveries.slice || '/' || staged.number as decision_id
    from {{ ref('stg_filings__decisions') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id

),

answers as (

    select
        years.year,
        current_deliveries.delivery_id
    from {{ ref('report_years') }} as years
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on cast(years.year as text) = split_part(current_deliveries.slice, '/', 1)
    where current_deliveries.dataset = 'kazpatent.inventions'

),

figures as (

    select * from {{ ref('invention_patents') }}
    where value is not null and territory_code <> 'total'

),

-- Years before the first report year are told, and stand in no indicator.
reported as (

    select year from {{ ref('report_years') }}
    where has_begun

),

lineage as (

    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'territory_code', 'year'], 'value'),
            'indicator_values.value.invention_patents', 'patent',
            delivery='delivery_id', place='place', field='gos_number_11',
            participant='participant_bin', counted='gos_number'
        ) }}
    from patents
    where not is_annulled and year in (select reported.year from reported)
    union all
    -- Whoever a person has matched counts by that decision.
    select distinct
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'patents.territory_code', 'patents.year'], 'value'),
            'indicator_values.value.invention_patents', 'decision',
            delivery='rulings.delivery_id', place='rulings.place', field='value',
            participant='patents.participant_bin'
        ) }}
    from patents
    inner join rulings on patents.decision_id = rulings.decision_id
    where not patents.is_annulled and patents.year in (select reported.year from reported)
    union all
    -- No patent in bulletins that came is a zero: they stand for it.
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'figures.territory_code', 'figures.year'], 'value'),
            'indicator_values.value.invention_patents', 'answer', delivery='answers.delivery_id'
        ) }}
    from figures
    inner join answers on figures.year = answers.year
    where figures.value = 0
    union all
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", 'territory_code', 'year'], 'contributors'),
            'indicator_values.contributors', 'row',
            input=figure_id('indicator_values', ["'invention_patents'", 'territory_code', 'year'], 'value')
        ) }}
    from figures
    union all
    -- A patent of several territories counts once.
    select
        {{ traced(
            figure_id('indicator_values', ["'invention_patents'", "'total'", 'year'], 'value'),
            'indicator_values.value.invention_patents', 'patent',
            input=figure_id('indicator_values', ["'invention_patents'", 'territory_code', 'year'], 'value')
        ) }}
    from figures
    {% for column, field in {'gos_number': 'gos_number_11', 'registered_on': 'gos_date_11'}.items() %}
        union all
        select
            {{ traced(
                figure_id('invention_patents_list', ['gos_number', 'territory_code', 'participant_bin'], column),
                'invention_patents_list.' ~ column, 'figure',
                delivery='delivery_id', place='place', field=field, participant='participant_bin', counted=column
            ) }}
        from patents
    {% endfor %}
    union all
    select
        {{ traced(
            figure_id('owner_candidates', ['owners.owner_key', 'resembled.bin'], 'patents'),
            'owner_candidates.patents', 'patent',
            delivery='owners.delivery_id', place='owners.place', field='gos_number_11', counted='owners.gos_number'
        ) }}
    from owners
    cross join lateral jsonb_array_elements_text(owners.resembles_bins) as resembled (bin)
    union all
    select
        {{ traced(
            figure_id(
                'invention_patents_undecided', ['undecided.territory_code', 'undecided.year'], 'undecided_patents'
            ),
            'invention_patents_undecided.undecided_patents', 'patent',
            delivery='patents.delivery_id', place='patents.place', field='gos_number_11', counted='patents.gos_number'
        ) }}
    from undecided
    inner join undecided_patents as patents
        on undecided.territory_code = patents.territory_code and undecided.year = patents.year
    {% for column, input in {
        'value_if_none': figure_id('indicator_values', ["'invention_patents'", 'territory_code', 'year'], 'value'),
        'target_value': figure_id('indicator_progress', ["'invention_patents'", 'year'], 'target_value'),
    }.items() %}
        union all
        select
            {{ traced(
                figure_id('invention_patents_undecided', ['territory_code', 'year'], column),
                'invention_patents_undecided.copied', 'figure', input=input
            ) }}
        from undecided
        where {{ column }} is not null
    {% endfor %}
    {% for role, column in {'counted': 'value_if_none', 'undecided': 'undecided_patents'}.items() %}
        union all
        select
            {{ traced(
                figure_id('invention_patents_undecided', ['territory_code', 'year'], 'value_if_all'),
                'invention_patents_undecided.value_if_all', role,
                input=figure_id('invention_patents_undecided', ['territory_code', 'year'], column)
            ) }}
        from undecided
    {% endfor %}

)

select * from lineage
