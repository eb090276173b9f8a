create schema ledger;
create schema raw;
create schema marts;

comment on schema ledger is 'What arrived, what was decided of it, what has been computed from it. Rebuilt from the archive''s events.';
comment on schema raw is 'Deliveries as delivered: text, delivery and place.';
comment on schema marts is 'What BI tools read. Rows are replaced in one transaction; tables, grants and views stay.';

create table ledger.events (
    event_id   text primary key,
    day        date not null,
    kind       text not null,
    applied_at timestamptz not null default now()
);
create index on ledger.events (day);
comment on table ledger.events is 'Which of the archive''s events this ledger holds; what is missing is replayed.';
comment on column ledger.events.day is 'Folder of the archive that the event lies in.';

create table ledger.deliveries (
    delivery_id bigint primary key,
    dataset     text not null,
    slice       text not null,
    sha256      text not null,
    size_bytes  bigint not null,
    unique (dataset, slice, sha256)
);
comment on table ledger.deliveries is 'The bytes of one slice; equal bytes are one delivery.';
comment on column ledger.deliveries.delivery_id is 'First 63 bits of sha256(dataset, slice, content sha256): the same in every rebuild.';

create table ledger.arrivals (
    event_id     text primary key references ledger.events,
    delivery_id  bigint not null references ledger.deliveries,
    received_at  timestamptz not null,
    counts_from  timestamptz not null,
    because      text,
    published_at timestamptz,
    origin       jsonb not null,
    is_sample    boolean not null,
    check (counts_from = received_at or because is not null)
);
create index on ledger.arrivals (delivery_id, counts_from);
create index on ledger.arrivals ((origin ->> 'run_id'));
comment on table ledger.arrivals is 'Dated receipts of a delivery.';
comment on column ledger.arrivals.counts_from is 'From when on the delivery counts as known: received_at unless a recorded statement says otherwise.';

create table ledger.verdicts (
    event_id    text not null references ledger.events,
    delivery_id bigint not null references ledger.deliveries,
    accepted    boolean not null,
    decided_at  timestamptz not null,
    counts_from timestamptz,
    decided_by  text not null,
    reason      text not null,
    primary key (event_id, delivery_id)
);
create index on ledger.verdicts (delivery_id);
comment on column ledger.verdicts.counts_from is 'Null: holds for as long as the delivery is known (the gate judges content, not the moment).';

create table ledger.loads (
    delivery_id bigint primary key references ledger.deliveries,
    row_count   bigint not null,
    loaded_at   timestamptz not null
);
comment on table ledger.loads is 'Deliveries whose rows are in raw.*; written by the transaction that brings the rows.';

create table ledger.computed (
    model       text not null,
    version     text not null,
    delivery_id bigint not null references ledger.deliveries,
    computed_at timestamptz not null default now(),
    primary key (model, version, delivery_id)
);
comment on table ledger.computed is 'Which per-delivery model, at which version of its SQL, has been computed from which delivery.';

create table ledger.gate_runs (
    event_id  text primary key references ledger.events,
    gate      text not null,
    subject   text not null,
    passed    boolean not null,
    ran_at    timestamptz not null,
    record    jsonb not null
);
comment on table ledger.gate_runs is 'One JSON record per run of a gate: what console, log and report read.';

create table ledger.builds (
    build_id     text primary key,
    as_of        timestamptz not null,
    code_version text not null,
    fingerprint  text not null,
    is_sample    boolean not null,
    started_at   timestamptz not null,
    published_at timestamptz
);
comment on column ledger.builds.fingerprint is 'Deliveries and the days they count from, code version, day: equal fingerprints give equal figures.';
comment on column ledger.builds.build_id is 'Derived from the moment, the list of deliveries and the code version.';

create table ledger.build_deliveries (
    build_id    text not null references ledger.builds on delete cascade,
    dataset     text not null,
    slice       text not null,
    delivery_id bigint not null references ledger.deliveries,
    counts_from timestamptz not null,
    primary key (build_id, dataset, slice)
);
comment on table ledger.build_deliveries is 'The list of current deliveries a build fixed before it began: every model joins only this.';

create function ledger.current_deliveries(moment timestamptz)
returns table (dataset text, slice text, delivery_id bigint, counts_from timestamptz, is_sample boolean)
language sql stable
as $$
    with in_force as (
        select distinct on (v.delivery_id)
            v.delivery_id,
            v.accepted
        from ledger.verdicts as v
        where v.counts_from is null or v.counts_from <= moment
        order by v.delivery_id, v.decided_at desc, v.event_id
    )

    select distinct on (d.dataset, d.slice)
        d.dataset,
        d.slice,
        a.delivery_id,
        a.counts_from,
        a.is_sample
    from ledger.arrivals as a
    inner join ledger.deliveries as d using (delivery_id)
    inner join in_force as f using (delivery_id)
    where a.counts_from <= moment and f.accepted
    order by d.dataset, d.slice, a.counts_from desc, a.received_at desc, a.event_id
$$;
comment on function ledger.current_deliveries is
'Of each slice, the delivery of the latest accepted arrival known by the moment.';
