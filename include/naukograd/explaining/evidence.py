"""Rows at the end of a lineage with what a person needs to look them up: the delivery, the place, the bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from psycopg.rows import class_row

from naukograd.core.database import Connection
from naukograd.deliveries.archive import Archive
from naukograd.deliveries.ledger import shown
from naukograd.explaining.files import Files
from naukograd.explaining.lineage import Input
from naukograd.explaining.places import Spot, seed_spot, spots
from naukograd.sources import DATASETS
from naukograd.warehouse.states import State

BYTES_OF = 20
"""Rows of one place (all payments of a payer, say) whose bytes are shown."""


@dataclass(frozen=True)
class Delivery:
    """Bytes that a state of knowledge rests on.

    Attributes:
        delivery: its identity, as records write it.
        received_at: when we had them; None where the ledger lacks the arrival.
        counts_from: from when they count as known.
        because: the statement, where they count from earlier than we had them.
    """

    delivery: str
    dataset: str
    slice: str
    sha256: str
    size_bytes: int
    published_at: datetime | None
    received_at: datetime | None
    counts_from: datetime
    because: str | None
    address: str | None
    is_sample: bool


@dataclass(frozen=True)
class Row:
    """A row that a figure rests on.

    Attributes:
        delivery: identity of its delivery; None where a file holds it.
        file: of a seed, below the project's folder or (``2026.1/…``) the releases; of a record, below the archive.
        place: where in the delivery or the file.
        header: under which it gives the value.
    """

    role: str
    value: Decimal | None
    counted_as: str | None
    participant_bin: str | None
    delivery: str | None
    file: str | None
    place: str | None
    header: str | None


def rows(inputs: Sequence[Input]) -> list[Row]:
    """The inputs as they are shown."""
    return [
        Row(
            each.role,
            each.value,
            each.counted_as,
            each.participant_bin,
            shown(each.delivery_id) if each.delivery_id is not None else None,
            each.file,
            _place(each),
            _header(each.dataset, each.field),
        )
        for each in inputs
    ]


def _place(each: Input) -> str | None:
    if each.place is None or each.dataset is None:
        return each.place
    column, begins, value = each.place.partition("=")
    # A place that is a condition names the column as the source does.
    header = {column.name: column.header for column in DATASETS[each.dataset].columns}.get(column)
    return f"{header}={value}" if begins and header else each.place


def _header(dataset: str | None, field: str | None) -> str | None:
    if dataset is None or field is None:
        return field
    return next(column.header for column in DATASETS[dataset].columns if column.name == field)


def deliveries(conn: Connection, state: State, build_id: str, wanted: Sequence[int]) -> dict[str, Delivery]:
    """The deliveries of a state, by identity: when they came, what they are.

    A release's figures may rest on what another one pins, which it is held against.
    """
    if state.release_id is None:
        listed, scope, order = "ledger.build_deliveries", "l.build_id = %(scope)s", "order by d.delivery_id"
    else:
        listed, scope = "releases.deliveries", "true"
        order = 'order by d.delivery_id, cast(l.release_id = %(scope)s as int) desc, l.release_id collate "C"'
    with conn.cursor(row_factory=class_row(_Listed)) as cursor:
        found = cursor.execute(
            f"""
            select distinct on (d.delivery_id)
                d.delivery_id, d.dataset, d.slice, d.sha256, d.size_bytes, l.published_at, a.received_at,
                l.counts_from, a.because, a.origin ->> 'address' as address, l.is_sample
            from {listed} as l
            inner join ledger.deliveries as d using (delivery_id)
            left join ledger.arrivals as a on l.arrival_event = a.event_id
            where {scope} and l.delivery_id = any(%(wanted)s)
            {order}
            """,
            {"scope": state.release_id or build_id, "wanted": list(wanted)},
        ).fetchall()
    return {each.delivery.delivery: each.delivery for each in found}


class _Listed:
    def __init__(self, delivery_id: int, **told: object) -> None:
        self.delivery = Delivery(shown(delivery_id), **told)  # type: ignore[arg-type]


class Bytes:
    """Reads places of deliveries and files; what was opened last stays open, for rows come delivery by delivery."""

    def __init__(self, archive: Archive, files: Files, known: dict[str, Delivery]) -> None:
        self._known = known
        self._file = lru_cache(maxsize=1)(files.read)
        self._body = lru_cache(maxsize=1)(lambda sha256: _whole(archive, sha256))

    def at(self, row: Row) -> Iterator[Spot]:
        """What stands at a row's place.

        Raises:
            NaukogradError: the archive lacks the bytes, or they hold no such place.
        """
        if row.file:
            body, place, header = self._file(row.file), row.place or "", row.header or ""
            yield from spots(body, place, header) if row.file.endswith(".json") else [seed_spot(body, place, header)]
        elif row.delivery and row.place and row.header:
            for shown_already, spot in enumerate(
                spots(self._body(self._known[row.delivery].sha256), row.place, row.header)
            ):
                if shown_already == BYTES_OF:
                    return
                yield spot


def _whole(archive: Archive, sha256: str) -> bytes:
    with archive.open(sha256) as file:
        return file.read()
