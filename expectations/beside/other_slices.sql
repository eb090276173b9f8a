-- Rows that arrived last for the dataset's other slices by the delivery's moment, whatever was decided of them.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries}),

pairs as materialized (
    select
        pending.delivery_id as judged,
        c.delivery_id
    from (select distinct pending.counts_from from pending) as moments
    cross join lateral ledger.latest_arrivals(moments.counts_from) as c
    inner join pending on moments.counts_from = pending.counts_from and c.slice <> pending.slice
    where c.dataset = {dataset}
),

latest as materialized (
    select o.* from {readable} as o
    where o.delivery_id = any(array(select pairs.delivery_id from pairs))
)

select
    pairs.judged,
    latest.*
from pairs
inner join latest using (delivery_id)
