with judged as (

    select * from {{ ref('base_bns__kato') }}

),

reuse as (

    select * from {{ ref('kato_history') }}
    where identity_kato <> kato

),

readable as (

    select
        judged.delivery_id,
        judged.place,
        judged.kato,
        judged.level,
        judged.type_code,
        judged.name_ru,
        judged.name_kk,
        judged.state_on,
        reuse.name_ru as name_before_ru,
        -- The next level up by the digits: 2 of a region, 2 of a district, 2 of a sub-district, 3 of a place.
        case
            when right(judged.kato, 7) = '0000000' then null
            when right(judged.kato, 5) = '00000' then left(judged.kato, 2) || '0000000'
            when right(judged.kato, 3) = '000' then left(judged.kato, 4) || '00000'
            else left(judged.kato, 6) || '000'
        end as parent_kato
    from judged
    left join reuse on judged.kato = reuse.kato and judged.state_on >= reuse.valid_to
    where judged.reason is null

)

select * from readable
