"""What is wrong with this installation: stale sources, stuck deliveries, archive against ledger, lock holders."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from naukograd.core import periods
from naukograd.core.database import Connection
from naukograd.core.settings import Settings
from naukograd.deliveries.archive import Archive
from naukograd.deliveries.ledger import shown
from naukograd.pipeline import opened
from naukograd.releases import rows as releases
from naukograd.sources import DATASETS

LONG_TRANSACTION = timedelta(minutes=30)


@dataclass(frozen=True)
class Finding:
    """Something an operator should look at.

    Attributes:
        check: which examination found it.
        says: what is wrong and where.
        remedy: what to do.
    """

    check: str
    says: str
    remedy: str


def examine(settings: Settings) -> list[Finding]:
    """All findings, in the order of the examinations; empty when all is well."""
    with opened(settings) as (conn, archive):
        by_ledger: list[Callable[[Connection], Iterator[Finding]]] = [_stuck, _rejected, _raw_tables, _builds, _locks]
        return [
            *_disk(settings),
            *_stale(conn, periods.now()),
            *(finding for check in by_ledger for finding in check(conn)),
            *_archive(conn, archive),
            *_releases(conn, settings),
        ]


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.state).free
    if free < settings.min_free_bytes:
        yield Finding("disk", f"{free / 2**30:.1f} GiB free under {settings.state}", "Free or add disk.")


def _stale(conn: Connection, now: datetime) -> Iterator[Finding]:
    last: dict[str, datetime] = dict(
        conn.execute(
            """
            select d.dataset, max(a.received_at)
            from ledger.arrivals as a inner join ledger.deliveries as d using (delivery_id)
            group by 1
            """
        ).fetchall()
    )
    for name, dataset in DATASETS.items():
        received = last.get(name)
        if received is None or now - received > dataset.cadence:
            since = f"since {received:%Y-%m-%d %H:%M}" if received else "ever"
            yield Finding(
                "stale source",
                f"{name}: nothing arrived {since}; it is due every {dataset.cadence.days} days",
                "Run its ingest DAG and read the log of the task fetch.",
            )


def _stuck(conn: Connection) -> Iterator[Finding]:
    rows = conn.execute(
        """
        select d.dataset, d.slice, d.delivery_id, l.delivery_id is null
        from ledger.deliveries as d
        left join ledger.loads as l using (delivery_id)
        where not exists (select from ledger.verdicts as v where v.delivery_id = d.delivery_id)
        order by 1, 2
        """
    )
    for dataset, slice_, identity, unloaded in rows:
        state = "received but not loaded" if unloaded else "loaded but without a verdict"
        yield Finding(
            "stuck delivery", f"{dataset} {slice_}: delivery {shown(identity)} is {state}", "Run its ingest DAG again."
        )


def _rejected(conn: Connection) -> Iterator[Finding]:
    rows = conn.execute(
        """
        select a.dataset, a.slice, a.delivery_id, v.reason
        from ledger.latest_arrivals('infinity') as a
        inner join ledger.verdicts_in_force('infinity') as v using (delivery_id)
        where not v.accepted
        order by 1, 2
        """
    )
    for dataset, slice_, identity, reason in rows:
        yield Finding(
            "rejected delivery",
            f"{dataset} {slice_}: the latest delivery {shown(identity)} is rejected: {reason}",
            "An earlier accepted one still counts, if there is one. See naukograd deliveries --rejected.",
        )


def _raw_tables(conn: Connection) -> Iterator[Finding]:
    rows = conn.execute(
        """
        with partitions as (
            select c.oid::regclass::text as name, i.inhrelid is not null as attached, right(c.relname, 16) as hex
            from pg_class as c
            left join pg_inherits as i on c.oid = i.inhrelid
            where c.relnamespace = 'raw'::regnamespace and c.relkind = 'r' and c.relname ~ '_[0-9a-f]{16}$'
        )

        select p.name
        from partitions as p
        left join ledger.loads as l on p.hex = lpad(to_hex(l.delivery_id), 16, '0')
        where not p.attached or l.delivery_id is null
        """
    )
    for (name,) in rows:
        yield Finding("orphan rows", f"{name} belongs to no load", f"drop table {name};")


def _builds(conn: Connection) -> Iterator[Finding]:
    rows = conn.execute("select build_id, started_at from ledger.builds where published_at is null")
    for build_id, started_at in rows:
        yield Finding(
            "unfinished build",
            f"build {build_id}, begun {started_at:%Y-%m-%d %H:%M}, is not published",
            "Run build_marts again; what it needs is still there.",
        )


def _locks(conn: Connection) -> Iterator[Finding]:
    rows = conn.execute(
        """
        select
            a.pid,
            a.application_name,
            a.state,
            now() - a.xact_start as age,
            left(a.query, 80) as query,
            (select count(*) from pg_stat_activity as b where a.pid = any(pg_blocking_pids(b.pid))) as blocked
        from pg_stat_activity as a
        where a.datname = current_database() and a.pid <> pg_backend_pid()
        """
    )
    for pid, application, state, age, query, blocked in rows:
        if blocked or (age and age > LONG_TRANSACTION):
            open_for = f", open for {age}" if age else ""
            yield Finding(
                "lock holder",
                f"pid {pid} ({application or 'unnamed'}, {state}{open_for}) keeps {blocked} others waiting: {query}",
                f"If it should not be there: select pg_terminate_backend({pid});",
            )


def _releases(conn: Connection, settings: Settings) -> Iterator[Finding]:
    owner = conn.execute(
        "select tableowner from pg_tables where schemaname = 'releases' and tablename = 'releases'"
    ).fetchone()
    if owner != ("naukograd_sealed",):
        yield Finding(
            "sealed releases",
            "their tables belong to an account that works with the warehouse: triggers alone guard them",
            "Have an administrator make the role naukograd_sealed and give it schema releases and its tables.",
        )
    for (event_id,) in conn.execute(
        """
        select e.event_id from ledger.events as e left join releases.releases as r using (event_id)
        where e.kind = 'seal' and r.event_id is null order by 1
        """
    ):
        yield Finding("sealed releases", f"event {event_id} seals a release without rows", "Run naukograd migrate.")
    for (release_id,) in conn.execute("select release_id from releases.releases order by year, number"):
        if not (settings.releases / release_id).is_dir():
            yield Finding(
                "sealed releases",
                f"the folder of release {release_id} is missing under {settings.releases}",
                f"Run naukograd release restore {release_id}.",
            )


def _archive(conn: Connection, archive: Archive) -> Iterator[Finding]:
    named = {row[0] for row in conn.execute("select distinct sha256 from ledger.deliveries")}
    held = archive.hashes()
    for sha256 in sorted(named - held):
        yield Finding(
            "archive", f"the ledger names bytes that the archive lacks: {sha256}", "Restore them from the backup."
        )
    for sha256 in sorted(held - named - releases.objects(conn, archive)):
        yield Finding(
            "archive",
            f"bytes that no arrival names: {sha256}",
            "A run died before it recorded them; the next received the slice again. Delete the object, or keep it.",
        )
    known = {row[0] for row in conn.execute("select event_id from ledger.events")}
    kept = archive.event_ids()
    for identity in sorted(known - kept):
        yield Finding("archive", f"the ledger holds an event that the archive lacks: {identity}", "Restore the backup.")
    for identity in sorted(kept - known):
        yield Finding(
            "archive",
            f"an event of the archive is not in the ledger: {identity}",
            "Run naukograd migrate.",
        )
    for name in archive.altered_events():
        yield Finding(
            "archive",
            f"an event is not what was recorded under its name: {name}",
            "Restore it from the backup; ask who can write to the archive.",
        )
