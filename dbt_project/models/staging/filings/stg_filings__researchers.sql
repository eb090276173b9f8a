with judged as (

    select * from {{ ref('base_filings__researchers') }}

),

readable as (

    select
        delivery_id,
        place,
        bin,
        name_ru,
        unit_ru,
        unit_key,
        unit_kato,
        is_pilot_unit,
        researchers,
        is_researchers_confidential,
        secondary_researchers,
        is_secondary_researchers_confidential,
        staff,
        is_staff_confidential,
        researchers_fte,
        is_researchers_fte_confidential,
        counted_on
    from judged
    where reason is null

)

select * from readable
