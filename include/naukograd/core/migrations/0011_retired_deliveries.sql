create table ledger.retired_deliveries (
    delivery_id bigint primary key references ledger.deliveries,
    retired_at  timestamptz not null default now()
);
comment on table ledger.retired_deliveries is
'Superseded deliveries whose rows have left raw and per_delivery. The archive has them: a build that lists one has it loaded again.';

create function ledger.superseded_deliveries(horizon timestamptz)
returns table (dataset text, slice text, delivery_id bigint)
language sql stable
as $$
    with needed as (
        select c.delivery_id from ledger.current_deliveries(horizon) as c
        union
        select c.delivery_id from ledger.current_deliveries('infinity') as c
        union
        select a.delivery_id from ledger.arrivals as a where a.counts_from > horizon or a.received_at > horizon
        union
        select v.delivery_id from ledger.verdicts as v where v.decided_at > horizon
        union
        select b.delivery_id
        from ledger.build_deliveries as b
        inner join ledger.builds as r using (build_id)
        where r.purpose = 'release' or r.published_at is null or r.started_at > horizon
        union
        select s.delivery_id from releases.deliveries as s
    )

    select d.dataset, d.slice, d.delivery_id
    from ledger.deliveries as d
    inner join ledger.loads as l using (delivery_id)
    where
        exists (select from ledger.verdicts as v where v.delivery_id = d.delivery_id)
        and d.delivery_id not in (select n.delivery_id from needed as n)
$$;
comment on function ledger.superseded_deliveries is
'Loaded deliveries that no build since the horizon could have listed, nor any release: judged, superseded before it, and not heard of since.';
