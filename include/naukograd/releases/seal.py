"""Sealing: the archive first, then an event, then the rows, and the folder last."""

from __future__ import annotations

import base64
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from naukograd.core.database import Connection
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive
from naukograd.releases import folder as folders
from naukograd.releases import rows, signing
from naukograd.releases.manifest import MANIFEST, Manifest

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SealedRelease:
    """A sealed release and where it lies.

    Attributes:
        was_sealed_before: this very release was there already, and nothing was done.
    """

    release_id: str
    folder: Path
    manifest_sha256: str
    was_sealed_before: bool


def seal(
    conn: Connection,
    archive: Archive,
    key: Ed25519PrivateKey,
    manifest: Manifest,
    composed: Path,
    releases: Path,
    at: datetime,
) -> SealedRelease:
    """Seal what was composed. Killed at any point, it is sealed wholly or not at all.

    Until the event there is no release. From the event on whoever opens the warehouse makes the rows, and the folder is
    written again from the archive.
    """
    content = (composed / MANIFEST).read_bytes()
    signature, public = key.sign(content), key.public_key()
    archive.store([content])
    for file in manifest.files:
        archive.store([(composed / file.path).read_bytes()])
    release_id, sha256 = manifest.draft.release_id, hashlib.sha256(content).hexdigest()
    event = archive.record(
        "seal",
        {
            "release_id": release_id,
            "manifest_sha256": sha256,
            "signature": base64.b64encode(signature).decode(),
            "public_key": signing.text(public),
            "sealed_at": at.isoformat(),
        },
        at,
    )
    ledger.apply(conn, event)
    rows.restore(conn, archive)
    conn.execute(
        "update ledger.builds set published_at = clock_timestamp() where build_id = %s", [manifest.draft.build_id]
    )
    folders.sign(composed, signature, signing.pem(public))
    log.info("release %s sealed: manifest %s", release_id, sha256)
    return SealedRelease(release_id, folders.publish(composed, releases / release_id), sha256, was_sealed_before=False)
