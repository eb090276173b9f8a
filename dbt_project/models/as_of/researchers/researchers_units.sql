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

meanings as (

    select * from {{ ref('kato_meanings') }}

),

filed as (

    select
        staged.*,
        cast(split_part(current_deliveries.slice, '/', 2) as integer) as year,
        split_part(current_deliveries.slice, '/', 1) as territory_code
    from staged
    inner join current_deliveries on staged.delivery_id = current_deliveries.delivery_id

),

-- Persons are counted on 31 December: a code means what it meant on that day.
placed as (

    select
        filed.*,
        coalesce(meanings.identity_kato, filed.unit_kato) as unit_identity
    from filed
    left join meanings
        on filed.unit_kato = meanings.kato and {{ holds_on('meanings', 'make_date(filed.year, 12, 31)') }}

),

judged as (

    select
        placed.territory_code,
        placed.year,
        due.participant_bin,
        placed.bin,
        placed.name_ru,
        placed.unit_ru,
        placed.unit_kato,
        placed.researchers,
        placed.secondary_researchers,
        placed.staff,
        placed.researchers_fte,
        placed.delivery_id,
        placed.place,
        -- The first that applies. A university that joined with some of its units counts with those alone.
        case
            when due.participant_bin is null then 'not_participant'
            when
                due.scope = 'units'
                and placed.unit_identity <> all(due.unit_identities)
                and placed.bin <> all(due.branch_bins)
                then 'outside_scope'
            when
                placed.is_pilot_unit
                or placed.unit_key in (
                    select {{ label_key('registered.unit_ru') }}
                    from unnest(due.pilot_units) as registered (unit_ru)
                )
                then 'pilot_unit'
            when placed.is_researchers_confidential then 'withheld'
            else 'counted'
        end as why
    from placed
    left join due
        on
            placed.territory_code = due.territory_code
            and placed.year = due.year
            and (placed.bin = due.participant_bin or placed.bin = any(due.branch_bins))

)

select * from judged
