"""What a release was computed from, as files: pinned deliveries with verdicts and events, the gate, the method."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import NaukogradError
from naukograd.core.settings import PROJECT
from naukograd.deliveries.archive import Archive
from naukograd.releases import data, version
from naukograd.releases.manifest import Draft
from naukograd.warehouse import dbt

EVENTS = "evidence/events.csv"

_MOMENT = "to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as {}"
_HEX = "lpad(to_hex(b.delivery_id), 16, '0')"
_ORDER = 'order by b.dataset collate "C", b.slice collate "C", b.delivery_id'


def _moment(expression: str, name: str) -> str:
    return _MOMENT.format(expression, name)


def write(conn: Connection, archive: Archive, draft: Draft, gate: Mapping[str, Any], folder: Path) -> None:
    """``evidence/`` and ``method/`` below ``folder``.

    Args:
        gate: the records of the release's own gates by kind, without their clock.
    """
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / "deliveries.csv").write_bytes(data.csv(conn, _deliveries(draft)))
    (evidence / "verdicts.csv").write_bytes(data.csv(conn, _verdicts(draft)))
    (evidence / "events.csv").write_bytes(_events(conn, archive, draft))
    (evidence / "gate.json").write_bytes(_json(gate))
    _method(draft, folder / "method")


def _deliveries(draft: Draft) -> sql.Composed:
    return sql.SQL(
        f"""
        select
            b.dataset,
            b.slice,
            {_HEX} as delivery,
            d.sha256,
            d.size_bytes,
            coalesce(a.origin ->> 'address', a.origin ->> 'file') as source,
            {_moment("a.received_at", "received_at")},
            {_moment("b.counts_from", "counts_from")},
            {_moment("b.known_from", "known_from")},
            {_moment("b.published_at", "published_at")},
            b.is_current::text as is_current,
            b.is_sample::text as is_sample,
            (b.delivery_id = any({{named}}::bigint[]))::text as entered_by_name,
            b.arrival_event,
            b.first_event,
            b.verdict_event
        from ledger.build_deliveries as b
        inner join ledger.deliveries as d using (delivery_id)
        inner join ledger.arrivals as a on b.arrival_event = a.event_id
        where b.build_id = {{build}}
        {_ORDER}
        """
    ).format(named=sql.Literal(list(draft.named)), build=sql.Literal(draft.build_id))


def _verdicts(draft: Draft) -> sql.Composed:
    return sql.SQL(
        f"""
        select
            {_HEX} as delivery,
            b.dataset,
            b.slice,
            v.accepted::text as accepted,
            {_moment("v.decided_at", "decided_at")},
            v.decided_by,
            v.reason,
            b.verdict_event as event
        from ledger.build_deliveries as b
        inner join ledger.verdicts as v on b.delivery_id = v.delivery_id and b.verdict_event = v.event_id
        where b.build_id = {{build}}
        {_ORDER}
        """
    ).format(build=sql.Literal(draft.build_id))


def _events(conn: Connection, archive: Archive, draft: Draft) -> bytes:
    """Every pinned event: its address in the archive, its bytes' hash."""
    rows = conn.execute(
        """
        select distinct e.event_id, e.kind, e.day
        from ledger.build_deliveries as b
        inner join ledger.events as e on e.event_id in (b.arrival_event, b.first_event, b.verdict_event)
        where b.build_id = %s
        """,
        [draft.build_id],
    ).fetchall()
    addresses = archive.addresses(day for _, _, day in rows)
    lines = []
    for identity, kind, _ in sorted(rows):
        address = addresses.get(identity, "")
        content = archive.read(address) if address else None
        if content is None:
            raise NaukogradError(
                "the archive lacks an event that the ledger names", where=identity, remedy="Restore its backup."
            )
        lines.append((identity, kind, address, hashlib.sha256(content).hexdigest()))
    return table(("event", "kind", "address", "sha256"), lines)


def table(header: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> bytes:
    """Lines as CSV: UTF-8, ``\\n``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue().encode()


def _method(draft: Draft, folder: Path) -> None:
    _copied(dbt.DBT_PROJECT / "seeds", "*.csv", folder / "seeds")
    _copied(PROJECT / "expectations", "*.json", folder / "expectations")
    versions = {
        "method_version": draft.method_version,
        "code_version": draft.code_version,
        "libraries": version.libraries(),
    }
    (folder / "versions.json").write_bytes(_json(versions))


def _copied(source: Path, pattern: str, to: Path) -> None:
    for file in sorted(source.rglob(pattern)):
        target = to / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
