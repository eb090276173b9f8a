{{ config(meta={'dataset': 'kgd.payments_by_bin'}, indexes=[{'columns': ['delivery_id']}]) }}

{{ payments_with_gaps(ref('stg_kgd__payments_by_bin_quarantined'), ref('payments_by_bin_totals')) }}
