"""What DAGs and the command line call: receive, load, judge, build, publish. Any verb may be run again at any time."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from naukograd import reporting
from naukograd.core import periods
from naukograd.core.database import Connection, connect, exclusive, migrate
from naukograd.core.errors import GateFailed, UnreadableDelivery, UsageError
from naukograd.core.settings import PROJECT, Settings
from naukograd.deliveries import ledger
from naukograd.deliveries import load as loading
from naukograd.deliveries.archive import Archive
from naukograd.deliveries.ledger import Delivery, Statement, shown
from naukograd.deliveries.receive import Receiver, reject
from naukograd.sources import DATASETS
from naukograd.sources import dataset as dataset_named
from naukograd.sources.dataset import Request, RowsDataset
from naukograd.sources.http import Endpoint
from naukograd.warehouse import builds, dbt
from naukograd.warehouse import publish as publishing

log = logging.getLogger(__name__)

EXPECTATIONS = PROJECT / "expectations"
CANDIDATE = "candidate"


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Connection, Archive]]:
    """The warehouse and the archive, the ledger brought up to what the archive knows."""
    archive = Archive(settings.archive, settings.state / "incoming")
    with connect(settings.warehouse_url) as conn:
        if conn.execute("select to_regclass('ledger.events')").fetchone() == (None,):
            raise UsageError("the warehouse has no tables yet", where="WAREHOUSE_URL", remedy="Run naukograd migrate.")
        if replayed := ledger.replay(conn, archive):
            log.info("replayed %d events that the ledger lacked", replayed)
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
        staged = _staged_by(conn)
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


def statement(counts_from: str | None, because: str | None) -> Statement | None:
    """The statement that bytes counted earlier than they were received, from its two texts.

    Raises:
        UsageError: one is given without the other.
    """
    if not counts_from and not because:
        return None
    if not counts_from or not because:
        raise UsageError("counts_from and because go together", remedy="Say from when the bytes count, and why.")
    return Statement(periods.parse_moment(counts_from), because)


def fetch(
    settings: Settings,
    dataset: str,
    endpoint: Endpoint,
    *,
    years: Sequence[int],
    statement: Statement | None,
    run_id: str,
) -> dict[str, Any]:
    """Ask the source for the slices of those years; what it answers is archived and recorded.

    Returns:
        Tally: asked, arrivals, new_deliveries, unchanged, bytes.
    Raises:
        NaukogradError: some slice did not arrive; the others did.
    """
    source = dataset_named(dataset)
    with opened(settings) as (conn, archive):
        moment = statement.counts_from if statement else periods.now()
        request = Request(
            years=years,
            bins=_participants_bins(conn, moment) if source.asks_by_bin else (),
            versions=ledger.versions(conn, dataset, moment),
        )
        receiver = Receiver(conn, archive, source, run_id, periods.now, statement)
        return receiver.fetch(endpoint, request).as_dict()


def is_idle(settings: Settings, dataset: str, *, run_id: str) -> bool:
    """Whether a run that has asked its source has nothing left to do: all that came is known, judged and published.

    A delivery that an earlier run left half-way, or one that came again although it is rejected, is work.
    """
    with opened(settings) as (conn, _):
        return not (
            ledger.to_load(conn, dataset)
            or ledger.to_judge(conn, dataset)
            or ledger.rejected_in(conn, dataset, run_id)
            or builds.is_needed(conn, periods.now(), dbt.code_version())
        )


def load_file(
    settings: Settings, dataset: str, file: Path, *, slice_: str | None, statement: Statement | None
) -> dict[str, Any]:
    """Take a file by hand through the very same path: archive, ledger, ``raw``, gate.

    Raises:
        UsageError: the slice is neither given nor told by the file's name.
        GateFailed: it was rejected.
    """
    source = dataset_named(dataset)
    found = slice_ or source.slice_of(file)
    if found is None:
        raise UsageError(
            f"the name {file.name} does not tell the slice",
            where=dataset,
            remedy=f"Give --slice {source.slice_example}.",
        )
    run_id = f"by hand {periods.now().isoformat()}"
    with opened(settings) as (conn, archive):
        tally = Receiver(conn, archive, source, run_id, periods.now, statement).take(found, file)
    return {**tally.as_dict(), **load(settings, dataset), **judge(settings, dataset, run_id=run_id)}


def load(settings: Settings, dataset: str) -> dict[str, Any]:
    """Bring every received delivery's rows into ``raw``; what cannot be read is rejected and kept in the archive.

    Raises:
        NoRoom: the disk is too full to begin.
        UnreadableDelivery: one that was accepted before, so that the fault is ours.
    """
    source = dataset_named(dataset)
    with opened(settings) as (conn, archive), exclusive(conn, f"load {dataset}"):
        pending = ledger.to_load(conn, dataset)
        loading.check_room(pending, settings.state, settings.min_free_bytes)

        def refuse(delivery: Delivery, reason: str) -> None:
            if ledger.is_judged(conn, delivery):
                # It was read before: history is not to change because our reader did.
                raise UnreadableDelivery(
                    f"a delivery that was accepted cannot be read any more: {reason}",
                    where=f"{dataset} {delivery.slice}",
                    remedy="Mend the reader: what it could read it must go on reading.",
                )
            reject(conn, archive, dataset, delivery.slice, delivery.sha256, reason, periods.now())

        loaded, rows = loading.load(conn, archive, source, pending, refuse)
        if loaded and isinstance(source, RowsDataset):
            # Fresh statistics, or the first build plans for an empty table. Bulk partitions bring their own.
            conn.execute(f'analyze raw."{source.table}"')
    return {"dataset": dataset, "loaded": loaded, "rows": rows, "unreadable": len(pending) - loaded}


def judge(settings: Settings, dataset: str, *, run_id: str) -> dict[str, Any]:
    """Put all loaded deliveries without a verdict before the gate, once, and record what it finds.

    Raises:
        GateFailed: a delivery that arrived in this run is rejected, now or since an earlier run.
    """
    from naukograd import gate

    with opened(settings) as (conn, archive), exclusive(conn, f"judge {dataset}"):
        pending = {loaded.delivery.id: loaded for loaded in ledger.to_judge(conn, dataset)}
        if pending:
            ran_at = periods.now()
            record = gate.judge_deliveries(
                settings.warehouse_url,
                dataset,
                [
                    gate.PendingDelivery(p.delivery.id, p.delivery.slice, p.rows, p.counts_from)
                    for p in pending.values()
                ],
                EXPECTATIONS,
                ran_at,
            )
            for line in record.lines():
                log.info("%s", line)
            verdicts = [
                {
                    "dataset": dataset,
                    "slice": verdict.slice,
                    "sha256": pending[verdict.delivery_id].delivery.sha256,
                    "accepted": verdict.accepted,
                    "reason": verdict.reason,
                }
                for verdict in record.verdicts
            ]
            ledger.apply(conn, ledger.gate_run(archive, record.to_json(), verdicts, ran_at))
        rejected = ledger.rejected_in(conn, dataset, run_id)
    if rejected:
        delivery, reason = rejected[0]
        raise GateFailed(
            f"{len(rejected)} deliveries are rejected; the first, delivery {shown(delivery.id)}: {reason}",
            where=f"{dataset} {delivery.slice}",
            remedy="What was published stays. Have the source mend and resend it.",
        )
    return {"dataset": dataset, "judged": len(pending)}


def needs_build(settings: Settings, as_of: datetime) -> bool:
    """Whether marts as of that moment could differ from the published ones."""
    with opened(settings) as (conn, _):
        return builds.is_needed(conn, as_of, dbt.code_version())


def begin_build(settings: Settings, as_of: datetime) -> str | None:
    """Fix the list of deliveries that a build sees.

    Returns:
        The build's identity; None when nothing is new since the published build.
    """
    code = dbt.code_version()
    with opened(settings) as (conn, _):
        if _staged_by(conn) != code:
            raise UsageError(
                "the warehouse was prepared by another version of the code", remedy="Run naukograd migrate first."
            )
    # After the warehouse was lost, the ledger is replayed at once but rows come back dataset by dataset.
    for dataset in DATASETS:
        load(settings, dataset)
    with opened(settings) as (conn, _):
        return builds.begin(conn, as_of, code).id if builds.is_needed(conn, as_of, code) else None


def build_per_delivery(settings: Settings, build_id: str) -> None:
    """Compute what is computed once per delivery, for those deliveries of the build that lack it."""
    _dbt(settings, build_id, "per_delivery", ["run", "--select", "path:models/per_delivery"])


def build_candidate(settings: Settings, build_id: str) -> None:
    """Compute the marts in the candidate schema, which nobody reads, and test our SQL's keys and contracts."""
    selectors = ["path:models/as_of", "path:models/marts"]
    _dbt(settings, build_id, "candidate", ["build", "--select", *selectors, "--exclude-resource-type", "unit_test"])


