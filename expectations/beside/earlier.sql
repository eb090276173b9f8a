-- All accepted deliveries of the same slice that had arrived by the moment of the delivery.
select distinct
    pending.delivery_id as judged,
    a.delivery_id
from pending
inner join ledger.deliveries as l on pending.slice = l.slice
inner join ledger.arrivals as a on l.delivery_id = a.delivery_id and a.counts_from <= pending.counts_from
inner join ledger.verdicts as v on a.delivery_id = v.delivery_id and v.accepted
where l.dataset = {dataset} and a.delivery_id <> pending.delivery_id
