"""From a source's answer to a verdict on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from naukograd.core import periods
from naukograd.core.database import Connection, exclusive
from naukograd.core.errors import GateFailed, NaukogradError, UnreadableDelivery, UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import inquiries, ledger
from naukograd.deliveries import load as loading
from naukograd.deliveries.ledger import Delivery, shown
from naukograd.deliveries.receive import Receiver, reject
from naukograd.pipeline.preparing import EXPECTATIONS, opened, tell
from naukograd.sources import dataset as dataset_named
from naukograd.sources.dataset import Request, RowsDataset, Statement
from naukograd.sources.http import Endpoint
from naukograd.warehouse import builds, dbt

log = logging.getLogger(__name__)


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
            versions=inquiries.versions(conn, dataset, moment),
        )
        receiver = Receiver(conn, archive, source, run_id, periods.now, statement)
        return receiver.fetch(endpoint, request).as_dict()


def is_idle(settings: Settings, datasets: Sequence[str], *, run_id: str, announces: bool) -> bool:
    """Whether a run that has asked its sources has nothing left to do: all that came is known, judged and published.

    A delivery that an earlier run left half-way, or one that came again although it is rejected, is work.

    Args:
        announces: whether a build that is due, be it for another reason, is work as well.
    """
    with opened(settings) as (conn, _):
        if announces and builds.is_needed(conn, periods.now(), dbt.code_version()):
            return False
        return not any(
            inquiries.to_load(conn, dataset)
            or inquiries.to_judge(conn, dataset)
            or inquiries.rejected_in(conn, dataset, run_id)
            for dataset in datasets
        )


def each(datasets: Sequence[str], verb: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
    """What ``verb`` gives for each dataset, one after the other. One that fails does not keep the next from its turn.

    Raises:
        NaukogradError: the first failure (a transient one before others), after all had their turn.
    """
    done: list[dict[str, Any]] = []
    failures: dict[str, NaukogradError] = {}
    for dataset in datasets:
        try:
            done.append(verb(dataset))
        except NaukogradError as error:
            log.warning("%s: %s", dataset, error)
            failures[dataset] = error
    if failures:
        named = next((name for name, error in failures.items() if error.transient), next(iter(failures)))
        others, told = [name for name in failures if name != named], failures[named]
        also = f"; failed as well, each with a line above: {', '.join(others)}" if others else ""
        where = told.where if named in told.where else f"{named}, {told.where}".rstrip(", ")
        raise type(told)(told.what + also, where=where, remedy=told.remedy)
    return done


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
        pending = inquiries.to_load(conn, dataset)
        loading.check_room(pending, settings.state, settings.min_free_bytes)

        def refuse(delivery: Delivery, reason: str) -> None:
            if inquiries.is_judged(conn, delivery):
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
        pending = {loaded.delivery.id: loaded for loaded in inquiries.to_judge(conn, dataset)}
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
            tell(record)
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
        rejected = inquiries.rejected_in(conn, dataset, run_id)
    if rejected:
        delivery, reason = rejected[0]
        raise GateFailed(
            f"{len(rejected)} deliveries are rejected; the first, delivery {shown(delivery.id)}: {reason}",
            where=f"{dataset} {delivery.slice}",
            remedy="What was published stays. Have the source mend and resend it.",
        )
    return {"dataset": dataset, "judged": len(pending)}


def _participants_bins(conn: Connection, moment: datetime) -> list[str]:
    """BINs, of heads and branches, that any register current at the moment names."""
    rows = conn.execute(
        """
        select distinct unnest(array[p.bin] || p.branch_bins) as bin
        from staging.stg_filings__participants as p
        inner join ledger.current_deliveries(%s) as c using (delivery_id)
        """,
        [moment],
    )
    bins = sorted(str(row[0]) for row in rows)
    if not bins:
        raise UsageError(
            "no register of participants is accepted, so there is nobody to ask about",
            where="filings.participants",
            remedy="Run ingest_filings first.",
        )
    return bins
