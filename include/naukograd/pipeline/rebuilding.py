"""The whole warehouse from the archive alone: what is done after it was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from naukograd.core import periods
from naukograd.core.database import Connection, connect
from naukograd.core.errors import UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries.archive import Archive
from naukograd.pipeline.building import build, write_report
from naukograd.pipeline.ingesting import each, load
from naukograd.pipeline.preparing import opened, prepare, replay
from naukograd.sources import DATASETS


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild brought back.

    Attributes:
        deliveries: deliveries loaded now.
        rows: their rows in ``raw``.
        releases: sealed reports whose rows are there again.
        as_of: the moment of the marts.
        build_id: None when those marts were published already.
    """

    events: int
    deliveries: int
    rows: int
    releases: int
    as_of: datetime
    build_id: str | None
    report: str | None


def rebuild(settings: Settings, step: Callable[[str], None]) -> Rebuilt:
    """Make everything again in an empty database; one that an earlier attempt left half done is completed.

    Verdicts are replayed, never judged again, and sealed releases come back as sealed. Events record no publications,
    so the marts are those of now; of sample data, whose world has a clock of its own, those of its latest moment.

    Args:
        step: is told what is being done.
    Raises:
        UsageError: the database holds something else, or events that this archive lacks.
    """
    archive = Archive(settings.archive, settings.state / "incoming")
    with connect(settings.warehouse_url) as conn:
        _refuse_what_is_not_ours(conn, archive)
    step("migrations, raw tables, seeds and staging views")
    prepare(settings)
    kept = len(archive.event_ids())
    step(f"{kept} events of the archive into the ledger")
    replay(settings)
    deliveries, rows = _load(settings, step)
    with opened(settings) as (conn, _):
        as_of, releases = _latest_moment(conn), _count(conn, "releases.releases")
        knows_anything = _count(conn, "ledger.current_deliveries('infinity')") > 0
    step(f"marts as of {as_of.isoformat()}")
    build_id = build(settings, as_of)
    step("report")
    report = write_report(settings) if knows_anything else None
    return Rebuilt(kept, deliveries, rows, releases, as_of, build_id, report)


def _refuse_what_is_not_ours(conn: Connection, archive: Archive) -> None:
    if conn.execute("select to_regclass('ledger.events')").fetchone() == (None,):
        strange = conn.execute(
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class as c
            inner join pg_namespace as n on c.relnamespace = n.oid
            where
                n.nspname !~ '^pg_'
                and n.nspname <> 'information_schema'
                and format('%I.%I', n.nspname, c.relname) not in (
                    'public.schema_migrations', 'public.schema_migrations_pkey'
                )
            order by n.nspname, c.relname
            limit 1
            """
        ).fetchone()
        if strange:
            raise UsageError(
                f"the database is not empty: it holds {strange[0]}, and no ledger of ours",
                where="WAREHOUSE_URL",
                remedy="Make an empty database and give its address.",
            )
        return
    known = {row[0] for row in conn.execute("select event_id from ledger.events")}
    if unknown := known - archive.event_ids():
        raise UsageError(
            f"the database holds {len(unknown)} events that the archive lacks, such as {min(unknown)}: "
            "one of the two is not of this installation, or the archive has lost them",
            where="WAREHOUSE_URL",
            remedy="Restore the archive first, or rebuild into an empty database; this one was left as it is.",
        )


def _load(settings: Settings, step: Callable[[str], None]) -> tuple[int, int]:
    """Load all that anybody ever accepted."""
    with opened(settings) as (conn, _):
        step(f"{_count(conn, 'ledger.deliveries')} deliveries into raw")
    done = each(list(DATASETS), lambda dataset: load(settings, dataset))
    return sum(one["loaded"] for one in done), sum(one["rows"] for one in done)


def _latest_moment(conn: Connection) -> datetime:
    row = conn.execute("select max(counts_from) from ledger.arrivals").fetchone()
    return max(periods.now(), row[0]) if row and row[0] else periods.now()


def _count(conn: Connection, relation: str) -> int:
    row = conn.execute(f"select count(*) from {relation}").fetchone()
    assert row is not None
    return int(row[0])
