-- For comparing two deliveries of a slice row by row: what counts of a payment whoever participates.
with payments as (

    select * from {{ ref('stg_kgd__payments_by_bin') }}

),

{{ class_payments('payments') }}

select
    delivery_id,
    place,
    bin,
    receipt_date,
    budget_code,
    pay_type,
    payment_number,
    entry_type,
    amount_kzt,
    is_counted
from classed
