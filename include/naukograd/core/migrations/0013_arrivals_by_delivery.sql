-- A night brings as many arrivals as there are slices without a version of their own, most of bytes that are known: in
-- ten years hundreds of thousands, of some ten thousand deliveries. So each delivery is asked for its latest arrival and
-- its earliest one, instead of sorting all arrivals of all deliveries.
create index on ledger.arrivals (delivery_id, counts_from desc, received_at desc, event_id);
drop index ledger.arrivals_delivery_id_counts_from_idx;

create or replace function ledger.known_deliveries(moment timestamptz)
returns table (
    dataset text,
    slice text,
    delivery_id bigint,
    is_current boolean,
    counts_from timestamptz,
    known_from timestamptz,
    published_at timestamptz,
    is_sample boolean,
    arrival_event text,
    first_event text,
    verdict_event text
)
language sql stable
as $$
    select
        d.dataset,
        d.slice,
        d.delivery_id,
        row_number() over (
            partition by d.dataset, d.slice order by l.counts_from desc, l.received_at desc, l.event_id
        ) = 1,
        l.counts_from,
        e.counts_from,
        e.published_at,
        l.is_sample,
        l.event_id,
        e.event_id,
        f.event_id
    from ledger.deliveries as d
    inner join ledger.verdicts_in_force(moment) as f using (delivery_id)
    cross join lateral (
        select a.counts_from, a.received_at, a.event_id, a.is_sample
        from ledger.arrivals as a
        where a.delivery_id = d.delivery_id and a.counts_from <= moment
        order by a.counts_from desc, a.received_at desc, a.event_id
        limit 1
    ) as l
    cross join lateral (
        select a.counts_from, a.published_at, a.event_id
        from ledger.arrivals as a
        where a.delivery_id = d.delivery_id and a.counts_from <= moment
        order by a.counts_from, a.received_at, a.event_id
        limit 1
    ) as e
    where f.accepted
$$;

create or replace function ledger.latest_arrivals(moment timestamptz)
returns table (dataset text, slice text, delivery_id bigint, counts_from timestamptz, received_at timestamptz)
language sql stable
as $$
    select distinct on (d.dataset, d.slice) d.dataset, d.slice, d.delivery_id, l.counts_from, l.received_at
    from ledger.deliveries as d
    cross join lateral (
        select a.counts_from, a.received_at, a.event_id
        from ledger.arrivals as a
        where a.delivery_id = d.delivery_id and a.counts_from <= moment
        order by a.counts_from desc, a.received_at desc, a.event_id
        limit 1
    ) as l
    order by d.dataset, d.slice, l.counts_from desc, l.received_at desc, l.event_id
$$;
