{{ config(meta={'dataset': 'kgd.payments_by_bin'}, indexes=[{'columns': ['delivery_id'], 'unique': true}]) }}

{{ total_payments(ref('payments_by_bin_daily')) }}
