with judged as (

    select * from {{ ref('base_bns__innovation_form') }}

),

readable as (

    select
        delivery_id,
        place,
        year,
        region_kato,
        region_ru,
        innovative_output_mln_kzt,
        is_confidential
    from judged
    where reason is null

)

select * from readable
