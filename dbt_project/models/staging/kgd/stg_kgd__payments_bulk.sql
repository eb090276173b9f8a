{{ readable_payments(ref('base_kgd__payments_bulk')) }}
