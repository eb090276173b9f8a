-- A cache by book, and books are made otherwise now: each build decides anew of what it lacks.
delete from matching.build_books;
drop table matching.owner_matches;

create table matching.owner_matches (
    book            text not null,
    printed_ru      text not null,
    printed_kk      text not null,
    part            integer not null,
    owner_ru        text,
    owner_kk        text,
    owner_key       text not null,
    outcome         text not null,
    participant_bin text,
    match_rule      text,
    score           integer not null,
    reason          text not null,
    resembles_bins  jsonb not null,
    decision_id     text,
    check (coalesce(owner_ru, owner_kk) is not null),
    check (outcome in ('matched', 'not_a_participant', 'person')),
    check ((outcome = 'matched') = (participant_bin is not null)),
    check ((outcome = 'matched') = (match_rule is not null)),
    check ((outcome = 'person') = (resembles_bins <> '[]'))
);
-- By digest: a string of many owners is longer than an index entry may be.
create unique index on matching.owner_matches (book, md5(printed_ru), md5(printed_kk), part);
comment on table matching.owner_matches is 'One row per owner of a printed string of owners and book; a string is decided of once per book.';
comment on column matching.owner_matches.book is 'Digest of the names of a register, of the decisions of people and of the rules: equal books decide alike.';
comment on column matching.owner_matches.printed_ru is 'Owners as the bulletin prints them in Russian; empty where it does not.';
comment on column matching.owner_matches.printed_kk is 'The same in Kazakh.';
comment on column matching.owner_matches.part is 'Which owner of the string, from 1.';
comment on column matching.owner_matches.owner_key is 'The owner as a decision of a person names it: as printed, in composed letters and single blanks.';
comment on column matching.owner_matches.outcome is 'matched, not_a_participant, or person: a person must decide.';
comment on column matching.owner_matches.score is '0 to 100: how near the name is to that of the nearest participant; 100 where a person decided.';
comment on column matching.owner_matches.resembles_bins is 'BINs of the participants that the owner may be, where a person must decide: an array.';
comment on column matching.owner_matches.decision_id is 'The decision of a person that says so; null where names do.';
