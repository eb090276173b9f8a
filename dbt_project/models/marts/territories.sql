with concept as (

    select * from {{ ref('concept_territories') }}

),

register as (

    select * from {{ ref('register') }}

),

participants as (

    select
        territory_code,
        cast(count(distinct bin) as integer) as participants_now
    from register
    where is_current
    group by territory_code

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
        {{ stamp() }}
    from concept
    left join participants on concept.territory_code = participants.territory_code

)

select * from territories
