with judged as (

    select * from {{ ref('base_filings__output') }}

),

readable as (

    select
        delivery_id,
        place,
        territory_code,
        year,
        quarter,
        bin,
        name_ru,
        unit_ru,
        unit_kato,
        stated_kind,
        product_ru,
        product_code,
        buyer_bin,
        revenue_kzt,
        vat_kzt
    from judged
    where reason is null

)

select * from readable
