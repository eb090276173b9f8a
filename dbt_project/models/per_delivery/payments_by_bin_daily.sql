{{ config(
    meta={'dataset': 'kgd.payments_by_bin'},
    indexes=[{'columns': ['delivery_id']}, {'columns': ['bin', 'delivery_id']}]
) }}

{{ daily_payments(ref('stg_kgd__payments_by_bin')) }}