def judge_candidate(settings: Settings, build_id: str) -> None:
    """Put the candidate before the gate.

    Raises:
        GateFailed: naming each critical check that failed; the published marts stay as they were.
    """
    from naukograd import gate

    with opened(settings) as (conn, archive):
        builds.find(conn, build_id)
        ran_at = periods.now()
        record = gate.judge_marts(settings.warehouse_url, build_id, CANDIDATE, EXPECTATIONS, ran_at)
        for line in record.lines():
            log.info("%s", line)
        ledger.apply(conn, ledger.gate_run(archive, record.to_json(), [], ran_at))
    if not record.passed:
        critical = [check.line() for check in record.failed if check.severity == "critical"]
        raise GateFailed(
            " ".join(critical),
            where=f"build {build_id}",
            remedy="What was published stays; mend the data and build again.",
        )


def publish(settings: Settings, build_id: str) -> dict[str, int]:
    """Replace the published marts by the candidate in one transaction.

    Returns:
        Rows per mart.
    """
    with opened(settings) as (conn, _), exclusive(conn, "publish"):
        build = builds.find(conn, build_id)
        contract = dbt.contract(settings, "candidate")
        return publishing.publish(conn, build, CANDIDATE, contract)


def build(settings: Settings, as_of: datetime) -> str | None:
    """All steps of a build, one after the other.

    Returns:
        The build's identity; None when nothing is new since the published build.
    """
    build_id = begin_build(settings, as_of)
    if build_id is not None:
        for step in (build_per_delivery, build_candidate, judge_candidate, publish):
            step(settings, build_id)
    return build_id


