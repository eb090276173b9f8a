with judged as (

    select * from {{ ref('base_bns__taldau_data') }}

),

readable as (

    select
        delivery_id,
        place,
        index_id,
        period_id,
        term_ids,
        term_names,
        year,
        value,
        is_confidential
    from judged
    where reason is null

)

select * from readable
