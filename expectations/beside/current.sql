-- All deliveries of the dataset that are current at the moment of the delivery.
select
    pending.delivery_id as judged,
    c.delivery_id
from moments
cross join lateral ledger.current_deliveries(moments.counts_from) as c
inner join pending on moments.counts_from = pending.counts_from
where c.dataset = {dataset}
