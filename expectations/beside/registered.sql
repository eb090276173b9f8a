-- Who is in a register of participants at the delivery's moment; `bins`: the head's and its branches'.
with pending (delivery_id, slice, counts_from, row_count) as ({deliveries}),

current_registers as materialized (
    select
        moments.counts_from,
        c.delivery_id
    from (select distinct pending.counts_from from pending) as moments
    cross join lateral ledger.current_deliveries(moments.counts_from) as c
    where c.dataset = 'filings.participants'
),

participants as materialized (
    select p.* from staging.stg_filings__participants as p
    where p.delivery_id = any(array(select current_registers.delivery_id from current_registers))
)

select
    pending.delivery_id as judged,
    participants.*,
    array[participants.bin] || participants.branch_bins as bins
from pending
inner join current_registers using (counts_from)
inner join participants on current_registers.delivery_id = participants.delivery_id
