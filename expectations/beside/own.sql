-- The delivery itself.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries})

select
    pending.delivery_id as judged,
    pending.delivery_id
from pending
