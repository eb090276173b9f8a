"""What can be said of a release's folder without computing anything: signature, hashes, archive, database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from naukograd.core.database import Connection
from naukograd.core.errors import NaukogradError, UsageError
from naukograd.deliveries.archive import CHUNK, Archive, event_id
from naukograd.releases import data, differences, rows, signing
from naukograd.releases.evidence import EVENTS
from naukograd.releases.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, Manifest, listed, parse
from naukograd.releases.shape import from_resource

Kind = Literal["tampering", "method", "note"]


@dataclass(frozen=True)
class Finding:
    """One cause in one sentence.

    Attributes:
        kind: ``tampering``: not what was sealed, or not what it was sealed from (or a fault of ours); ``method``:
            another version of the code gives something else; ``note``: nothing wrong, yet to be known.
        where: file, delivery, event or table.
    """

    kind: Kind
    check: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def tampered(check: str, where: str, says: str) -> Finding:
    return Finding("tampering", check, where, says)


@dataclass(frozen=True)
class Folder:
    """A folder that says it is a release."""

    path: Path
    manifest: Manifest
    manifest_bytes: bytes

    @classmethod
    def read(cls, path: Path) -> Folder:
        """
        Raises:
            UsageError: there is no manifest.
        """
        try:
            content = (path / MANIFEST).read_bytes()
            return cls(path, parse(content), content)
        except (OSError, ValueError):
            raise UsageError(
                "no manifest of a release", where=str(path / MANIFEST), remedy="Give a release's folder."
            ) from None

    def sealed(self, path: str, archive: Archive) -> bytes | None:
        """The bytes that the manifest means: the folder's, or the archive's where the folder's were changed."""
        wanted = self.manifest.by_path[path].sha256
        file = self.path / path
        if file.exists() and _sha256(content := file.read_bytes()) == wanted:
            return content
        try:
            with archive.open(wanted) as stored:
                content = stored.read()
        except NaukogradError:
            return None
        return content if _sha256(content) == wanted else None

    def lines(self, path: str, archive: Archive) -> list[dict[str, str]]:
        """The lines of a sealed CSV; none where neither folder nor archive has its bytes any more."""
        content = self.sealed(path, archive) or b""
        return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def signature(folder: Folder, trusted: Ed25519PublicKey) -> Iterator[Finding]:
    """Whether the trusted key signed this very manifest."""
    file, key_file = folder.path / SIGNATURE, folder.path / PUBLIC_KEY
    signed = file.read_bytes() if file.exists() else b""
    own = key_file.read_bytes() if key_file.exists() else b""
    if not signing.is_signed(trusted, signed, folder.manifest_bytes):
        says = f"is no signature of {MANIFEST} by the trusted key {signing.text(trusted)}"
        if (other := _readable(own)) and signing.is_signed(other, signed, folder.manifest_bytes):
            says += f"; another key made it, {signing.text(other)}, which lies in the folder"
        yield tampered("signature", SIGNATURE, says)
    if own != signing.pem(trusted):
        yield tampered("public key", PUBLIC_KEY, f"is not the trusted key {signing.text(trusted)}")


def files(folder: Folder) -> Iterator[Finding]:
    """Whether the folder holds the files of the manifest, those alone, and each with its bytes."""
    named, held = folder.manifest.by_path, {file.path: file for file in listed(folder.path)}
    for path in sorted(named.keys() | held.keys()):
        if path not in held:
            yield tampered("missing file", path, "is named by the manifest and missing in the folder")
        elif path not in named:
            yield tampered("added file", path, "is not named by the manifest: it was added after sealing")
        elif held[path] != named[path]:
            says = f"was changed after sealing: its SHA-256 is {held[path].sha256}, sealed was {named[path].sha256}"
            yield tampered("changed file", path, says)


def archived(folder: Folder, archive: Archive) -> Iterator[Finding]:
    """Whether the archive still holds every pinned delivery and event and the manifest of the release before, each with
    the content its name says."""
    for path in (rows.DELIVERIES, EVENTS):
        if folder.sealed(path, archive) is None:
            yield tampered("evidence", path, "neither the folder nor the archive has what was sealed")
    for each in folder.lines(rows.DELIVERIES, archive):
        where = f"delivery {each['delivery']} ({each['dataset']} {each['slice']})"
        found = _archived_sha256(archive, each["sha256"])
        if found is None:
            yield tampered("removed delivery", where, "the archive lacks its bytes")
        elif found != each["sha256"]:
            yield tampered("changed delivery", where, "the archive's bytes are not those that were received")
    for each in folder.lines(EVENTS, archive):
        where, content = f"event {each['event']} ({each['address']})", archive.read(each["address"])
        if content is None:
            yield tampered("removed event", where, "the archive lacks it")
        elif event_id(each["kind"], content) != each["event"] or _sha256(content) != each["sha256"]:
            yield tampered("changed event", where, "its content is not the one it is named by: it was changed")
    before = folder.manifest.draft.held_against_sha256
    if before and _archived_sha256(archive, before) != before:
        where = f"release {folder.manifest.draft.held_against}"
        yield tampered("release before", where, "the archive lacks its manifest, or it was changed")


def database(folder: Folder, conn: Connection, archive: Archive) -> Iterator[Finding]:
    """Whether ``releases.*`` says what was sealed."""
    release_id = folder.manifest.draft.release_id
    row = conn.execute("select manifest_sha256 from releases.releases where release_id = %s", [release_id]).fetchone()
    if row is None:
        remedy = "the database has no such release (naukograd migrate restores what the archive holds)"
        yield tampered("database", f"release {release_id}", remedy)
        return
    if row[0] != _sha256(folder.manifest_bytes):
        yield tampered("database", MANIFEST, f"is not the manifest that the database knows, of SHA-256 {row[0]}")
    package = folder.sealed(data.PACKAGE, archive)
    marts = [from_resource(each) for each in json.loads(package)["resources"]] if package else []
    for mart in marts:
        sealed = folder.sealed(f"data/{mart.name}.csv", archive)
        held = data.csv(conn, mart.in_order(rows.relation(release_id, mart), written=True))
        if sealed is not None and (found := differences.first(sealed, held, ("the release", "the database"))):
            yield tampered("database", f"releases.{mart.name} of {release_id}", found)
    if unknown := rows.marts_of(conn, release_id) - {mart.name for mart in marts}:
        yield tampered("database", f"releases.rows of {release_id}", f"has marts that were not sealed: {unknown}")
    pinned = {(each["delivery"], each["sha256"]) for each in folder.lines(rows.DELIVERIES, archive)}
    known = conn.execute(
        "select lpad(to_hex(delivery_id), 16, '0'), sha256 from releases.deliveries where release_id = %s", [release_id]
    )
    if other := pinned ^ set(known.fetchall()):
        says = f"differs from the pinned deliveries in {', '.join(sorted(each[0] for each in other))}"
        yield tampered("database", f"releases.deliveries of {release_id}", says)


def _readable(pem: bytes) -> Ed25519PublicKey | None:
    try:
        return signing.parse_public(pem)
    except ValueError:
        return None


def _archived_sha256(archive: Archive, sha256: str) -> str | None:
    try:
        with archive.open(sha256) as file:
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
            return digest.hexdigest()
    except NaukogradError:
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
