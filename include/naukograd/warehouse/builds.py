"""A build: a moment, the list of deliveries current at it, and the code that computes them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from naukograd.core.database import Connection
from naukograd.core.errors import BuildFailed
from naukograd.core.periods import ALMATY

FREEZE = "04-20"
"""Month and day until which figures of the past year stay provisional (the ministry reports by 1 May)."""


@dataclass(frozen=True)
class Build:
    """A build as the ledger knows it."""

    id: str
    as_of: datetime
    code_version: str
    is_sample: bool

    def variables(self, schema: str = "candidate") -> dict[str, str]:
        """dbt's variables for this build."""
        return {
            "build_id": self.id,
            "as_of": self.as_of.isoformat(),
            "build_schema": schema,
            "freeze": FREEZE,
        }


def _fingerprint(conn: Connection, as_of: datetime, code_version: str) -> str:
    """Equal for two moments between which no figure can differ.

    Who takes part, what is covered and what is final turn with the day; what is covered also with the day on which
    the same bytes were received again.
    """
    rows = conn.execute(
        """
        select dataset, slice, delivery_id, (counts_from at time zone 'Asia/Almaty')::date::text
        from ledger.current_deliveries(%s) order by 1, 2
        """,
        [as_of],
    ).fetchall()
    day = as_of.astimezone(ALMATY).date().isoformat()
    return hashlib.sha256(json.dumps([rows, code_version, FREEZE, day]).encode()).hexdigest()


def published(conn: Connection) -> Build | None:
    """The build whose figures stand in ``marts`` now."""
    row = conn.execute(
        """
        select build_id, as_of, code_version, is_sample from ledger.builds
        where published_at is not null order by published_at desc limit 1
        """
    ).fetchone()
    return Build(*row) if row else None


def is_needed(conn: Connection, as_of: datetime, code_version: str) -> bool:
    """Whether there is something to build as of that moment, and it could differ from what is published."""
    if conn.execute("select from ledger.current_deliveries(%s) limit 1", [as_of]).fetchone() is None:
        return False
    row = conn.execute(
        "select fingerprint from ledger.builds where published_at is not null order by published_at desc limit 1"
    ).fetchone()
    return row is None or row[0] != _fingerprint(conn, as_of, code_version)


def begin(conn: Connection, as_of: datetime, code_version: str) -> Build:
    """Fix the list of current deliveries; unfinished builds give way to this one."""
    fingerprint = _fingerprint(conn, as_of, code_version)
    identity = hashlib.sha256(f"{fingerprint} {as_of.isoformat()}".encode()).hexdigest()[:12]
    with conn.transaction():
        conn.execute("delete from ledger.builds where published_at is null and build_id <> %s", [identity])
        conn.execute(
            """
            insert into ledger.builds (build_id, as_of, code_version, fingerprint, is_sample, started_at)
            select %(id)s, %(as_of)s, %(code)s, %(fingerprint)s, coalesce(bool_or(is_sample), false), now()
            from ledger.current_deliveries(%(as_of)s)
            on conflict (build_id) do nothing
            """,
            {"id": identity, "as_of": as_of, "code": code_version, "fingerprint": fingerprint},
        )
        conn.execute(
            """
            insert into ledger.build_deliveries (build_id, dataset, slice, delivery_id, counts_from)
            select %(id)s, dataset, slice, delivery_id, counts_from from ledger.current_deliveries(%(as_of)s)
            on conflict (build_id, dataset, slice) do nothing
            """,
            {"id": identity, "as_of": as_of},
        )
    return find(conn, identity)


def find(conn: Connection, build_id: str) -> Build:
    """The build of that identity.

    Raises:
        BuildFailed: a later build has overtaken it.
    """
    row = conn.execute(
        "select build_id, as_of, code_version, is_sample from ledger.builds where build_id = %s", [build_id]
    ).fetchone()
    if row is None:
        raise BuildFailed("another build has overtaken this one", where=f"build {build_id}", remedy="Nothing to do.")
    return Build(*row)
