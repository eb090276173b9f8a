"""The ledger: what arrived, when it counts from, what was decided of it. Written only from events."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.deliveries.archive import Archive, Event, Stored
from naukograd.sources.dataset import Statement

REPLAY_OVERLAP = timedelta(days=1)
"""An event may reach the archive just before midnight and its run die: days are replayed with this overlap."""


def delivery_id(dataset: str, slice_: str, sha256: str) -> int:
    """Identity of a delivery: the first 63 bits of the hash of what it is. The same in every rebuild."""
    digest = hashlib.sha256("\0".join((dataset, slice_, sha256)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def shown(identity: int) -> str:
    """A delivery's identity as people and records write it: 16 hexadecimal digits."""
    return f"{identity:016x}"


@dataclass(frozen=True)
class Delivery:
    """A delivery as the ledger knows it."""

    id: int
    dataset: str
    slice: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Receipt:
    """Where and when bytes were received.

    Attributes:
        origin: address, run and the source's name of the version; no secrets.
        has_own_clock: the statement may lie ahead of our clock (see ``Answer``).
    """

    received_at: datetime
    origin: dict[str, Any]
    is_sample: bool
    has_own_clock: bool = False
    published_at: datetime | None = None
    statement: Statement | None = None


def arrival(archive: Archive, dataset: str, slice_: str, stored: Stored, receipt: Receipt) -> Event:
    """Record the receipt of stored bytes as an event.

    Raises:
        UsageError: ``counts_from`` lies after the receipt (bytes are not known before they are there).
    """
    statement = receipt.statement
    # The sample world's clock runs ahead of ours; nothing real can be known before it is received.
    if statement and statement.counts_from > receipt.received_at and not receipt.has_own_clock:
        raise UsageError(
            f"counts_from {statement.counts_from.isoformat()} lies in the future",
            where=f"{dataset} {slice_}",
            remedy="Give the moment at which these bytes are shown to have existed.",
        )
    body = {
        "dataset": dataset,
        "slice": slice_,
        "sha256": stored.sha256,
        "size_bytes": stored.size,
        "received_at": receipt.received_at.isoformat(),
        "counts_from": (statement.counts_from if statement else receipt.received_at).isoformat(),
        "because": statement.because if statement else None,
        "published_at": receipt.published_at.isoformat() if receipt.published_at else None,
        "origin": receipt.origin,
        "is_sample": receipt.is_sample,
    }
    return archive.record("arrival", body, receipt.received_at)


def gate_run(archive: Archive, record: dict[str, Any], verdicts: list[dict[str, Any]], at: datetime) -> Event:
    """Record a gate's run and its verdicts (dataset, slice, sha256, accepted, reason) as one event."""
    return archive.record("gate_run", {"record": record, "verdicts": verdicts, "ran_at": at.isoformat()}, at)


def verdict(
    archive: Archive, delivery: Delivery, accepted: bool, decided_by: str, statement: Statement, at: datetime
) -> Event:
    """Record a person's verdict on a delivery as an event.

    Args:
        decided_by: a position.
        statement: from when the verdict holds, and why; as of earlier moments nothing changes.
        at: when it was decided.
    """
    body = {
        "dataset": delivery.dataset,
        "slice": delivery.slice,
        "sha256": delivery.sha256,
        "accepted": accepted,
        "decided_by": decided_by,
        "counts_from": statement.counts_from.isoformat(),
        "reason": statement.because,
        "decided_at": at.isoformat(),
    }
    return archive.record("verdict", body, at)


def apply(conn: Connection, event: Event) -> bool:
    """Bring an event into the ledger, once.

    Returns:
        False if it was there already.
    """
    with conn.transaction():
        added = conn.execute(
            "insert into ledger.events (event_id, day, kind) values (%s, %s, %s) on conflict do nothing returning 1",
            [event.id, event.day, event.kind],
        ).fetchone()
        if added:
            _APPLY[event.kind](conn, event)
    return added is not None


def replay(conn: Connection, archive: Archive, *, everything: bool = False) -> int:
    """Apply the events that the archive has and the ledger lacks: a run may have died between the two.

    Args:
        everything: look at all days, not just the newest.
    Returns:
        Number of events applied.
    """
    last: date | None = conn.execute("select max(day) from ledger.events").fetchone()[0]  # type: ignore[index]
    since = last - REPLAY_OVERLAP if last and not everything else None
    known = {
        str(row[0])
        for row in conn.execute(
            "select event_id from ledger.events where %s::date is null or day >= %s", [since, since]
        )
    }
    return sum(apply(conn, event) for event in archive.events(since, known))


def _apply_arrival(conn: Connection, event: Event) -> None:
    body = event.body
    identity = delivery_id(body["dataset"], body["slice"], body["sha256"])
    conn.execute(
        """
        insert into ledger.deliveries (delivery_id, dataset, slice, sha256, size_bytes)
        values (%s, %s, %s, %s, %s)
        on conflict (delivery_id) do nothing
        """,
        [identity, body["dataset"], body["slice"], body["sha256"], body["size_bytes"]],
    )
    conn.execute(
        """
        insert into ledger.arrivals
            (event_id, delivery_id, received_at, counts_from, because, published_at, origin, is_sample)
        values (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            event.id,
            identity,
            body["received_at"],
            body["counts_from"],
            body["because"],
            body["published_at"],
            Jsonb(body["origin"]),
            body["is_sample"],
        ],
    )


def _apply_gate_run(conn: Connection, event: Event) -> None:
    record, ran_at = event.body["record"], event.body["ran_at"]
    conn.execute(
        """
        insert into ledger.gate_runs (event_id, gate, subject, passed, ran_at, record)
        values (%s, %s, %s, %s, %s, %s)
        """,
        [event.id, record["gate"], record["subject"], record["passed"], ran_at, Jsonb(record)],
    )
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            insert into ledger.verdicts (event_id, delivery_id, accepted, decided_at, decided_by, reason)
            values (%s, %s, %s, %s, %s, %s)
            """,
            [
                (
                    event.id,
                    delivery_id(verdict["dataset"], verdict["slice"], verdict["sha256"]),
                    verdict["accepted"],
                    ran_at,
                    f"{record['gate']} gate",
                    verdict["reason"],
                )
                for verdict in event.body["verdicts"]
            ],
        )


def _apply_seal(conn: Connection, event: Event) -> None:
    """The ledger notes it; the rows of the release are made from the archive (``naukograd.releases.restore``)."""


def _apply_verdict(conn: Connection, event: Event) -> None:
    body = event.body
    conn.execute(
        """
        insert into ledger.verdicts (event_id, delivery_id, accepted, decided_at, counts_from, decided_by, reason)
        values (%s, %s, %s, %s, %s, %s, %s)
        """,
        [
            event.id,
            delivery_id(body["dataset"], body["slice"], body["sha256"]),
            body["accepted"],
            body["decided_at"],
            body["counts_from"],
            body["decided_by"],
            body["reason"],
        ],
    )


_APPLY = {
    "arrival": _apply_arrival,
    "gate_run": _apply_gate_run,
    "verdict": _apply_verdict,
    "seal": _apply_seal,
}
