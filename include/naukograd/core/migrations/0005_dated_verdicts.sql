-- A person's verdict has a date from which it holds, and stands before the gate's from then on.
create index on ledger.verdicts (delivery_id, counts_from);
comment on column ledger.verdicts.counts_from is
'From when a person''s verdict holds. Null: the gate''s, which judges content and holds for as long as the delivery is known.';
comment on column ledger.verdicts.decided_by is 'A gate, or the position of whoever decided.';

create function ledger.verdicts_in_force(moment timestamptz)
returns table (
    delivery_id bigint, event_id text, accepted boolean, decided_at timestamptz, decided_by text, reason text
)
language sql stable
as $$
    select distinct on (v.delivery_id)
        v.delivery_id,
        v.event_id,
        v.accepted,
        v.decided_at,
        v.decided_by,
        v.reason
    from ledger.verdicts as v
    where v.counts_from is null or v.counts_from <= moment
    order by v.delivery_id, v.counts_from desc nulls last, v.decided_at desc, v.event_id
$$;
comment on function ledger.verdicts_in_force is
'Of each delivery, the verdict that holds at the moment: a person''s latest one that holds by then, or else the gate''s.';

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
    with latest as (
        select distinct on (a.delivery_id) a.*
        from ledger.arrivals as a
        where a.counts_from <= moment
        order by a.delivery_id, a.counts_from desc, a.received_at desc, a.event_id
    ),

    earliest as (
        select distinct on (a.delivery_id) a.*
        from ledger.arrivals as a
        where a.counts_from <= moment
        order by a.delivery_id, a.counts_from, a.received_at, a.event_id
    )

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
    inner join latest as l using (delivery_id)
    inner join earliest as e using (delivery_id)
    inner join ledger.verdicts_in_force(moment) as f using (delivery_id)
    where f.accepted
$$;
