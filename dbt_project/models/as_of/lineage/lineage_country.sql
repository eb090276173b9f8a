-- Figures that stand in the report as a source gives them, and what is computed from them.
with current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

population as (

    select staged.*
    from {{ ref('stg_bns__population') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where staged.mark = 'figure' and staged.sex = 'all' and staged.area = 'total'

),

grp_per_capita as (

    select staged.*
    from {{ ref('stg_bns__grp_per_capita') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where staged.mark = 'figure' and staged.period_cumulative = 'Y' and staged.unit = 'thousand_kzt_per_capita'

),

regions_2024 as (

    select staged.*
    from {{ ref('stg_concept__regions_2024') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

profiles as (

    select * from {{ ref('regional_profile') }}

),

lineage as (

    select
        {{ traced(
            figure_id('regional_profile', ['profiles.region_kato', 'profiles.year'], 'population'),
            'copied', 'figure',
            delivery='population.delivery_id', place='population.place', field='cell_text',
            number='population.population'
        ) }}
    from profiles
    inner join population
        on profiles.region_kato = population.of_region_kato and profiles.year = population.year
    union all
    select
        {{ traced(
            figure_id(
                'regional_profile', ['profiles.region_kato', 'profiles.year'], 'grp_per_capita_thousand_kzt'
            ),
            'copied', 'figure',
            delivery='grp_per_capita.delivery_id', place='grp_per_capita.place', field='cell_text',
            number='grp_per_capita.value'
        ) }}
    from profiles
    inner join grp_per_capita
        on profiles.region_kato = grp_per_capita.region_kato and profiles.year = grp_per_capita.year
    {% for column in [
        'grp_bn_kzt',
        'rd_expenditure_bn_kzt',
        'rd_personnel',
        'rd_cost_per_worker_mln_kzt',
        'researchers_fte_per_mln_inhabitants',
    ] %}
        union all
        select
            {{ traced(
                figure_id('regional_profile', ['region_kato', '2024'], column), 'copied', 'figure',
                delivery='delivery_id', place='place', field=column, number=column
            ) }}
        from regions_2024
        where {{ column }} is not null
    {% endfor %}

)

select * from lineage
