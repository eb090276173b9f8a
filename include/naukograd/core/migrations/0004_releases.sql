create schema releases;

comment on schema releases is 'Sealed annual reports. Rows come once and are never changed; the archive holds the same, and makes them again.';

create table releases.releases (
    release_id      text primary key,
    year            integer not null,
    number          integer not null,
    as_of           timestamptz not null,
    reason          text,
    named           bigint[] not null,
    build_id        text not null,
    method_version  text not null,
    code_version    text not null,
    is_sample       boolean not null,
    manifest_sha256 text not null,
    signature       text not null,
    public_key      text not null,
    sealed_at       timestamptz not null,
    event_id        text not null unique,
    unique (year, number),
    check (release_id = year || '.' || number),
    check (number = 1 or reason is not null)
);
comment on table releases.releases is 'One row per sealed report.';
comment on column releases.releases.release_id is 'Reporting year and number: 2026.1 is the first report of 2026.';
comment on column releases.releases.as_of is 'The freeze: what counts from later entered by name or not at all.';
comment on column releases.releases.reason is 'Why it was issued again; the first report of a year needs none.';
comment on column releases.releases.named is 'Deliveries that came after the freeze and entered by name.';
comment on column releases.releases.method_version is 'Version of the SQL and the matching that turn deliveries into figures.';
comment on column releases.releases.code_version is 'Version of all code behind the files of the release, rendering and libraries included.';
comment on column releases.releases.manifest_sha256 is 'SHA-256 of manifest.json, which names every file of the release and its SHA-256.';
comment on column releases.releases.signature is 'Ed25519 over the bytes of manifest.json, base64.';
comment on column releases.releases.public_key is 'The key it was signed with, raw 32 bytes, base64.';

create table releases.deliveries (
    release_id    text not null references releases.releases deferrable initially deferred,
    dataset       text not null,
    slice         text not null,
    delivery_id   bigint not null,
    sha256        text not null,
    size_bytes    bigint not null,
    is_current    boolean not null,
    entered_by_name boolean not null,
    counts_from   timestamptz not null,
    known_from    timestamptz not null,
    published_at  timestamptz,
    is_sample     boolean not null,
    arrival_event text not null,
    first_event   text not null,
    verdict_event text not null,
    decided_at    timestamptz not null,
    decided_by    text not null,
    verdict_reason text not null,
    primary key (release_id, delivery_id)
);
comment on table releases.deliveries is 'What a release was computed from: pinned deliveries, each with the verdict that accepted it.';

create table releases.rows (
    release_id text not null references releases.releases deferrable initially deferred,
    mart       text not null,
    row_number integer not null,
    row        jsonb not null,
    primary key (release_id, mart, row_number)
);
comment on table releases.rows is 'All marts of a release. Views of this schema show them with the columns that each mart has.';

create function releases.refuse() returns trigger
language plpgsql as $$
begin
    raise exception 'a sealed release is never changed' using
        errcode = 'integrity_constraint_violation',
        hint = 'Seal a correction: it gets the next number, and says why.';
end
$$;

create function releases.refuse_later_rows() returns trigger
language plpgsql as $$
begin
    if exists (select from releases.releases as r where r.release_id = new.release_id) then
        raise exception 'release % is sealed: nothing is added to it', new.release_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger sealed before update or delete or truncate on releases.releases
for each statement execute function releases.refuse();
create trigger sealed before update or delete or truncate on releases.deliveries
for each statement execute function releases.refuse();
create trigger sealed before update or delete or truncate on releases.rows
for each statement execute function releases.refuse();
create trigger sealed_rows before insert on releases.deliveries
for each row execute function releases.refuse_later_rows();
create trigger sealed_rows before insert on releases.rows
for each row execute function releases.refuse_later_rows();

-- Publication makes marts, and a warehouse made anew from its archive has releases before it has any.
create function releases.current_progress()
returns table (indicator_code text, year integer, actual_value numeric, verdict text, stage text)
language plpgsql stable as $$
begin
    if to_regclass('marts.indicator_progress') is not null then
        return query execute
            'select p.indicator_code, p.year, p.actual_value, p.verdict, p.stage from marts.indicator_progress as p';
    end if;
end
$$;
comment on function releases.current_progress is 'What is published now of each indicator and year; nothing as long as nothing is.';

create view releases.verdicts as
select
    r.release_id,
    s.indicator_code,
    s.year,
    s.actual_value as sealed_value,
    s.verdict as sealed_verdict,
    s.stage as sealed_stage,
    c.actual_value as current_value,
    c.verdict as current_verdict,
    c.stage as current_stage
from releases.rows as r
cross join lateral jsonb_to_record(r.row) as s (
    indicator_code text, year integer, actual_value numeric, verdict text, stage text
)
left join releases.current_progress() as c on s.indicator_code = c.indicator_code and s.year = c.year
where r.mart = 'indicator_progress';
comment on view releases.verdicts is 'What each release says of an indicator and year, as signed, beside what is published now.';

-- Whoever owns a table may do anything to it, so none that works with the warehouse owns these. A server on which the
-- account may not create roles is left with the triggers; naukograd doctor says so.
do $$
begin
    if not exists (select from pg_roles where rolname = 'naukograd_sealed') then
        create role naukograd_sealed nologin;
    end if;
    grant usage, create on schema releases to naukograd_sealed;
    execute format('grant create on database %I to naukograd_sealed', current_database());
    execute format('grant naukograd_sealed to %I', current_user);
    alter table releases.releases owner to naukograd_sealed;
    alter table releases.deliveries owner to naukograd_sealed;
    alter table releases.rows owner to naukograd_sealed;
    alter function releases.refuse() owner to naukograd_sealed;
    alter function releases.refuse_later_rows() owner to naukograd_sealed;
    execute format('grant select, insert on releases.releases, releases.deliveries, releases.rows to %I', current_user);
    -- The schema too, or its owner could drop what it holds; views of marts are made in it by whoever seals.
    execute format('grant usage, create on schema releases to %I', current_user);
    alter schema releases owner to naukograd_sealed;
    execute format('revoke create on database %I from naukograd_sealed', current_database());
    execute format('revoke naukograd_sealed from %I', current_user);
exception
    when insufficient_privilege then
        raise warning 'the tables of sealed releases belong to %: triggers alone guard them', current_user;
end
$$;
