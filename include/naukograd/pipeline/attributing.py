"""Owners of patents are matched with the participants of a build: by names, and by what people have decided."""

from __future__ import annotations

import logging
from collections import defaultdict

from psycopg.types.json import Jsonb

from naukograd import matching
from naukograd.core.database import Connection

log = logging.getLogger(__name__)

LEGAL_ENTITIES = "государственный регистр юридических лиц (data.egov.kz)"
ROR = "Research Organization Registry (ror.org)"

NOBODY = matching.Outcome.NOT_A_PARTICIPANT.value
"""What a decision of kind owner_match says of an owner who is no participant; of any other it says the BIN."""


def match_owners(conn: Connection, build_id: str) -> int:
    """Decide of every owner that the build's bulletins print and its book has not been put to yet.

    Decisions are kept in ``matching.owner_matches`` by book: the names of a register, the decisions of people in force,
    and the rules. A build as of an earlier moment has the book of that moment.

    Returns:
        Number of printed strings decided of now.
    """
    book = matching.Book(_participants(conn, build_id), _rulings(conn, build_id))
    with conn.transaction():
        conn.execute(
            """
            insert into matching.build_books (build_id, book) values (%s, %s)
            on conflict (build_id) do update set book = excluded.book
            """,
            [build_id, book.identity],
        )
        printed = _undecided(conn, build_id, book.identity)
        with conn.cursor() as cursor:
            cursor.executemany(
                """
                insert into matching.owner_matches (
                    book, printed_ru, printed_kk, part, owner_ru, owner_kk, owner_key, outcome,
                    participant_bin, match_rule, score, reason, resembles_bins, decision_id
                ) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                on conflict do nothing
                """,
                [
                    (book.identity, ru or "", kk or "", part, *_row(owner))
                    for (ru, kk), owners in zip(printed, book.decide(printed), strict=True)
                    for part, owner in enumerate(owners, start=1)
                ],
            )
    log.info("decided of %d printed strings by book %s", len(printed), book.identity)
    return len(printed)


def _row(owner: matching.Owner) -> tuple[object, ...]:
    return (
        *(owner.owner_ru, owner.owner_kk, owner.owner_key, owner.outcome.value, owner.participant_bin),
        *(owner.match_rule, owner.score, "; ".join(owner.reasons), Jsonb(owner.resembles_bins), owner.decision_id),
    )


def _participants(conn: Connection, build_id: str) -> list[matching.Participant]:
    """Whom the current registers name, under every name that any register until then gave the same BIN, and under those
    that the register of legal entities and ROR give."""
    rows = conn.execute(
        """
        with listed as (
            select p.bin, p.name_ru, p.name_kk, b.is_current
            from staging.stg_filings__participants as p
            inner join ledger.build_deliveries as b using (delivery_id)
            where b.build_id = %s
        ),

        told as (
            select bin, name_ru, name_kk, null as register from listed
            union all
            select bin, name_ru, name_kk, %s from seeds.legal_entities
        )

        select distinct t.bin, n.name, t.register
        from told as t
        cross join lateral (values (t.name_ru), (t.name_kk)) as n (name)
        where n.name is not null and t.bin in (select c.bin from listed as c where c.is_current)
        """,
        [build_id, LEGAL_ENTITIES],
    ).fetchall()
    names: defaultdict[str, list[str]] = defaultdict(list)
    elsewhere: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for bin_, name, register in sorted(rows, key=lambda row: row[:2]):
        if register:
            elsewhere[bin_].append((name, register))
        else:
            names[bin_].append(name)
    participants = [
        matching.Participant(bin_, first, None, tuple(others), tuple(elsewhere[bin_]))
        for bin_, (first, *others) in names.items()
    ]
    return matching.with_names_of(participants, _names_in_ror(conn), ROR)


def _names_in_ror(conn: Connection) -> list[list[str]]:
    """Names of each organisation. Short ones are left out: several organisations go by the same initials."""
    rows = conn.execute(
        """
        select array_agg(value order by value collate "C") from seeds.ror_names
        where name_type <> 'acronym'
        group by ror_id
        order by ror_id collate "C"
        """
    )
    return [names for (names,) in rows]


def _rulings(conn: Connection, build_id: str) -> list[matching.Ruling]:
    """Decisions of people on owners that are in force on the day of the build. A branch is its organisation."""
    rows = conn.execute(
        """
        with build as (
            select build_id, (as_of at time zone 'Asia/Almaty')::date as today from ledger.builds where build_id = %s
        ),

        branches as (
            select p.bin, unnest(p.branch_bins) as branch_bin
            from staging.stg_filings__participants as p
            inner join ledger.build_deliveries as b using (delivery_id)
            inner join build using (build_id)
            where b.is_current
        )

        select
            b.slice || '/' || d.number,
            d.subject,
            case
                when d.value <> %s then coalesce(
                    (select min(branches.bin collate "C") from branches where branches.branch_bin = d.value), d.value
                )
            end,
            d.decided_on
        from staging.stg_filings__decisions as d
        inner join ledger.build_deliveries as b using (delivery_id)
        inner join build using (build_id)
        where
            b.is_current
            and d.kind = 'owner_match'
            -- Whatever else the value is, the gate has warned of it, and it decides nothing.
            and (d.value = %s or d.value ~ '^[0-9]{12}$')
            and d.decided_on <= build.today
            and (d.valid_until is null or d.valid_until >= build.today)
        """,
        [build_id, NOBODY, NOBODY],
    )
    return [matching.Ruling(*row) for row in rows]


def _undecided(conn: Connection, build_id: str, book: str) -> list[matching.Printed]:
    rows = conn.execute(
        """
        select p.owner_ru, p.owner_kk
        from staging.stg_kazpatent__inventions as p
        inner join ledger.build_deliveries as b using (delivery_id)
        where
            b.build_id = %s
            and coalesce(p.owner_ru, p.owner_kk) is not null
            and (coalesce(p.owner_ru, ''), coalesce(p.owner_kk, '')) not in (
                select printed_ru, printed_kk from matching.owner_matches where book = %s
            )
        group by p.owner_ru, p.owner_kk
        order by p.owner_ru collate "C", p.owner_kk collate "C"
        """,
        [build_id, book],
    )
    return [(ru, kk) for ru, kk in rows]
