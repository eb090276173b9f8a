with judged as (

    select * from {{ ref('base_bns__kato') }}

),

readable as (

    select
        delivery_id,
        place,
        kato,
        -- The next level up by the code's own structure: region 2, district 2, sub-district 2, settlement 3 digits.
        case
            when right(kato, 7) = '0000000' then null
            when right(kato, 5) = '00000' then left(kato, 2) || '0000000'
            when right(kato, 3) = '000' then left(kato, 4) || '00000'
            else left(kato, 6) || '000'
        end as parent_kato,
        level,
        type_code,
        name_ru,
        name_kk,
        state_on
    from judged
    where reason is null

)

select * from readable
