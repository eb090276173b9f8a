{{ config(
    meta={'dataset': 'kgd.payments_bulk'},
    indexes=[{'columns': ['delivery_id', 'bin']}]
) }}

{{ daily_payments(ref('stg_kgd__payments_bulk')) }}
