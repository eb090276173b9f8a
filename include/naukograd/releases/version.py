"""Which code a release was made by: everything that shapes its bytes, libraries included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from naukograd.core.settings import PROJECT

_SHAPING = ("include/naukograd", "dbt_project", "expectations")
_PASSING = {"__pycache__", "target", "logs"}
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)", re.MULTILINE | re.IGNORECASE)


@cache
def code_version() -> str:
    """12 hexadecimal digits of a hash over the package, the dbt project, the suites and the lock of all libraries."""
    digest = hashlib.sha256()
    for file in sorted([*_files(), PROJECT / "requirements.lock"]):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(PROJECT).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def libraries() -> dict[str, str]:
    """Version of each library by name, as ``requirements.lock`` pins them."""
    return dict(sorted(_PINNED.findall((PROJECT / "requirements.lock").read_text("utf-8"))))


def _files() -> Iterator[Path]:
    for folder in _SHAPING:
        for file in (PROJECT / folder).rglob("*"):
            inside = file.relative_to(PROJECT / folder).parts
            if file.is_file() and not any(part in _PASSING or part.startswith(".") for part in inside):
                yield file
