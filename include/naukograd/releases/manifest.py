"""The manifest: what a release is, and the hash of every file of it. Its bytes are what is signed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from naukograd.core.periods import ALMATY

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "public-key.pem"
UNLISTED = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})
"""Files of a release that its manifest cannot or need not name: they say who signed, not what."""


@dataclass(frozen=True)
class Draft:
    """A release before it is sealed.

    Attributes:
        as_of: the freeze.
        reason: why the year is sealed again; None for the first release of a year.
        named: identities of deliveries that came after the freeze and entered by name, sorted.
        held_against: the release before, whose figures this one revises; None when nothing was sealed before.
        held_against_sha256: of its manifest. Not its seal: that tells when it was sealed, and the same inputs give the
            same bytes on whatever day.
        method_version: of what turns deliveries into figures.
        code_version: of all code behind the bytes of the release.
    """

    year: int
    number: int
    as_of: datetime
    reason: str | None
    named: tuple[int, ...]
    held_against: str | None
    held_against_sha256: str | None
    build_id: str
    method_version: str
    code_version: str
    is_sample: bool

    @property
    def release_id(self) -> str:
        return f"{self.year}.{self.number}"


@dataclass(frozen=True)
class File:
    """A file of a release: its path below the folder, with ``/``, its bytes counted and hashed."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A draft and its files, in the order of their paths."""

    draft: Draft
    files: tuple[File, ...]

    @property
    def by_path(self) -> dict[str, File]:
        return {file.path: file for file in self.files}

    def to_bytes(self) -> bytes:
        """Canonical JSON: sorted names, no spaces, UTF-8; the same manifest is always the same bytes."""
        draft = asdict(self.draft)
        body = {
            **draft,
            "release_id": self.draft.release_id,
            "as_of": self.draft.as_of.astimezone(ALMATY).isoformat(),
            "named": [f"{identity:016x}" for identity in self.draft.named],
            "files": [asdict(file) for file in self.files],
        }
        return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(content: bytes) -> Manifest:
    """
    Raises:
        ValueError: it is no manifest.
    """
    try:
        body: dict[str, Any] = json.loads(content)
        files = tuple(File(**file) for file in body.pop("files"))
        del body["release_id"]
        body["as_of"] = datetime.fromisoformat(body["as_of"])
        body["named"] = tuple(int(identity, 16) for identity in body["named"])
        return Manifest(Draft(**body), files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a manifest: {error!r}") from None


def listed(folder: Path) -> tuple[File, ...]:
    """Every file below ``folder`` that a manifest names, by path."""
    found = []
    for file in folder.rglob("*"):
        path = file.relative_to(folder).as_posix()
        if path not in UNLISTED and not file.is_dir():
            content = file.read_bytes()
            found.append(File(path, len(content), hashlib.sha256(content).hexdigest()))
    return tuple(sorted(found, key=lambda file: file.path))
