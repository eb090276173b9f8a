"""Builds written into the ledger by hand, for tests of what reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from naukograd.core.database import Connection

AT = "2027-04-01T00:00:00+05:00"


def write_build(
    conn: Connection,
    build_id: str,
    deliveries: Collection[int],
    *,
    superseded: Collection[int] = (),
    as_of: str = AT,
    counts_from: str | datetime = AT,
) -> str:
    """A build that lists those deliveries, which stand in the ledger already, as current, and others as superseded."""
    conn.execute("insert into ledger.events values ('by hand', '2027-04-01', 'arrival') on conflict do nothing")
    conn.execute(
        "insert into ledger.builds (build_id, as_of, code_version, fingerprint, is_sample, started_at, purpose)"
        " values (%s, %s, 'abc', 'f', true, now(), 'marts') on conflict do nothing",
        [build_id, as_of],
    )
    conn.execute(
        "insert into ledger.build_deliveries (build_id, dataset, slice, delivery_id, counts_from, known_from,"
        " is_current, is_sample, arrival_event, first_event, verdict_event)"
        " select %(build)s, dataset, slice, delivery_id, %(at)s, %(at)s, delivery_id = any(%(current)s), true,"
        " 'by hand', 'by hand', 'by hand'"
        " from ledger.deliveries where delivery_id = any(%(current)s || %(superseded)s::bigint[])",
        {"build": build_id, "at": counts_from, "current": list(deliveries), "superseded": list(superseded)},
    )
    return build_id
