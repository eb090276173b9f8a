{{ config(meta={'dataset': 'kgd.payments_bulk'}, indexes=[{'columns': ['delivery_id']}]) }}

{{ quarantined_payments(ref('stg_kgd__payments_bulk_quarantined'), ref('payments_bulk_totals')) }}
