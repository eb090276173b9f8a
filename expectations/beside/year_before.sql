-- What arrived last for the same territory and the year before, whatever was decided of it: slices `territory/year`.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries})

select
    pending.delivery_id as judged,
    c.delivery_id
from (select distinct pending.counts_from from pending) as moments
cross join lateral ledger.latest_arrivals(moments.counts_from) as c
inner join pending
    on
        moments.counts_from = pending.counts_from
        and c.slice = split_part(pending.slice, '/', 1) || '/' || (split_part(pending.slice, '/', 2)::integer - 1)
where c.dataset = {dataset}
