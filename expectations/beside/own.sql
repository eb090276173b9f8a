-- The delivery's own readable rows.
select
    o.delivery_id as judged,
    o.*
from {readable} as o
where o.delivery_id in ({ids})
