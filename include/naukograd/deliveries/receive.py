"""Receiving: what a source answers, or a person hands over, becomes archived bytes and an arrival."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from naukograd.core.database import Connection
from naukograd.core.errors import BadReply, NaukogradError, UsageError
from naukograd.deliveries import inquiries, ledger
from naukograd.deliveries.archive import CHUNK, Archive, Stored
from naukograd.deliveries.ledger import Receipt, delivery_id, shown
from naukograd.sources.dataset import Answer, Dataset, Question, Request, Statement
from naukograd.sources.http import Endpoint, Http, without_query

log = logging.getLogger(__name__)


@dataclass
class Received:
    """Tally of one run's receipts of a dataset."""

    dataset: str
    asked: int = 0
    arrivals: int = 0
    new_deliveries: int = 0
    unchanged: int = 0
    bytes: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Receiver:
    """What every receipt of one run needs.

    Attributes:
        clock: tells the moment of receipt.
        statement: counts_from of a run against the sample world; refused for other replies, unless they show a date
            of their own.
    """

    conn: Connection
    archive: Archive
    dataset: Dataset
    run_id: str
    clock: Callable[[], datetime]
    statement: Statement | None = None

    def fetch(self, endpoint: Endpoint, request: Request) -> Received:
        """Ask for every slice. One that fails does not keep the others from arriving.

        Raises:
            NaukogradError: the first failure, after all slices were tried; transient if any was.
        """
        tally = Received(self.dataset.name)
        failures: list[NaukogradError] = []
        done = inquiries.received_in(self.conn, self.dataset.name, self.run_id)
        with Http(endpoint) as http:
            for question in self.dataset.questions(http, request):
                tally.asked += 1
                if (question.slice, without_query(question.address)) in done:
                    continue
                try:
                    self._receive(http, question, tally)
                except NaukogradError as error:
                    log.warning("%s %s: %s", self.dataset.name, question.slice, error)
                    failures.append(error)
        log.info("%s: received %s", self.dataset.name, tally.as_dict())
        if failures:
            raise _first_of(failures, self.dataset.name, tally.asked)
        return tally

    def take(self, slice_: str, file: Path) -> Received:
        """Take a file that a person hands over."""
        with file.open("rb") as opened:
            stored = self.archive.store(iter(lambda: opened.read(CHUNK), b""))
        tally = Received(self.dataset.name, asked=1, bytes=stored.size)
        self._arrive(slice_, stored, {"file": file.name}, tally)
        return tally

    def _receive(self, http: Http, question: Question, tally: Received) -> None:
        answer = self.dataset.ask(http, question)
        if answer is None:
            tally.unchanged += 1
            return
        if self.statement and not (answer.has_own_clock or answer.statement):
            raise UsageError(
                "counts_from was given for a reply that is not the sample world's",
                where=f"{self.dataset.name} {question.slice}",
                remedy="What a source answers counts from when it is received. Use naukograd load for earlier bytes.",
            )
        stored = self.archive.store(_counted(answer, tally))
        origin = {"address": without_query(answer.address), "version": answer.version}
        self._arrive(question.slice, stored, origin, tally, answer)
        if answer.refusal:
            self._refuse(question.slice, stored, answer.refusal)

    def _arrive(
        self, slice_: str, stored: Stored, origin: dict[str, Any], tally: Received, answer: Answer | None = None
    ) -> None:
        receipt = Receipt(
            received_at=self.clock(),
            origin={**origin, "run_id": self.run_id},
            is_sample=answer.is_sample if answer else False,
            has_own_clock=answer.has_own_clock if answer else False,
            published_at=answer.published_at if answer else None,
            statement=(answer.statement if answer else None) or self.statement,
        )
        identity = delivery_id(self.dataset.name, slice_, stored.sha256)
        known = self.conn.execute("select 1 from ledger.deliveries where delivery_id = %s", [identity]).fetchone()
        ledger.apply(self.conn, ledger.arrival(self.archive, self.dataset.name, slice_, stored, receipt))
        tally.arrivals += 1
        tally.new_deliveries += known is None
        log.info("%s %s: %s delivery %s", self.dataset.name, slice_, "known" if known else "new", shown(identity))

    def _refuse(self, slice_: str, stored: Stored, reason: str) -> None:
        reject(self.conn, self.archive, self.dataset.name, slice_, stored.sha256, reason, self.clock())
        raise BadReply(
            reason,
            where=f"{self.dataset.name} {slice_}",
            remedy=f"Its bytes are kept (sha256 {stored.sha256[:16]}); what was published stays. Ask the source.",
        )


def reject(
    conn: Connection, archive: Archive, dataset: str, slice_: str, sha256: str, reason: str, at: datetime
) -> None:
    """Record that the reader could make nothing of a delivery."""
    identity = shown(delivery_id(dataset, slice_, sha256))
    says = "The delivery opens and has its columns."
    record = {
        "gate": "reader",
        "subject": dataset,
        "ran_at": at.isoformat(),
        "passed": False,
        "deliveries": [{"delivery_id": identity, "slice": slice_, "accepted": False, "reason": reason}],
        "checks": [
            {
                "check": "readable",
                "says": says,
                "severity": "critical",
                "passed": False,
                "count": 1,
                "of": 1,
                "sample": [{"delivery": identity, "slice": slice_, "place": "", "values": {"reason": reason}}],
            }
        ],
    }
    verdict = {"dataset": dataset, "slice": slice_, "sha256": sha256, "accepted": False, "reason": reason}
    ledger.apply(conn, ledger.gate_run(archive, record, [verdict], at))


def _counted(answer: Answer, tally: Received) -> Iterator[bytes]:
    for chunk in answer.chunks:
        tally.bytes += len(chunk)
        yield chunk


def _first_of(failures: list[NaukogradError], dataset: str, asked: int) -> NaukogradError:
    transient = [error for error in failures if error.transient]
    first = (transient or failures)[0]
    return type(first)(
        f"{len(failures)} of {asked} slices did not arrive; the first: {first.what}",
        where=first.where or dataset,
        remedy=first.remedy,
    )
