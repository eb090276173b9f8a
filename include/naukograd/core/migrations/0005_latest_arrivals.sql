create function ledger.latest_arrivals(moment timestamptz)
returns table (dataset text, slice text, delivery_id bigint, counts_from timestamptz, received_at timestamptz)
language sql stable
as $$
    select distinct on (d.dataset, d.slice) d.dataset, d.slice, d.delivery_id, a.counts_from, a.received_at
    from ledger.arrivals as a
    inner join ledger.deliveries as d using (delivery_id)
    where a.counts_from <= moment
    order by d.dataset, d.slice, a.counts_from desc, a.received_at desc, a.event_id
$$;
comment on function ledger.latest_arrivals is
'Of each slice, what arrived last by the moment, whatever was decided of it.';
