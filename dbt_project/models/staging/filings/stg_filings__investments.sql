with judged as (

    select * from {{ ref('base_filings__investments') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        spent_year as year,
        investor_name,
        investor_bin,
        sector,
        finance_source,
        recipient_bin,
        recipient_role,
        object_code,
        object_ru,
        act_date,
        -- Thousands on the form; multiplied, numeric stays exact.
        trim_scale(spent_thousand_kzt * 1000) as amount_kzt,
        trim_scale(committed_thousand_kzt * 1000) as committed_kzt
    from judged
    where reason is null

)

select * from readable
