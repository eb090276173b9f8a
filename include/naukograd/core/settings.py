"""The one reader of the environment."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
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
        keep_superseded: how long the rows of a bulk delivery stay after another took its place
            (``NAUKOGRAD_KEEP_SUPERSEDED_DAYS``, default 730); its bytes stay for good.
    """

    state: Path
    archive: str
    pages: Path
    min_free_bytes: int
    # repr=False: the URL carries the password, and settings end up in logs.
    warehouse: str | None = field(default=None, repr=False)
    releases_at: Path | None = None
    signing_key_at: Path | None = None
    keep_superseded: timedelta = timedelta(days=730)

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Settings:
        state = Path(env.get("NAUKOGRAD_STATE") or PROJECT / ".state").resolve()
        return cls(
            state=state,
            archive=env.get("NAUKOGRAD_ARCHIVE") or str(state / "archive"),
            pages=Path(env.get("NAUKOGRAD_PAGES") or state / "pages"),
            min_free_bytes=int(_number(env, "NAUKOGRAD_MIN_FREE_GIB", 2, "gibibytes") * 2**30),
            warehouse=env.get("WAREHOUSE_URL") or None,
            releases_at=_path(env.get("NAUKOGRAD_RELEASES")),
            signing_key_at=_path(env.get("NAUKOGRAD_SIGNING_KEY")),
            keep_superseded=timedelta(days=_number(env, "NAUKOGRAD_KEEP_SUPERSEDED_DAYS", 730, "days")),
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


def _number(env: Mapping[str, str], name: str, default: float, unit: str) -> float:
    text = env.get(name) or str(default)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf:
        raise UsageError(f"{name} is {text!r}, not a number", remedy=f"Give {unit}, for example {default}.")
    return number


def _path(text: str | None) -> Path | None:
    return Path(text).resolve() if text else None
