-- All deliveries of the dataset that are current at the moment of the delivery.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries})

select
    pending.delivery_id as judged,
    c.delivery_id
from (select distinct pending.counts_from from pending) as moments
cross join lateral ledger.current_deliveries(moments.counts_from) as c
inner join pending on moments.counts_from = pending.counts_from
where c.dataset = {dataset}
