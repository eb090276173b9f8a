"""Files that figures rest on beside deliveries: seeds and suites of a method, records of gates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from naukograd.core.database import Connection
from naukograd.core.errors import NaukogradError
from naukograd.core.settings import PROJECT
from naukograd.deliveries.archive import Archive
from naukograd.warehouse.states import State

EVENTS = "events"


def seeds(state: State) -> str:
    """Where the seeds of a state lie: of a sealed release its own, of every other those of this code."""
    return f"{state.release_id}/method/seeds" if state.release_id else "dbt_project/seeds"


def suites(state: State) -> str:
    """Where the suites of the gates lie that a state was judged by."""
    return f"{state.release_id}/method/expectations" if state.release_id else "expectations"


class Files:
    """Reads a file by name: ``2026.1/…`` of a release, ``events/…`` of the archive, else below the project's folder.

    What is sealed is read from the archive, by the hash that the release's manifest gives it.
    """

    def __init__(self, conn: Connection, archive: Archive) -> None:
        self._conn = conn
        self._archive = archive
        self._sealed = cache(self._paths)

    def read(self, name: str) -> bytes:
        """
        Raises:
            NaukogradError: there is no such file.
        """
        first, _, path = name.partition("/")
        if first == EVENTS:
            content = self._archive.read(name)
        elif first[:1].isdigit():
            sha256 = self._sealed(first).get(path)
            content = None if sha256 is None else self._object(sha256)
        else:
            file = PROJECT / name
            content = file.read_bytes() if file.exists() else None
        if content is None:
            raise NaukogradError("there is no such file", where=name, remedy="naukograd doctor compares the archive.")
        return content

    def _paths(self, release_id: str) -> Mapping[str, str]:
        row = self._conn.execute(
            "select manifest_sha256 from releases.releases where release_id = %s", [release_id]
        ).fetchone()
        files = json.loads(self._object(row[0]))["files"] if row else []
        return {file["path"]: file["sha256"] for file in files}

    def _object(self, sha256: str) -> bytes:
        with self._archive.open(sha256) as file:
            return file.read()
