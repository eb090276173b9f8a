with concept as (

    select * from {{ ref('concept_territories') }}

),

register as (

    select * from {{ ref('register') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}

),

participants as (

    select
        territory_code,
        cast(count(distinct bin) as integer) as participants_now
    from register
    where is_current
    group by territory_code

),

-- The status of a science city rests on the number of people, so the latest year that has one.
researchers as (

    select distinct on (territory_code)
        territory_code,
        year,
        cast(value as integer) as researchers
    from {{ ref('indicator_figures') }}
    where indicator_code = 'researchers' and value is not null
    order by territory_code asc, year desc

),

cities as (

    select * from {{ ref('territory_cities') }}

),

meanings as (

    select * from {{ ref('kato_meanings') }}

),

-- A city by what its code meant at the end of the year: Kurchatov has had two codes.
employed as (

    select
        cities.territory_code,
        staged.year,
        staged.employed_population
    from {{ ref('stg_bns__employment_by_city') }} as staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id
    left join meanings
        on staged.city_kato = meanings.kato and {{ holds_on('meanings', 'make_date(staged.year, 12, 31)') }}
    inner join cities on coalesce(meanings.identity_kato, staged.city_kato) = cities.city_kato
    where staged.mark = 'figure'

),

-- Section 5 of the Concept asks it of a science city alone: three per cent of those in work, here of the same year.
status as (

    select
        concept.territory_code,
        employed.employed_population,
        researchers.researchers as rd_researchers,
        cast(3 as numeric) as status_threshold_percent,
        round(100.0 * researchers.researchers / nullif(employed.employed_population, 0), 2)
            as status_share_percent
    from concept
    left join researchers on concept.territory_code = researchers.territory_code
    left join employed
        on
            concept.territory_code = employed.territory_code
            and researchers.year = employed.year
    where concept.territory_code = 'kurchatov'

),

territories as (

    select
        concept.territory_code,
        concept.name_ru,
        concept.kind,
        concept.core_organization_ru,
        concept.settlement_ru,
        concept.region_ru,
        concept.launch_deadline,
        coalesce(participants.participants_now, 0) as participants_now,
        concept.note,
        status.rd_researchers,
        status.employed_population,
        status.status_share_percent,
        status.status_threshold_percent,
        {{ stamp() }}
    from concept
    left join participants on concept.territory_code = participants.territory_code
    left join status on concept.territory_code = status.territory_code

)

select * from territories
