with judged as (

    select * from {{ ref('base_bns__science_form') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        territory_ru,
        year,
        researchers,
        is_researchers_confidential,
        staff,
        is_staff_confidential,
        researchers_fte,
        is_researchers_fte_confidential,
        expenditure_mln_kzt,
        is_expenditure_confidential
    from judged
    where reason is null

)

select * from readable
