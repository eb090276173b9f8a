-- The accepted delivery that this one would replace.
select
    pending.delivery_id as judged,
    c.delivery_id
from moments
cross join lateral ledger.current_deliveries(moments.counts_from) as c
inner join pending on moments.counts_from = pending.counts_from and c.slice = pending.slice
where c.dataset = {dataset} and c.delivery_id <> pending.delivery_id
