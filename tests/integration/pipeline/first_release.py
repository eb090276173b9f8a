"""The release that tests look at, and what verification says of its folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from naukograd import pipeline
from naukograd.core.settings import Settings
from naukograd.releases.check import Finding

YEAR, RELEASE = 2026, "2026.1"
FREEZE = "2027-04-20"

Found = dict[str, list[Finding]]


def found(settings: Settings, folder: Path, *, quick: bool = False, key: Path | None = None) -> Found:
    """Findings of tampering by check. The recomputation is a test of its own."""
    by_check: Found = {}
    for finding in pipeline.verify(settings, folder, key, quick=quick).findings:
        by_check.setdefault(finding.check, []).append(finding)
    return by_check


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }
