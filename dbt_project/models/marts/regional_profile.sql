with regions as (

    select * from {{ ref('regions') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

meanings as (

    select * from {{ ref('kato_meanings') }}

),

population as (

    select
        staged.of_region_kato as region_kato,
        staged.year,
        staged.population
    from {{ ref('stg_bns__population') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where staged.mark = 'figure' and staged.sex = 'all' and staged.area = 'total'

),

-- Of the whole year: what is counted to the end of June or September is no year.
grp_per_capita as (

    select
        staged.region_kato,
        staged.year,
        staged.value
    from {{ ref('stg_bns__grp_per_capita') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    where
        staged.mark = 'figure'
        and staged.period_cumulative = 'Y'
        and staged.unit = 'thousand_kzt_per_capita'

),

printed as (

    select
        staged.*,
        2024 as year
    from {{ ref('stg_concept__regions_2024') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

told as (

    select year from population
    union all
    select year from grp_per_capita
    union all
    select year from printed

),

years as (

    select generate_series(min(year), max(year)) as year from told

),

-- A region has a row in each year of which it existed for a day, and in no other.
existing as (

    select
        regions.region_kato,
        regions.name_ru,
        years.year,
        regions.exists_from,
        regions.exists_to,
        least(make_date(years.year, 12, 31), regions.exists_to - 1) as named_on
    from regions
    inner join years
        on
            coalesce(regions.exists_from < make_date(years.year + 1, 1, 1), true)
            and coalesce(regions.exists_to > make_date(years.year, 1, 1), true)

),

profiles as (

    select
        existing.region_kato,
        coalesce(meanings.name_ru, existing.name_ru) as name_ru,
        existing.year,
        population.population,
        grp_per_capita.value as grp_per_capita_thousand_kzt,
        printed.grp_bn_kzt,
        printed.rd_expenditure_bn_kzt,
        printed.rd_personnel,
        printed.rd_cost_per_worker_mln_kzt,
        printed.researchers_fte_per_mln_inhabitants,
        existing.exists_from,
        existing.exists_to,
        -- Population is of 1 January, product of the whole year: counted back to a day before the region.
        coalesce(existing.exists_from > make_date(existing.year, 1, 1), false)
        and coalesce(population.population, grp_per_capita.value) is not null as is_counted_back,
        {{ stamp() }}
    from existing
    left join meanings
        on existing.region_kato = meanings.kato and {{ holds_on('meanings', 'existing.named_on') }}
    left join population
        on existing.region_kato = population.region_kato and existing.year = population.year
    left join grp_per_capita
        on existing.region_kato = grp_per_capita.region_kato and existing.year = grp_per_capita.year
    left join printed
        on existing.region_kato = printed.region_kato and existing.year = printed.year

)

select * from profiles
