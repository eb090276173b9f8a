{{ config(meta={'dataset': 'kgd.payments_bulk'}, indexes=[{'columns': ['delivery_id'], 'unique': true}]) }}

{{ total_payments(ref('payments_bulk_daily')) }}