def write_page(settings: Settings) -> str:
    """Render what is published as PDF and HTML.

    Returns:
        Address of the HTML page.
    """
    from naukograd.report.render import render

    with opened(settings) as (conn, _):
        rendered = render(reporting.report(conn), settings.pages)
    return str(rendered.html)


def replay(settings: Settings) -> int:
    """Bring every event that the archive holds and the ledger lacks into the ledger, however old.

    Returns:
        Number of events.
    """
    with opened(settings) as (conn, archive):
        return ledger.replay(conn, archive, everything=True)


def _staged_by(conn: Connection) -> str | None:
    """Version of the code that made seeds and staging views; it stands as a comment on their schema."""
    row = conn.execute("select obj_description(to_regnamespace('staging'), 'pg_namespace')").fetchone()
    return row[0] if row else None


def _dbt(settings: Settings, build_id: str, layer: str, command: list[str]) -> None:
    with opened(settings) as (conn, _):
        variables = builds.find(conn, build_id).variables(CANDIDATE)
    dbt.run(settings, layer, command, variables)


def _participants_bins(conn: Connection, moment: datetime) -> list[str]:
    """BINs, of heads and branches, that any register current at the moment names."""
    rows = conn.execute(
        """
        select distinct unnest(array[p.bin] || p.branch_bins) as bin
        from staging.stg_filings__participants as p
        inner join ledger.current_deliveries(%s) as c using (delivery_id)
        order by 1
        """,
        [moment],
    )
    bins = [str(row[0]) for row in rows]
    if not bins:
        raise UsageError(
            "no register of participants is accepted, so there is nobody to ask about",
            where="filings.participants",
            remedy="Run ingest_filings first.",
        )
    return bins
