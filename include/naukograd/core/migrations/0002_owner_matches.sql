create schema matching;

comment on schema matching is 'What Python has decided of owners'' names. A cache: each build fills in what it lacks.';

create table matching.owner_matches (
    book            text not null,
    printed_ru      text not null,
    printed_kk      text not null,
    part            integer not null,
    owner_ru        text,
    owner_kk        text,
    owner_key       text not null,
    participant_bin text,
    match_rule      text,
    resembles_bin   text,
    reason          text,
    check (coalesce(owner_ru, owner_kk) is not null),
    check ((participant_bin is null) = (match_rule is null)),
    check ((resembles_bin is null) = (reason is null)),
    check (participant_bin is null or resembles_bin is null)
);
-- By digest: a string of many owners is longer than an index entry may be.
create unique index on matching.owner_matches (book, md5(printed_ru), md5(printed_kk), part);
comment on table matching.owner_matches is 'One row per owner of a printed string of owners and book; a string is decided of once per book.';
comment on column matching.owner_matches.book is 'Digest of the names of a register and of the rules: equal books decide alike.';
comment on column matching.owner_matches.printed_ru is 'Owners as the bulletin prints them in Russian; empty where it does not.';
comment on column matching.owner_matches.printed_kk is 'The same in Kazakh.';
comment on column matching.owner_matches.part is 'Which owner of the string, from 1.';

create table matching.build_books (
    build_id text primary key references ledger.builds on delete cascade,
    book     text not null
);
comment on table matching.build_books is 'By which book the owners of a build are matched.';
