"""A build: a moment, the list of deliveries it looks at, and the code that computes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from naukograd.core.database import Connection
from naukograd.core.errors import BuildFailed
from naukograd.core.periods import ALMATY
from naukograd.sources import DATASETS

FREEZE = "04-20"
"""Month and day until which figures of the past year stay provisional (the ministry reports by 1 May)."""

_WITH_HISTORY = sorted(name for name, dataset in DATASETS.items() if dataset.is_read_with_history)


class Purpose(StrEnum):
    """What a build is for. Builds of different purposes do not disturb each other."""

    MARTS = "marts"
    AS_OF = "as_of"
    RELEASE = "release"

    @property
    def candidate(self) -> str:
        """The schema in which it is computed, and which nobody reads."""
        return "candidate" if self is Purpose.MARTS else f"candidate_{self}"


@dataclass(frozen=True)
class Build:
    """A build as the ledger knows it."""

    id: str
    as_of: datetime
    code_version: str
    is_sample: bool
    purpose: Purpose


def _fingerprint(conn: Connection, as_of: datetime, code_version: str, named: Sequence[int]) -> str:
    """Equal for two moments between which no figure can differ.

    Who takes part, what is covered and what is final turn with the day; what is covered also with the day on which
    the same bytes were received again.
    """
    rows = conn.execute(
        """
        select dataset, slice, delivery_id, is_current, (counts_from at time zone 'Asia/Almaty')::date::text
        from ledger.build_list(%s, %s, %s) order by dataset collate "C", slice collate "C", delivery_id
        """,
        [as_of, _WITH_HISTORY, list(named)],
    ).fetchall()
    day = as_of.astimezone(ALMATY).date().isoformat()
    return hashlib.sha256(json.dumps([rows, code_version, FREEZE, day]).encode()).hexdigest()


def listed(conn: Connection, as_of: datetime, named: Sequence[int]) -> list[int]:
    """Deliveries that a build of that moment lists."""
    rows = conn.execute("select delivery_id from ledger.build_list(%s, %s, %s)", [as_of, _WITH_HISTORY, list(named)])
    return [int(row[0]) for row in rows]


def published(conn: Connection) -> Build | None:
    """The build whose figures stand in ``marts`` now."""
    row = conn.execute(
        """
        select build_id, as_of, code_version, is_sample, purpose from ledger.builds
        where published_at is not null and purpose = 'marts' order by published_at desc limit 1
        """
    ).fetchone()
    return _build(row) if row else None


def is_needed(conn: Connection, as_of: datetime, code_version: str) -> bool:
    """Whether there is something to build as of that moment, and it could differ from what is published."""
    if conn.execute("select from ledger.current_deliveries(%s) limit 1", [as_of]).fetchone() is None:
        return False
    row = conn.execute(
        """
        select fingerprint from ledger.builds
        where published_at is not null and purpose = 'marts' order by published_at desc limit 1
        """
    ).fetchone()
    return row is None or row[0] != _fingerprint(conn, as_of, code_version, ())


def begin(
    conn: Connection,
    as_of: datetime,
    code_version: str,
    purpose: Purpose = Purpose.MARTS,
    named: Sequence[int] = (),
) -> Build:
    """Fix the list of deliveries; an unfinished build of the same purpose gives way to this one.

    Args:
        named: deliveries that came after the moment and enter all the same, in the place of their slices' own.
    """
    fingerprint = _fingerprint(conn, as_of, code_version, named)
    moment = as_of.astimezone(ALMATY).isoformat()
    identity = hashlib.sha256(f"{fingerprint} {moment} {purpose}".encode()).hexdigest()[:12]
    with conn.transaction():
        conn.execute(
            "delete from ledger.builds where published_at is null and purpose = %s and build_id <> %s",
            [purpose, identity],
        )
        begun = conn.execute(
            """
            insert into ledger.builds (build_id, as_of, code_version, fingerprint, is_sample, started_at, purpose)
            select %(id)s, %(as_of)s, %(code)s, %(fingerprint)s, coalesce(bool_or(is_sample), false), now(), %(purpose)s
            from ledger.build_list(%(as_of)s, %(with_history)s, %(named)s)
            on conflict (build_id) do nothing
            returning 1
            """,
            {
                "id": identity,
                "as_of": as_of,
                "code": code_version,
                "fingerprint": fingerprint,
                "purpose": purpose,
                "with_history": _WITH_HISTORY,
                "named": list(named),
            },
        ).fetchone()
        if begun:
            conn.execute(
                """
                insert into ledger.build_deliveries (
                    build_id, dataset, slice, delivery_id, counts_from, is_current, known_from, published_at,
                    is_sample, arrival_event, first_event, verdict_event
                )
                select
                    %s, dataset, slice, delivery_id, counts_from, is_current, known_from, published_at,
                    is_sample, arrival_event, first_event, verdict_event
                from ledger.build_list(%s, %s, %s)
                """,
                [identity, as_of, _WITH_HISTORY, list(named)],
            )
            # Every query about the build begins here, and autovacuum comes after they are over.
            conn.execute("analyze ledger.build_deliveries")
    return find(conn, identity)


def find(conn: Connection, build_id: str) -> Build:
    """The build of that identity.

    Raises:
        BuildFailed: a later build has overtaken it.
    """
    row = conn.execute(
        "select build_id, as_of, code_version, is_sample, purpose from ledger.builds where build_id = %s", [build_id]
    ).fetchone()
    if row is None:
        raise BuildFailed("another build has overtaken this one", where=f"build {build_id}", remedy="Nothing to do.")
    return _build(row)


def _build(row: tuple[str, datetime, str, bool, str]) -> Build:
    return Build(*row[:4], Purpose(row[4]))
