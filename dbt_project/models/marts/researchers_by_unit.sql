with units as (

    select * from {{ ref('researchers_units') }}

),

-- Everybody who does R&D in a unit, in three groups of which the first alone can count.
groups as (

    select
        units.*,
        staff_group.staff_group,
        staff_group.headcount,
        staff_group.fte,
        case
            when staff_group.staff_group = 'main_job' then units.why
            else staff_group.staff_group
        end as reason
    from units
    cross join lateral (
        values
        ('main_job', units.researchers, units.researchers_fte),
        ('secondary_job', units.secondary_researchers, null),
        ('other_staff', units.staff - units.researchers - units.secondary_researchers, null)
    ) as staff_group (staff_group, headcount, fte)

),

by_unit as (

    select
        territory_code,
        year,
        bin,
        participant_bin,
        name_ru,
        unit_ru,
        unit_kato,
        staff_group,
        reason = 'counted' as is_counted,
        reason,
        case reason
            when 'counted' then 'Исследователи по основному месту работы в охвате участия'
            when 'not_participant' then 'Организация не является участником территории на 31 декабря'
            when 'outside_scope' then 'Подразделение не входит в охват участия организации'
            when 'pilot_unit' then 'Опытно-производственное подразделение'
            when 'withheld' then 'Значение не раскрыто'
            when 'secondary_job' then 'Исследователи, работающие по совместительству'
            when 'other_staff' then 'Работники, не являющиеся исследователями'
        end as why_ru,
        cast(headcount as integer) as headcount,
        fte,
        {{ stamp() }}
    from groups

)

select * from by_unit
