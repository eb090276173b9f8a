-- What arrived last for each of the dataset's other slices, whatever was decided of it.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries})

select
    pending.delivery_id as judged,
    c.delivery_id
from (select distinct pending.counts_from from pending) as moments
cross join lateral ledger.latest_arrivals(moments.counts_from) as c
inner join pending on moments.counts_from = pending.counts_from and c.slice <> pending.slice
where c.dataset = {dataset}
