"""The archive: content-addressed bytes and small immutable events. It alone rebuilds the warehouse.

objects/ab/cdef…                                  bytes, named by their SHA-256
events/2026-11-22/013045.123456-arrival-<id>.json what happened, named by the SHA-256 of its canonical JSON
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from fsspec.implementations.local import LocalFileSystem
from upath import UPath

from naukograd.core.errors import NaukogradError

CHUNK = 1 << 18
"""Bytes read and written at a time: few enough to stay in a core's cache on their way, as megabytes do not."""


DEAD_AFTER = 24 * 3600
"""Seconds after which bytes that still wait for their name belong to a run that died."""


@dataclass(frozen=True)
class Stored:
    """Bytes in the archive."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Event:
    """Something that happened: an arrival, a run of a gate, a person's verdict. Immutable, and named by its content."""

    id: str
    day: date
    kind: str
    body: dict[str, Any]


class Archive:
    """Object storage under one root: a local folder or any fsspec address."""

    def __init__(self, root: str, incoming: Path) -> None:
        """``incoming``: local folder in which bytes wait until their hash, and so their name, is known."""
        self.root = UPath(root)
        self._local = self.root.protocol in ("", "file", "local")
        # A rename is atomic only within one file system, so a local archive keeps its own.
        self._incoming = Path(self.root.path) / "incoming" if self._local else incoming
        self._incoming.mkdir(parents=True, exist_ok=True)
        if not self._local:
            # fsspec remembers listings for the life of the process, in which others go on writing events.
            self.root.fs.invalidate_cache()

    def store(self, chunks: Iterable[bytes]) -> Stored:
        """Write the bytes and name them by their hash; equal bytes are stored once. Never held in memory."""
        digest, size = hashlib.sha256(), 0
        waiting = self._incoming / uuid4().hex
        try:
            with waiting.open("wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            self._put(waiting, self._object(digest.hexdigest()))
        finally:
            waiting.unlink(missing_ok=True)
        return Stored(digest.hexdigest(), size)

    def open(self, sha256: str) -> BinaryIO:
        """The bytes of that hash.

        Raises:
            NaukogradError: the archive lacks them.
        """
        try:
            return self._object(sha256).open("rb")
        except FileNotFoundError:
            raise NaukogradError(
                "the archive lacks bytes that the ledger names",
                where=f"sha256 {sha256}",
                remedy="Restore the archive from its backup; naukograd doctor lists all that is missing.",
            ) from None

    def record(self, kind: str, body: dict[str, Any], at: datetime) -> Event:
        """Keep an event before the transaction that acts on it; the same event again is the same file."""
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        identity = event_id(kind, text.encode())
        waiting = self._incoming / uuid4().hex
        with waiting.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        day = at.date()
        self._put(waiting, self.root / "events" / day.isoformat() / f"{at:%H%M%S.%f}-{kind}-{identity}.json")
        waiting.unlink(missing_ok=True)
        return Event(identity, day, kind, body)

    def events(self, since: date | None, except_for: set[str]) -> Iterator[Event]:
        """Events of the days from ``since`` on (all, if None), without those named: arrivals first, for whatever else
        happened is about what arrived, and a clock may have been set back between; each kind in order of time.

        Raises:
            NaukogradError: the content of one does not have the name it bears.
        """
        folder = self.root / "events"
        if not folder.exists():
            return
        files = sorted(
            (_kind(name) != "arrival", day, name)
            for day in _names(folder)
            if not since or day >= since.isoformat()
            for name in _names(folder / day)
            if _identity(name) not in except_for
        )
        for _, day, name in files:
            identity, kind, content = _identity(name), _kind(name), (folder / day / name).read_bytes()
            if event_id(kind, content) != identity:
                raise NaukogradError(
                    "an event of the archive is not what was recorded under its name: it was altered or damaged",
                    where=f"{day}/{name}",
                    remedy="Restore this file from the backup; naukograd doctor lists all like it.",
                )
            yield Event(identity, date.fromisoformat(day), kind, json.loads(content))

    def addresses(self, days: Iterable[date]) -> dict[str, str]:
        """Of each event of those days, where it lies below the root: ``events/<day>/<file>``."""
        folders = (self.root / "events" / day.isoformat() for day in sorted(set(days)))
        return {
            _identity(name): f"events/{folder.name}/{name}"
            for folder in folders
            if folder.exists()
            for name in _names(folder)
        }

    def read(self, address: str) -> bytes | None:
        """The bytes that lie at an address below the root; None where nothing does."""
        file = self.root / address
        return file.read_bytes() if file.exists() else None

    def event_ids(self) -> set[str]:
        """Names of all events held."""
        folder = self.root / "events"
        if not folder.exists():
            return set()
        return {_identity(name) for day in _names(folder) for name in _names(folder / day)}

    def altered_events(self) -> list[str]:
        """Day and name of events whose content does not have the name it bears."""
        folder = self.root / "events"
        if not folder.exists():
            return []
        return sorted(
            f"{day.name}/{file.name}"
            for day in folder.iterdir()
            for file in day.iterdir()
            if event_id(_kind(file.name), file.read_bytes()) != _identity(file.name)
        )

    def sweep(self) -> None:
        """Remove bytes that a run, dead for a day at least, left without a name."""
        for file in self._incoming.iterdir():
            if time.time() - file.stat().st_mtime > DEAD_AFTER:
                file.unlink(missing_ok=True)

    def hashes(self) -> set[str]:
        """SHA-256 of all bytes held."""
        folder = self.root / "objects"
        if not folder.exists():
            return set()
        return {start.name + rest.name for start in folder.iterdir() for rest in start.iterdir()}

    def _object(self, sha256: str) -> UPath:
        return self.root / "objects" / sha256[:2] / sha256[2:]

    def _put(self, waiting: Path, target: UPath) -> None:
        if target.exists():
            return
        if not self._local:
            target.fs.put_file(str(waiting), target.path)
            return
        folder = Path(target.path).parent
        folder.mkdir(parents=True, exist_ok=True)
        Path(waiting).replace(target.path)
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def event_id(kind: str, content: bytes) -> str:
    """The name of an event of that canonical JSON: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(f"{kind} ".encode() + content).hexdigest()[:32]


def _names(folder: UPath) -> list[str]:
    """Of all that lies in a folder. Of thousands of events, as many path objects of fsspec take most of the time."""
    if isinstance(folder.fs, LocalFileSystem):
        return [file.name for file in Path(folder.path).iterdir()]
    return [address.rstrip("/").rpartition("/")[2] for address in folder.fs.ls(folder.path, detail=False)]


def _kind(file_name: str) -> str:
    return file_name.split("-")[1]


def _identity(file_name: str) -> str:
    return file_name.removesuffix(".json").rpartition("-")[2]
