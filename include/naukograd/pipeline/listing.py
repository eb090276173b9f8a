"""What lies in the warehouse of each slice, and why some of it does not count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from naukograd.core.settings import Settings
from naukograd.deliveries.ledger import shown
from naukograd.pipeline.preparing import opened

State = Literal["accepted", "rejected", "not judged"]


@dataclass(frozen=True)
class FailedCheck:
    """A critical check that a delivery failed, with at most five of its rows: place and values each."""

    check: str
    says: str
    rows: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True)
class LatestDelivery:
    """What arrived last of a slice.

    Attributes:
        delivery: 16 hexadecimal digits.
        reason: of the verdict in force, in words; None without a verdict.
        decided_by: a gate, or a position.
        used_instead: the slice's last accepted delivery, where this one is rejected and there is one.
        failed: of a rejected delivery, the critical checks it failed.
    """

    dataset: str
    slice: str
    delivery: str
    received_at: datetime
    counts_from: datetime
    state: State
    decided_by: str | None
    reason: str | None
    used_instead: str | None
    failed: tuple[FailedCheck, ...]


def latest_deliveries(settings: Settings, *, dataset: str | None, rejected_only: bool) -> list[LatestDelivery]:
    """The latest arrival of every slice, in the order of datasets and slices."""
    with opened(settings) as (conn, _):
        rows = conn.execute(
            """
            select l.dataset, l.slice, l.delivery_id, l.received_at, l.counts_from,
                v.accepted, v.decided_by, v.reason, c.delivery_id, g.record
            from ledger.latest_arrivals('infinity') as l
            left join ledger.verdicts_in_force('infinity') as v on l.delivery_id = v.delivery_id
            left join ledger.current_deliveries('infinity') as c on l.dataset = c.dataset and l.slice = c.slice
            left join lateral (
                select r.record
                from ledger.verdicts as j
                inner join ledger.gate_runs as r using (event_id)
                where j.delivery_id = l.delivery_id and not v.accepted
                order by j.decided_at desc limit 1
            ) as g on true
            where
                (%(dataset)s::text is null or l.dataset = %(dataset)s)
                and (not %(rejected_only)s or not v.accepted)
            order by l.dataset collate "C", l.slice collate "C"
            """,
            {"dataset": dataset, "rejected_only": rejected_only},
        ).fetchall()
    return [_latest(*row) for row in rows]


def _latest(
    dataset: str,
    slice_: str,
    identity: int,
    received_at: datetime,
    counts_from: datetime,
    accepted: bool | None,
    decided_by: str | None,
    reason: str | None,
    current: int | None,
    record: Mapping[str, Any] | None,
) -> LatestDelivery:
    is_rejected = accepted is False
    return LatestDelivery(
        dataset,
        slice_,
        shown(identity),
        received_at,
        counts_from,
        "not judged" if accepted is None else "rejected" if is_rejected else "accepted",
        decided_by,
        reason,
        shown(current) if is_rejected and current is not None else None,
        _failed(record, shown(identity)) if record else (),
    )


def _failed(record: Mapping[str, Any], delivery: str) -> tuple[FailedCheck, ...]:
    found = []
    for check in record["checks"]:
        rows = tuple((row["place"], row["values"]) for row in check["sample"] if row["delivery"] == delivery)
        if not check["passed"] and check["severity"] == "critical" and rows:
            found.append(FailedCheck(check["check"], check["says"], rows))
    return tuple(found)
