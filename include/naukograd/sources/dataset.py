"""What every dataset declares, and the two shapes in which deliveries are read."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import BinaryIO, ClassVar

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.http import Http

UNDECLARED = "undeclared_"
"""Prefix of a column that a file has and no dataset declares; whatever it is called, it cannot be in our way."""

Row = tuple[str, Sequence[str | None]]
"""Place of a row in its delivery, and its values in the order of the dataset's columns."""


@dataclass(frozen=True)
class Column:
    """A column of ``raw.<dataset>`` and the header (or element) under which the source gives it."""

    name: str
    header: str


@dataclass(frozen=True)
class Question:
    """One slice to ask the source for.

    Attributes:
        slice: key under which a later delivery replaces an earlier one.
        known_version: what the source called the version we hold (Last-Modified), when it told.
    """

    slice: str
    address: str
    known_version: str | None = None


@dataclass(frozen=True)
class Statement:
    """An explicit, recorded statement that bytes existed earlier than we received them."""

    counts_from: datetime
    because: str


@dataclass(frozen=True)
class Answer:
    """A reply with bytes.

    Attributes:
        chunks: the body, to be consumed once.
        published_at: the source's own time of publication, where it says.
        version: the source's name for this version (Last-Modified), for asking again.
        is_sample: the reply declares itself sample data (header ``X-Sample-Data``).
        has_own_clock: it comes from a world whose present is not ours (header ``X-Sample-World``).
        statement: what the source itself shows of when the bytes existed (a law has its date).
        refusal: why the body is no answer at all (an HTML page for XML); None when it is one.
    """

    chunks: Iterable[bytes]
    address: str
    published_at: datetime | None = None
    version: str | None = None
    is_sample: bool = False
    has_own_clock: bool = False
    statement: Statement | None = None
    refusal: str | None = None


@dataclass(frozen=True)
class Request:
    """What a run asks for.

    Attributes:
        years: calendar years.
        bins: 12-digit BINs to ask about, for datasets whose slices name one.
        versions: of each slice already held, the source's name for its version.
    """

    years: Sequence[int]
    bins: Sequence[str] = ()
    versions: dict[str, str] = field(default_factory=dict)


class Dataset(ABC):
    """One kind of thing that a source gives. Subclasses say how it is asked for and read."""

    name: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    cadence: ClassVar[timedelta]
    """Without an arrival for longer than this, the source is stale."""
    asks_by_bin: ClassVar[bool] = False
    is_read_with_history: ClassVar[bool] = False
    """Whether models look at its superseded deliveries too: to say what was annulled, revised, or came late."""
    slice_example: ClassVar[str]

    @property
    def source(self) -> str:
        """The connection through which it is asked for: that of its source, unless it lies elsewhere."""
        return self.name.partition(".")[0]

    @property
    def table(self) -> str:
        """Name in schema ``raw``, and of the suite: ``kgd.payments_bulk`` → ``kgd_payments_bulk``."""
        return self.name.replace(".", "_")

    @property
    def staging(self) -> str:
        """Name of the staging model: ``stg_kgd__payments_bulk``."""
        return "stg_" + self.name.replace(".", "__")

    @abstractmethod
    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """The slices to ask for, in order."""

    @abstractmethod
    def ask(self, http: Http, question: Question) -> Answer | None:
        """The source's reply; None when it says that nothing has changed since ``question.known_version``.

        Raises:
            SourceUnavailable: no answer now; try later.
            BadReply: the source refuses for good (no such address, no permission).
        """

    @abstractmethod
    def slice_of(self, file: PurePath) -> str | None:
        """The slice that a file's name tells, for loading by hand; None when it tells none."""


class RowsDataset(Dataset):
    """Small deliveries, read in Python."""

    @abstractmethod
    def rows(self, body: BinaryIO) -> Iterator[Row]:
        """Every row as text.

        Raises:
            UnreadableDelivery: it cannot be opened or lacks a column.
        """


class CsvDataset(Dataset):
    """Bulk deliveries: a header and records that COPY reads; Python never touches a record."""

    def partition(self, delivery: str) -> str:
        """Name of the table in ``raw`` with the rows of that delivery (16 hexadecimal digits)."""
        return f"{self.table}_{delivery}"

    def header(self, line: bytes) -> list[str]:
        """Columns of ``raw`` in the order of the file's header ``line``; ``undeclared_<n>`` for any other.

        Raises:
            UnreadableDelivery: the header is no UTF-8 text, repeats a name, or lacks a declared column.
        """
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableDelivery(
                "the header is not UTF-8",
                where="line 1",
                remedy="Ask the source for UTF-8; windows-1251 is not read.",
            ) from None
        try:
            found = [name.strip() for name in next(csv.reader([text]), [])]
        except csv.Error as error:
            raise UnreadableDelivery(f"no header ({error})", where="line 1", remedy="Ask the source.") from None
        by_header = {column.header: column.name for column in self.columns}
        missing = [header for header in by_header if header not in found]
        if missing:
            strangers = [name for name in found if name not in by_header]
            raise UnreadableDelivery(
                f"no column {', '.join(missing)}; the file has instead: {', '.join(strangers) or 'nothing else'}",
                where="line 1",
                remedy="Was a column renamed? Ask the source, or declare the new name in include/naukograd/sources.",
            )
        twice = sorted(header for header in by_header if found.count(header) > 1)
        if twice:
            raise UnreadableDelivery(
                f"column {', '.join(twice)} stands twice in the header", where="line 1", remedy="Ask the source."
            )
        return [by_header.get(name, f"{UNDECLARED}{at}") for at, name in enumerate(found, start=1)]
