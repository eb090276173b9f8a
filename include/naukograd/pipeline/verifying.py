"""Whether a release is what was sealed, and whether it follows from what it says it follows from."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from naukograd.core.database import connect
from naukograd.core.errors import NaukogradError, UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import CHUNK, Archive
from naukograd.pipeline.building import begin_build, build_candidate, build_per_delivery
from naukograd.pipeline.preparing import opened, prepare
from naukograd.pipeline.sealing import compose_release, judge_release
from naukograd.releases import check, differences, rows, signing, version
from naukograd.releases.check import Finding, Folder, tampered
from naukograd.releases.evidence import EVENTS
from naukograd.releases.manifest import MANIFEST, Draft, parse
from naukograd.releases.rows import DELIVERIES
from naukograd.warehouse.builds import Purpose

UNTIMELY = frozenset({"build_id"})
"""Columns that another version of the code changes by its mere name."""


@dataclass(frozen=True)
class Verification:
    """What was found. ``was_recomputed``: the release was computed again from the archive and compared."""

    release_id: str
    was_recomputed: bool
    findings: tuple[Finding, ...]

    @property
    def is_genuine(self) -> bool:
        return not any(finding.kind == "tampering" for finding in self.findings)


def verify(settings: Settings, path: Path, key: Path | None, quick: bool) -> Verification:
    """Check a release's folder: signature, files, archive, database, and what the archive alone gives again.

    Args:
        key: the public key to trust, PEM; by default the installation's own.
        quick: signature and files only; needs neither archive nor database.
    Raises:
        UsageError: the folder is no release's.
    """
    folder = Folder.read(path)
    trusted = signing.public_key(key) if key else signing.private_key(settings.signing_key).public_key()
    findings = [*check.signature(folder, trusted), *check.files(folder)]
    recomputed = False
    if not quick:
        with opened(settings) as (conn, archive):
            evidence = list(check.archived(folder, archive))
            findings += [*evidence, *check.database(folder, conn, archive)]
        if evidence:
            says = "not recomputed, for what it was computed from is no longer whole"
            findings.append(Finding("note", "recomputation", folder.manifest.draft.release_id, says))
        else:
            findings += _recomputed(settings, folder)
            recomputed = True
    return Verification(folder.manifest.draft.release_id, recomputed, tuple(findings))


def _recomputed(settings: Settings, folder: Folder) -> list[Finding]:
    settings.state.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=settings.state) as name, _database(settings) as url:
        aside = Path(name)
        target = aside / "release"
        target.mkdir()
        scratch = replace(settings, state=aside, archive=str(aside / "archive"), warehouse=url, min_free_bytes=0)
        try:
            prepare(scratch)
            _pin(settings, folder, scratch)
            _compute(scratch, folder, target)
        except NaukogradError as error:
            return [tampered("recomputation", folder.manifest.draft.release_id, f"cannot be computed again: {error}")]
        return list(_compared(folder, target))


def _compute(scratch: Settings, folder: Folder, target: Path) -> None:
    sealed = folder.manifest.draft
    build_id = begin_build(scratch, sealed.as_of, Purpose.RELEASE, sealed.named)
    assert build_id is not None  # a release is always needed
    build_per_delivery(scratch, build_id)
    build_candidate(scratch, build_id)
    judge_release(scratch, build_id, sealed.year)
    with opened(scratch) as (conn, archive):
        compose_release(scratch, conn, archive, build_id, sealed, target)


def _compared(folder: Folder, target: Path) -> Iterator[Finding]:
    """What was sealed against what was computed: byte for byte by the sealed code, else by what the tables say."""
    sealed, here = folder.manifest.draft.code_version, version.code_version()
    differing = [
        path
        for path in [*folder.manifest.by_path, MANIFEST]
        if (folder.path / path).exists() and _bytes(target / path) != (folder.path / path).read_bytes()
    ]
    if sealed == here:
        for path in differing:
            where = _located(path, folder, target, frozenset())
            yield tampered("recomputation", path, f"the archive gives something else: {where}")
        return
    method = f"(sealed by version {sealed} of the code, computed again by {here})"
    told = False
    for path in differing:
        if path.startswith("data/") and path.endswith(".csv") and (where := _located(path, folder, target, UNTIMELY)):
            told = True
            yield Finding("method", "method", path, f"a difference of method {method}: {where}")
    if not told:
        says = f"all data are the same; the files differ in how they are written {method}"
        if not differing:
            says = f"all files are the same {method}"
        yield Finding("method", "rendering", folder.manifest.draft.release_id, says)


def _located(path: str, folder: Folder, target: Path, without: frozenset[str]) -> str | None:
    ours, theirs = (folder.path / path).read_bytes(), _bytes(target / path)
    if theirs is None:
        return "no such file comes out"
    if path.endswith(".csv"):
        return differences.first(ours, theirs, ("the folder", "the recomputation"), without)
    return differences.first_byte(ours, theirs)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _pin(settings: Settings, folder: Folder, scratch: Settings) -> None:
    """Give the scratch installation the pinned deliveries and events, with those of the release before; no others."""
    source = Archive(settings.archive, settings.state / "incoming")
    pinned = Archive(scratch.archive, scratch.state / "incoming")
    deliveries, events = folder.lines(DELIVERIES, source), folder.lines(EVENTS, source)
    if folder.manifest.draft.held_against_sha256:
        files = _release_before(source, pinned, folder.manifest.draft)
        deliveries += _lines(source, files[DELIVERIES])
        # What that one was held against changes none of its figures.
        events += _lines(source, files[EVENTS])
    for sha256 in sorted({each["sha256"] for each in deliveries}):
        _hand_over(source, pinned, sha256)
    for each in events:
        content = source.read(each["address"])
        assert content is not None  # it was checked before
        target = Path(scratch.archive) / each["address"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    known = {(each["dataset"], each["slice"], each["sha256"]) for each in deliveries}
    with connect(scratch.warehouse_url) as conn:
        for event in pinned.events(None, set()):
            # A gate's run judged other deliveries as well, of which this ledger knows nothing.
            verdicts = [v for v in event.body.get("verdicts", ()) if (v["dataset"], v["slice"], v["sha256"]) in known]
            ledger.apply(conn, replace(event, body={**event.body, "verdicts": verdicts}))
        rows.restore(conn, pinned)


def _release_before(source: Archive, pinned: Archive, sealed: Draft) -> dict[str, str]:
    """Hand over the files of the release that this one is held against, with a seal in place of its own: of whose hand
    and when is no matter, for its manifest is pinned by its hash.

    Returns:
        SHA-256 of each of its files, by path.
    """
    manifest_sha256 = sealed.held_against_sha256
    assert manifest_sha256 is not None
    with source.open(manifest_sha256) as body:
        files = {file.path: file.sha256 for file in parse(body.read()).files}
    for sha256 in [manifest_sha256, *sorted(set(files.values()))]:
        _hand_over(source, pinned, sha256)
    seal = {"release_id": sealed.held_against, "manifest_sha256": manifest_sha256, "signature": "", "public_key": ""}
    pinned.record("seal", {**seal, "sealed_at": sealed.as_of.isoformat()}, sealed.as_of)
    return files


def _hand_over(source: Archive, pinned: Archive, sha256: str) -> None:
    with source.open(sha256) as body:
        pinned.store(iter(lambda: body.read(CHUNK), b""))


def _lines(archive: Archive, sha256: str) -> list[dict[str, str]]:
    with archive.open(sha256) as body:
        return list(csv.DictReader(io.StringIO(body.read().decode(), newline="")))


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """An empty database on the same server, with the warehouse's locale, for the length of the block."""
    name = f"naukograd_verify_{uuid4().hex[:12]}"
    with connect(settings.warehouse_url) as conn:
        locale = conn.execute("select datcollate, datctype from pg_database where datname = current_database()")
        order, letters = map(sql.Literal, locale.fetchone() or ())
        create = sql.SQL("create database {} template template0 encoding 'UTF8' lc_collate {} lc_ctype {}")
        try:
            conn.execute(create.format(sql.Identifier(name), order, letters))
        except psycopg.errors.InsufficientPrivilege:
            raise UsageError(
                "the account may not create the database in which a release is computed again",
                where="WAREHOUSE_URL",
                remedy="Grant it CREATEDB, or check signature and files only: --quick.",
            ) from None
        try:
            yield make_conninfo(settings.warehouse_url, dbname=name)
        finally:
            conn.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
