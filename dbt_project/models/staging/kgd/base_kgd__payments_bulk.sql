{{ read_payments(source('raw', 'kgd_payments_bulk')) }}
