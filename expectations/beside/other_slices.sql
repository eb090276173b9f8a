-- What arrived last for each of the dataset's other slices, whatever was decided of it.
select
    pending.delivery_id as judged,
    c.delivery_id
from moments
cross join lateral ledger.latest_arrivals(moments.counts_from) as c
inner join pending on moments.counts_from = pending.counts_from and c.slice <> pending.slice
where c.dataset = {dataset}
