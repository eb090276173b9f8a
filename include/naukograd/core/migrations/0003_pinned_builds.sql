-- A build fixes not only what is current but all that it looks at, each with the events that say so: a release pins them.
alter table ledger.builds add column purpose text not null default 'marts';
alter table ledger.builds alter column purpose drop default;
comment on column ledger.builds.purpose is 'marts: published for BI; as_of: an earlier moment in a schema of its own; release: to be sealed.';

delete from ledger.build_deliveries;
alter table ledger.build_deliveries
    drop constraint build_deliveries_pkey,
    add column is_current boolean not null,
    add column known_from timestamptz not null,
    add column published_at timestamptz,
    add column is_sample boolean not null,
    add column arrival_event text not null references ledger.events,
    add column first_event text not null references ledger.events,
    add column verdict_event text not null references ledger.events,
    add primary key (build_id, delivery_id);
create unique index on ledger.build_deliveries (build_id, dataset, slice) where is_current;
comment on table ledger.build_deliveries is 'The deliveries a build fixed before it began: every model joins only this.';
comment on column ledger.build_deliveries.is_current is 'False: superseded, and listed because its dataset is read with its history.';
comment on column ledger.build_deliveries.counts_from is 'When its latest accepted arrival known by the moment counts from.';
comment on column ledger.build_deliveries.known_from is 'When its first arrival counts from.';
comment on column ledger.build_deliveries.published_at is 'The source''s own time of the first arrival, where it says.';
comment on column ledger.build_deliveries.arrival_event is 'The arrival that counts_from is of.';
comment on column ledger.build_deliveries.first_event is 'The arrival that known_from is of.';
comment on column ledger.build_deliveries.verdict_event is 'The event that accepted it.';

drop function ledger.current_deliveries(timestamptz);

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

create function ledger.known_deliveries(moment timestamptz)
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
comment on function ledger.known_deliveries is
'Every accepted delivery known by the moment. Of each slice, the one of the latest arrival is current.';

create function ledger.current_deliveries(moment timestamptz)
returns table (dataset text, slice text, delivery_id bigint, counts_from timestamptz, is_sample boolean)
language sql stable
as $$
    select k.dataset, k.slice, k.delivery_id, k.counts_from, k.is_sample
    from ledger.known_deliveries(moment) as k
    where k.is_current
$$;
comment on function ledger.current_deliveries is
'Of each slice, the delivery of the latest accepted arrival known by the moment.';

create function ledger.build_list(moment timestamptz, with_history text[], named bigint[])
returns setof ledger.build_deliveries
language sql stable
as $$
    with named_ones as (
        select k.*
        from ledger.known_deliveries('infinity') as k
        where k.delivery_id = any(named)
    ),

    listed as (
        select
            k.dataset,
            k.slice,
            k.delivery_id,
            k.is_current and not exists (
                select from named_ones as n where n.dataset = k.dataset and n.slice = k.slice
            ) as is_current,
            k.counts_from,
            k.known_from,
            k.published_at,
            k.is_sample,
            k.arrival_event,
            k.first_event,
            k.verdict_event
        from ledger.known_deliveries(moment) as k
        where k.delivery_id <> all(named)
        union all
        select
            n.dataset,
            n.slice,
            n.delivery_id,
            true,
            n.counts_from,
            n.known_from,
            n.published_at,
            n.is_sample,
            n.arrival_event,
            n.first_event,
            n.verdict_event
        from named_ones as n
    )

    select
        ''::text,
        l.dataset,
        l.slice,
        l.delivery_id,
        l.counts_from,
        l.is_current,
        l.known_from,
        l.published_at,
        l.is_sample,
        l.arrival_event,
        l.first_event,
        l.verdict_event
    from listed as l
    where l.is_current or l.dataset = any(with_history)
$$;
comment on function ledger.build_list is
'What a build of the moment lists: current deliveries, of datasets read with their history superseded ones too, and those that enter by name though they came later.';
