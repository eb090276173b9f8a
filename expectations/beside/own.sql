-- The delivery itself.
select
    pending.delivery_id as judged,
    pending.delivery_id
from pending
