"""Secrets of this installation, made once and readable by its owner only."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Credentials:
    """What Airflow's processes share (``jwt_secret``, ``fernet_key``) and what a person types (the two passwords)."""

    jwt_secret: str = field(repr=False)
    fernet_key: str = field(repr=False)
    admin_password: str = field(repr=False)
    bi_password: str = field(repr=False)


def credentials(state: Path) -> Credentials:
    """The secrets in ``<state>/credentials.json`` (mode 600), made on the first call."""
    path = state / "credentials.json"
    if not path.exists():
        made = Credentials(
            jwt_secret=secrets.token_urlsafe(48),
            fernet_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            admin_password=secrets.token_urlsafe(12),
            bi_password=secrets.token_urlsafe(12),
        )
        write_private(path, json.dumps(asdict(made), indent=1))
    return Credentials(**json.loads(path.read_text("utf-8")))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, never there half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(path)
