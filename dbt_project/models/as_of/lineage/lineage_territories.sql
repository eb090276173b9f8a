with territories as (

    select * from {{ ref('territories') }}

),

register as (

    select * from {{ ref('register') }}
    where is_current

),

latest as (

    select
        territory_code,
        max(year) as year
    from {{ ref('indicator_figures') }}
    where indicator_code = 'researchers' and value is not null
    group by territory_code

),

employed as (

    select staged.*
    from {{ ref('stg_bns__employment_by_city') }} as staged
    inner join {{ ref('current_deliveries') }} as current_deliveries
        on staged.delivery_id = current_deliveries.delivery_id
    where staged.mark = 'figure' and staged.city_kato = '101810000'

),

lineage as (

    select
        {{ traced(
            figure_id('territories', ['territory_code'], 'participants_now'),
            'territories.participants_now', 'participant',
            delivery='delivery_id', place='place', field='bin', participant='bin', counted='bin'
        ) }}
    from register
    union all
    select
        {{ traced(
            figure_id('territories', ['territories.territory_code'], 'rd_researchers'),
            'territories.rd_researchers', 'figure',
            input=figure_id('indicator_values', ["'researchers'", 'latest.territory_code', 'latest.year'], 'value')
        ) }}
    from territories
    inner join latest on territories.territory_code = latest.territory_code
    where territories.rd_researchers is not null
    union all
    select
        {{ traced(
            figure_id('territories', ['territories.territory_code'], 'employed_population'),
            'copied', 'figure',
            delivery='employed.delivery_id', place='employed.place', field='cell_text',
            number='employed.employed_population'
        ) }}
    from territories
    inner join latest on territories.territory_code = latest.territory_code
    inner join employed on latest.year = employed.year
    where territories.employed_population is not null
    {% for role in ['rd_researchers', 'employed_population'] %}
        union all
        select
            {{ traced(
                figure_id('territories', ['territory_code'], 'status_share_percent'),
                'territories.status_share_percent', role,
                input=figure_id('territories', ['territory_code'], role)
            ) }}
        from territories
        where status_share_percent is not null
    {% endfor %}
    union all
    select
        {{ traced(
            figure_id('territories', ['territory_code'], 'status_threshold_percent'),
            'territories.status_threshold_percent', 'figure',
            input=figure_id(
                'national_facts', ["'concept'", "'status_threshold_share_of_employed'", 'null'], 'value'
            )
        ) }}
    from territories
    where status_threshold_percent is not null

)

select * from lineage
