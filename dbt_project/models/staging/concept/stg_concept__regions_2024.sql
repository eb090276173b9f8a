with judged as (

    select * from {{ ref('base_concept__regions_2024') }}

),

readable as (

    select
        delivery_id,
        place,
        region_kato,
        region_label,
        grp_bn_kzt,
        rd_expenditure_bn_kzt,
        cast(rd_personnel as integer) as rd_personnel,
        rd_cost_per_worker_mln_kzt,
        researchers_fte_per_mln_inhabitants
    from judged
    where reason is null

)

select * from readable
