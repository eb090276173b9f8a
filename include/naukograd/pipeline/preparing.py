"""An opened warehouse, and how an empty or older one is brought to this code."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from naukograd.core.database import Connection, connect, migrate
from naukograd.core.errors import UsageError
from naukograd.core.settings import PROJECT, Settings
from naukograd.deliveries import ledger
from naukograd.deliveries import load as loading
from naukograd.deliveries.archive import Archive
from naukograd.releases.rows import restore as restore_releases
from naukograd.sources import DATASETS
from naukograd.warehouse import dbt

if TYPE_CHECKING:
    from naukograd.gate import GateRecord

log = logging.getLogger(__name__)

EXPECTATIONS = PROJECT / "expectations"


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Connection, Archive]]:
    """The warehouse and the archive, the ledger and sealed releases brought up to what the archive knows."""
    archive = Archive(settings.archive, settings.state / "incoming")
    with connect(settings.warehouse_url) as conn:
        if conn.execute("select to_regclass('ledger.events')").fetchone() == (None,):
            raise UsageError("the warehouse has no tables yet", where="WAREHOUSE_URL", remedy="Run naukograd migrate.")
        if replayed := ledger.replay(conn, archive):
            log.info("replayed %d events that the ledger lacked", replayed)
        restore_releases(conn, archive)
        yield conn, archive


def prepare(settings: Settings) -> list[str]:
    """Bring an empty or older warehouse to this code: migrations, raw tables, seeds and staging views.

    Returns:
        The migrations applied now.
    """
    code = dbt.code_version()
    Archive(settings.archive, settings.state / "incoming").sweep()
    with connect(settings.warehouse_url) as conn:
        migrated = migrate(conn)
        loading.create_raw_tables(conn, list(DATASETS.values()))
        staged = staged_by(conn)
    if staged != code:
        dbt.run(
            settings,
            "prepare",
            ["build", "--select", "path:seeds", "path:models/staging", "--exclude-resource-type", "test", "unit_test"],
        )
        with connect(settings.warehouse_url) as conn:
            # The views say which code made them, so that the next start need not ask dbt.
            conn.execute(f"comment on schema staging is '{code}'")
    return migrated


def replay(settings: Settings) -> int:
    """Bring every event that the archive holds and the ledger lacks into the ledger, however old, and sealed releases
    with them.

    Returns:
        Number of events.
    """
    # Not `opened`, which would replay the recent ones before they are counted.
    archive = Archive(settings.archive, settings.state / "incoming")
    with connect(settings.warehouse_url) as conn:
        replayed = ledger.replay(conn, archive, everything=True)
        restore_releases(conn, archive)
        return replayed


def staged_by(conn: Connection) -> str | None:
    """Version of the code that made seeds and staging views; it stands as a comment on their schema."""
    row = conn.execute("select obj_description(to_regnamespace('staging'), 'pg_namespace')").fetchone()
    return row[0] if row else None


def tell(record: GateRecord) -> None:
    """Log a gate's run: its summary, and what failed as warnings."""
    summary, *failed = record.lines()
    log.info("%s", summary)
    for line in failed:
        log.warning("%s", line)
