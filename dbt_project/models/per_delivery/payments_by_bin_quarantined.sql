{{ config(meta={'dataset': 'kgd.payments_by_bin'}, indexes=[{'columns': ['delivery_id']}]) }}

{{ quarantined_payments(ref('stg_kgd__payments_by_bin_quarantined'), ref('payments_by_bin_totals')) }}
