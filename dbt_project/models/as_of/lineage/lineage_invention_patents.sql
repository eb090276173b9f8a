with patents as (

    select * from {{ ref('participant_patents') }}

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

)

select * from lineage
