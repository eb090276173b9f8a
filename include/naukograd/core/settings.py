"""The one reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from naukograd.core.errors import UsageError

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Settings:
    """What may differ from one installation to the next.

    Attributes:
        state: folder of everything the system writes itself (``NAUKOGRAD_STATE``).
        archive: object-storage path of the archive: a folder, ``s3://bucket/prefix`` … (``NAUKOGRAD_ARCHIVE``).
        pages: folder of the rendered pages (``NAUKOGRAD_PAGES``).
        releases_at: folder of sealed releases, if not ``releases`` of ``state`` (``NAUKOGRAD_RELEASES``).
        signing_key_at: Ed25519 key that signs them, PEM, if not ``signing-key.pem`` of ``state``
            (``NAUKOGRAD_SIGNING_KEY``).
        min_free_bytes: refuse to load below this much free disk (``NAUKOGRAD_MIN_FREE_GIB``, default 2).
    """

    state: Path
    archive: str
    pages: Path
    min_free_bytes: int
    # repr=False: the URL carries the password, and settings end up in logs.
    warehouse: str | None = field(default=None, repr=False)
    releases_at: Path | None = None
    signing_key_at: Path | None = None

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Settings:
        state = Path(env.get("NAUKOGRAD_STATE") or PROJECT / ".state").resolve()
        gib = env.get("NAUKOGRAD_MIN_FREE_GIB", "2")
        try:
            min_free = int(float(gib) * 2**30)
        except ValueError:
            raise UsageError(
                f"NAUKOGRAD_MIN_FREE_GIB is {gib!r}, not a number", remedy="Give gibibytes, for example 2."
            ) from None
        return cls(
            state=state,
            archive=env.get("NAUKOGRAD_ARCHIVE") or str(state / "archive"),
            pages=Path(env.get("NAUKOGRAD_PAGES") or state / "pages"),
            min_free_bytes=min_free,
            warehouse=env.get("WAREHOUSE_URL") or None,
            releases_at=_path(env.get("NAUKOGRAD_RELEASES")),
            signing_key_at=_path(env.get("NAUKOGRAD_SIGNING_KEY")),
        )

    @property
    def releases(self) -> Path:
        """Folder of the sealed releases, one folder each."""
        return self.releases_at or self.state / "releases"

    @property
    def signing_key(self) -> Path:
        """The Ed25519 key that signs releases."""
        return self.signing_key_at or self.state / "signing-key.pem"

    @property
    def warehouse_url(self) -> str:
        """libpq URL of the warehouse (``WAREHOUSE_URL``)."""
        if self.warehouse is None:
            raise UsageError(
                "no warehouse to connect to",
                where="WAREHOUSE_URL",
                remedy="Set WAREHOUSE_URL=postgresql://user@host/database, or start the embedded one: make up.",
            )
        return self.warehouse


def _path(text: str | None) -> Path | None:
    return Path(text).resolve() if text else None
