alter table ledger.loads add column layout jsonb;
comment on column ledger.loads.layout is
'What stands around the rows: names of sheets, headings, units, footnotes, elements. Null for what was loaded before it was kept.';

create function ledger.fingerprints(of_dataset text, moment timestamptz)
returns table (delivery_id bigint, slice text, counts_from timestamptz, layout jsonb, fingerprint jsonb)
language sql stable
as $$
    select
        c.delivery_id,
        c.slice,
        c.counts_from,
        l.layout,
        g.fingerprint
    from ledger.current_deliveries(moment) as c
    inner join ledger.loads as l using (delivery_id)
    left join lateral (
        select d.value -> 'fingerprint' as fingerprint
        from ledger.verdicts as v
        inner join ledger.gate_runs as r using (event_id)
        cross join lateral jsonb_array_elements(r.record -> 'deliveries') as d (value)
        where
            v.delivery_id = c.delivery_id and r.gate = 'delivery'
            and d.value ->> 'delivery_id' = lpad(to_hex(c.delivery_id), 16, '0')
        order by v.decided_at desc
        limit 1
    ) as g on true
    where c.dataset = of_dataset
$$;
comment on function ledger.fingerprints is
'Of each current delivery of a dataset, its layout and what the gate noted of its values.';
