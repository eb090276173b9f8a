with judged as (

    select * from {{ ref('base_bns__science_output_form') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        year,
        rd_kzt,
        products_kzt,
        output_kzt,
        is_confidential
    from judged
    where reason is null

)

select * from readable
