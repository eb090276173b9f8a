with judged as (

    select * from {{ ref('base_bns__taldau_tree') }}

),

readable as (

    select
        delivery_id,
        place,
        index_id,
        period_id,
        term_id,
        kato,
        term_name,
        parent_id,
        level,
        is_leaf,
        measure_name,
        year,
        value,
        is_confidential
    from judged
    where reason is null

)

select * from readable
