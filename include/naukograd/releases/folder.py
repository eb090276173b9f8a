"""The folder of a release: composed aside, renamed at once, written again from the archive whenever it is lost."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from naukograd import reporting
from naukograd.core.database import Connection
from naukograd.core.errors import UsageError
from naukograd.deliveries.archive import Archive
from naukograd.releases import data, evidence, signing
from naukograd.releases.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, Draft, Manifest, listed, parse
from naukograd.releases.shape import Mart
from naukograd.report.messages import LANGUAGE, catalogue
from naukograd.report.model import ReleaseMark, Report, Revisions
from naukograd.warehouse.builds import Build


def compose(
    conn: Connection,
    archive: Archive,
    draft: Draft,
    build: Build,
    marts: Sequence[Mart],
    gate: Mapping[str, Any],
    revisions: Revisions | None,
    folder: Path,
) -> Manifest:
    """Write every file of a release but the signature into ``folder``, which is empty.

    Nothing in them depends on a clock, a machine or its settings.

    Args:
        gate: the records of the release's own gates by kind, without their clock.
        revisions: what changed against the release before, if there is one.
    """
    # Drawing takes seconds to import, and most of who imports this room draws nothing.
    from naukograd.report import render

    conn.execute("set timezone to 'UTC'")
    data.write(conn, build.purpose.candidate, marts, folder / "data")
    report = reporting.release(conn, build, draft.year, ReleaseMark(draft.release_id, draft.reason), revisions)
    (folder / data.PACKAGE).write_bytes(data.package(draft, marts, _sources(report), folder / "data"))
    evidence.write(conn, archive, draft, gate, folder)
    render.render(report, folder / "report")
    render.render_statement(report, folder)
    manifest = Manifest(draft, listed(folder))
    (folder / MANIFEST).write_bytes(manifest.to_bytes())
    return manifest


def restore(conn: Connection, archive: Archive, release_id: str, releases: Path) -> Path:
    """Write the folder of a sealed release again, from the archive; what stands there gives way. Holds no lock itself.

    Raises:
        UsageError: no such release is sealed.
    """
    row = conn.execute(
        "select manifest_sha256, signature, public_key from releases.releases where release_id = %s", [release_id]
    ).fetchone()
    if row is None:
        raise UsageError(f"no release {release_id} is sealed", remedy="naukograd release list shows those that are.")
    manifest_sha256, signature, public_key = row
    sweep(releases)
    with aside(releases) as folder:
        content = _stored(archive, manifest_sha256)
        (folder / MANIFEST).write_bytes(content)
        for file in parse(content).files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_stored(archive, file.sha256))
        sign(folder, base64.b64decode(signature), signing.pem(signing.from_text(public_key)))
        return publish(folder, releases / release_id)


def sign(folder: Path, signature: bytes, public_key: bytes) -> None:
    (folder / SIGNATURE).write_bytes(signature)
    (folder / PUBLIC_KEY).write_bytes(public_key)


@contextmanager
def aside(releases: Path) -> Iterator[Path]:
    """An empty folder next to the releases, gone after the block unless it was published."""
    releases.mkdir(parents=True, exist_ok=True)
    folder = releases / f".{uuid4().hex}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, target: Path) -> Path:
    """Give the folder its name at once; one that has it already is taken away first."""
    if target.exists():
        with aside(target.parent) as old:
            target.rename(old / target.name)
            folder.rename(target)
    else:
        folder.rename(target)
    return target


def sweep(releases: Path) -> None:
    """Remove what killed runs left; only who holds the lock of sealing may."""
    for left in releases.glob(".*"):
        shutil.rmtree(left, ignore_errors=True)


def _stored(archive: Archive, sha256: str) -> bytes:
    with archive.open(sha256) as file:
        return file.read()


def _sources(report: Report) -> list[str]:
    """Every dataset behind the figures, with its publisher."""
    say = catalogue(LANGUAGE)
    return [
        f"{say('publisher.' + each.dataset.partition('.')[0])}: {say('dataset.' + each.dataset)} ({each.dataset})"
        for each in report.quality.sources
    ]
