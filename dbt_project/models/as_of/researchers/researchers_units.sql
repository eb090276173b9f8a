with staged as (

    select * from {{ ref('stg_filings__researchers') }}

),

current_deliveries as (

    select * from {{ ref('current_deliveries') }}
    where dataset = 'filings.researchers'

),

due as (

    select * from {{ ref('researchers_due') }}

),

filed as (

    select
        staged.*,
        cast(split_part(current_deliveries.slice, '/', 2) as integer) as year,
        split_part(current_deliveries.slice, '/', 1) as territory_code
    from staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

judged as (

    select
        filed.territory_code,
        filed.year,
        due.participant_bin,
        filed.bin,
        filed.name_ru,
        filed.unit_ru,
        filed.unit_kato,
        filed.researchers,
        filed.secondary_researchers,
        filed.staff,
        filed.researchers_fte,
        filed.delivery_id,
        filed.place,
        -- The first that applies. A university that joined with some of its units counts with those alone.
        case
            when due.participant_bin is null then 'not_participant'
            when
                due.scope = 'units'
                and filed.unit_kato <> all(due.unit_katos)
                and filed.bin <> all(due.branch_bins)
                then 'outside_scope'
            when
                filed.is_pilot_unit
                or filed.unit_key in (
                    select {{ name_key('registered.unit_ru') }}
                    from unnest(due.pilot_units) as registered (unit_ru)
                )
                then 'pilot_unit'
            when filed.is_researchers_confidential then 'withheld'
            else 'counted'
        end as why
    from filed
    left join due
        on
            filed.territory_code = due.territory_code
            and filed.year = due.year
            and (filed.bin = due.participant_bin or filed.bin = any(due.branch_bins))

)

select * from judged
