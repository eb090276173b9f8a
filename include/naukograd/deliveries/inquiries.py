"""What a run asks of the ledger: which versions it has, what waits to be loaded or judged, what was rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from naukograd.core.database import Connection
from naukograd.deliveries.ledger import Delivery


def versions(conn: Connection, dataset: str, moment: datetime) -> dict[str, str]:
    """Of each slice, the source's name of the version that arrived last by the moment, unless that was rejected.

    What was rejected is asked for whole: "unchanged" since the version before would leave it without an answer.
    """
    rows = conn.execute(
        """
        select distinct on (d.slice collate "C")
            d.slice,
            case when coalesce(v.accepted, true) then a.origin ->> 'version' end
        from ledger.deliveries as d
        cross join lateral (
            select l.* from ledger.arrivals as l
            where l.delivery_id = d.delivery_id and l.counts_from <= %(moment)s
            order by l.counts_from desc, l.received_at desc, l.event_id
            limit 1
        ) as a
        left join ledger.verdicts_in_force(%(moment)s) as v on d.delivery_id = v.delivery_id
        where d.dataset = %(dataset)s
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
