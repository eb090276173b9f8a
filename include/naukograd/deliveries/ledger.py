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


def versions(conn: Connection, dataset: str, moment: datetime) -> dict[str, str]:
    """Of each slice, the source's name of the version that arrived last by the moment, unless that was rejected.

    What was rejected is asked for whole: "unchanged" since the version before would leave it without an answer.
    """
    rows = conn.execute(
        """
        select distinct on (d.slice collate "C")
            d.slice,
            case when coalesce(v.accepted, true) then a.origin ->> 'version' end
        from ledger.arrivals as a
        inner join ledger.deliveries as d using (delivery_id)
        left join ledger.verdicts_in_force(%(moment)s) as v using (delivery_id)
        where d.dataset = %(dataset)s and a.counts_from <= %(moment)s
        order by d.slice collate "C", a.counts_from desc, a.received_at desc, a.event_id
        """,
        {"dataset": dataset, "moment": moment},
    )
    return {slice_: version for slice_, version in rows if version}


def received_in(conn: Connection, dataset: str, run_id: str) -> set[tuple[str, str]]:
    """Slices and addresses that this run has received already: a retry goes on where it stopped."""
    rows = conn.execute(
        """
        select d.slice, a.origin ->> 'address'
        from ledger.arrivals as a
        inner join ledger.deliveries as d using (delivery_id)
        where d.dataset = %s and a.origin ->> 'run_id' = %s
        """,
        [dataset, run_id],
    )
    return {(slice_, address) for slice_, address in rows}


def rejected_in(conn: Connection, dataset: str, run_id: str) -> list[tuple[Delivery, str]]:
    """Rejected deliveries that arrived in this run, for the first time or again, with the reason."""
    rows = conn.execute(
        """
        select distinct on (d.delivery_id)
            d.delivery_id, d.dataset, d.slice, d.sha256, d.size_bytes, v.reason
        from ledger.arrivals as a
        inner join ledger.deliveries as d using (delivery_id)
        inner join ledger.verdicts_in_force('infinity') as v using (delivery_id)
        where d.dataset = %s and a.origin ->> 'run_id' = %s and not v.accepted
        order by d.delivery_id
        """,
        [dataset, run_id],
    )
    return [(Delivery(*row[:5]), row[5]) for row in rows]


def is_judged(conn: Connection, delivery: Delivery) -> bool:
    """Whether there is any verdict on the delivery."""
    found = conn.execute("select 1 from ledger.verdicts where delivery_id = %s limit 1", [delivery.id])
    return found.fetchone() is not None


def to_load(conn: Connection, dataset: str) -> list[Delivery]:
    """Deliveries whose rows are not in ``raw`` and that are accepted, were once, or may still be; oldest first. Those
    that are retired stay out until they are recalled."""
    return _deliveries(
        conn,
        dataset,
        """not exists (select from ledger.loads as l where l.delivery_id = d.delivery_id)
        and not exists (select from ledger.retired_deliveries as r where r.delivery_id = d.delivery_id)
        and coalesce(
            (select bool_or(v.accepted) from ledger.verdicts as v where v.delivery_id = d.delivery_id), true
        )""",
    )


@dataclass(frozen=True)
class Loaded:
    """A loaded delivery that has no verdict yet.

    Attributes:
        rows: number of its rows in ``raw``.
        counts_from: earliest moment from which it counts as known.
    """

    delivery: Delivery
    rows: int
    counts_from: datetime


def to_judge(conn: Connection, dataset: str) -> list[Loaded]:
    """Loaded deliveries without a verdict, oldest first."""
    found = _deliveries(
        conn,
        dataset,
        """exists (select from ledger.loads as l where l.delivery_id = d.delivery_id)
        and not exists (select from ledger.verdicts as v where v.delivery_id = d.delivery_id)""",
    )
    rows = conn.execute(
        """
        select l.delivery_id, l.row_count, min(a.counts_from)
        from ledger.loads as l
        inner join ledger.arrivals as a using (delivery_id)
        where l.delivery_id = any(%s)
        group by 1, 2
        """,
        [[delivery.id for delivery in found]],
    )
    figures = {identity: (count, counts_from) for identity, count, counts_from in rows}
    return [Loaded(delivery, *figures[delivery.id]) for delivery in found]


def _deliveries(conn: Connection, dataset: str, condition: str) -> list[Delivery]:
    rows = conn.execute(
        f"""
        select d.delivery_id, d.dataset, d.slice, d.sha256, d.size_bytes
        from ledger.deliveries as d
        where d.dataset = %s and {condition}
        order by
            (select min(a.received_at) from ledger.arrivals as a where a.delivery_id = d.delivery_id),
            d.delivery_id
        """,
        [dataset],
    )
    return [Delivery(*row) for row in rows]
