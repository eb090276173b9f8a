with judged as (

    select * from {{ ref('base_bns__grp_per_capita') }}

),

readable as (

    select
        delivery_id,
        place,
        part,
        region_kato,
        region_label,
        year,
        period_cumulative,
        unit,
        mark,
        value
    from judged
    where reason is null

)

select * from readable
