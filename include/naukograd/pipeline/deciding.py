"""A person's verdict on a delivery: dated, with its reason, and before the gate's from its date on."""

from __future__ import annotations

from typing import Any

from naukograd.core import periods
from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.ledger import Delivery, shown
from naukograd.pipeline.preparing import opened
from naukograd.sources.dataset import Statement


def decide(
    settings: Settings, delivery: str, *, accepted: bool, because: str, by: str, counts_from: str | None = None
) -> dict[str, Any]:
    """Accept what the gate rejected, or reject what it accepted.

    Args:
        delivery: its 16 hexadecimal digits, or ``<dataset> <slice>`` for the one that arrived there last.
        by: the position of whoever decides.
        counts_from: from when the verdict holds; now, if None. As of earlier moments nothing changes.
    Returns:
        What was recorded, the delivery's identity first.
    Raises:
        UsageError: there is no such delivery, no gate has judged it yet, or nobody could read what is to be accepted.
    """
    if not because.strip() or not by.strip():
        raise UsageError("a verdict needs its reason and who decided", remedy="Give --because and --by, a position.")
    decided_at = periods.now()
    statement = Statement(periods.parse_moment(counts_from) if counts_from else decided_at, because)
    with opened(settings) as (conn, archive):
        found = _find(conn, delivery)
        _refuse_what_no_person_can_decide(conn, found, accepted)
        event = ledger.verdict(archive, found, accepted, by, statement, decided_at)
        ledger.apply(conn, event)
    return {"delivery": shown(found.id), **event.body}


def _find(conn: Connection, delivery: str) -> Delivery:
    dataset, _, slice_ = delivery.partition(" ")
    row = conn.execute(
        """
        select d.delivery_id, d.dataset, d.slice, d.sha256, d.size_bytes
        from ledger.deliveries as d
        inner join ledger.arrivals as a using (delivery_id)
        where lpad(to_hex(d.delivery_id), 16, '0') = %(delivery)s or (d.dataset = %(dataset)s and d.slice = %(slice)s)
        order by a.counts_from desc, a.received_at desc, a.event_id
        limit 1
        """,
        {"delivery": delivery, "dataset": dataset, "slice": slice_},
    ).fetchone()
    if row is None:
        raise UsageError(
            "no such delivery has arrived",
            where=delivery,
            remedy="Give a dataset and its slice, or --delivery with the 16 digits that log and report show.",
        )
    return Delivery(*row)


def _refuse_what_no_person_can_decide(conn: Connection, delivery: Delivery, accepted: bool) -> None:
    where = f"{delivery.dataset} {delivery.slice}"
    verdicts: dict[str, str] = dict(
        conn.execute(
            """
            select decided_by, reason from ledger.verdicts
            where delivery_id = %s and counts_from is null order by decided_at
            """,
            [delivery.id],
        ).fetchall()
    )
    if not verdicts:
        raise UsageError(
            f"delivery {shown(delivery.id)} has not been judged by the gate yet",
            where=where,
            remedy="Run its ingest DAG first: a person decides knowing what the gate found.",
        )
    if accepted and "reader gate" in verdicts:
        raise UsageError(
            f"delivery {shown(delivery.id)} cannot be accepted, for it cannot be read: {verdicts['reader gate']}",
            where=where,
            remedy="There are no rows to accept. Have the source send it again in the agreed form.",
        )
