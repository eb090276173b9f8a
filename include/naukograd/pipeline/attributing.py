"""Owners of patents are matched with the participants of a build, once per owner and register."""

from __future__ import annotations

import logging
from dataclasses import astuple

from naukograd import matching
from naukograd.core.database import Connection

log = logging.getLogger(__name__)


def match_owners(conn: Connection, build_id: str) -> int:
    """Decide of every owner that the build's bulletins print and its register's names have not been put to yet.

    Decisions are kept in ``matching.owner_matches`` by book: the names of a register and the rules. A build as of an
    earlier moment has the book of that moment.

    Returns:
        Number of printed owners decided of now.
    """
    book = matching.Book(_names(conn, build_id))
    with conn.transaction():
        conn.execute(
            """
            insert into matching.build_books (build_id, book) values (%s, %s)
            on conflict (build_id) do update set book = excluded.book
            """,
            [build_id, book.identity],
        )
        printed = _undecided(conn, build_id, book.identity)
        decided = [
            (book.identity, ru or "", kk or "", part, *astuple(decision))
            for ru, kk in printed
            for part, decision in enumerate(book.decide(ru, kk), start=1)
        ]
        with conn.cursor() as cursor:
            cursor.executemany(
                """
                insert into matching.owner_matches (
                    book, printed_ru, printed_kk, part,
                    owner_ru, owner_kk, owner_key, participant_bin, match_rule, resembles_bin, reason
                ) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                on conflict do nothing
                """,
                decided,
            )
    log.info("matched %d printed owners by book %s", len(printed), book.identity)
    return len(printed)


def _names(conn: Connection, build_id: str) -> list[matching.RegisteredName]:
    rows = conn.execute(
        """
        select distinct p.bin, p.name_ru, p.name_kk
        from staging.stg_filings__participants as p
        inner join ledger.build_deliveries as b using (delivery_id)
        where b.build_id = %s
        """,
        [build_id],
    )
    return [matching.RegisteredName(*row) for row in rows]


def _undecided(conn: Connection, build_id: str, book: str) -> list[tuple[str | None, str | None]]:
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
