{{ config(
    meta={'dataset': 'kgd.payments_bulk'},
    indexes=[{'columns': ['delivery_id']}, {'columns': ['bin', 'delivery_id']}]
) }}

{{ daily_payments(ref('stg_kgd__payments_bulk')) }}
