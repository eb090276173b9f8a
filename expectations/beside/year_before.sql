-- What arrived last for the same territory and the year before, whatever was decided of it: slices `territory/year`.
select
    pending.delivery_id as judged,
    c.delivery_id
from moments
cross join lateral ledger.latest_arrivals(moments.counts_from) as c
inner join pending
    on
        moments.counts_from = pending.counts_from
        and c.slice = split_part(pending.slice, '/', 1) || '/' || (split_part(pending.slice, '/', 2)::integer - 1)
where c.dataset = {dataset}
