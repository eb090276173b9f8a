"""dbt's project, parsed once per version of the code: reading it anew takes longer than most of what is run with it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

MOMENTS_SCHEMA = "candidate"
"""Where the project says that models of a moment stand; a run may write them elsewhere."""

_FILE = "partial_parse.msgpack"


def parsed(
    project: Path, code: str, beside: Path, database: str, schema: str, parse: Callable[[Path], None]
) -> Manifest:
    """What dbt knows of the project, its relations in that database, models of a moment in that schema.

    Args:
        code: version of the project.
        beside: folder to keep it in when the project's own may not be written.
        parse: has dbt parse the project, its target in the given folder.
    """
    kept = _folder(project, beside) / f"parsed_{code}_{version('dbt-core')}"
    if not (kept / _FILE).exists():
        _keep(kept, parse)
    return _located(kept / _FILE, database, schema)


def _folder(project: Path, beside: Path) -> Path:
    return project / "target" if os.access(project, os.W_OK) else beside


def _keep(kept: Path, parse: Callable[[Path], None]) -> None:
    """Whole or not at all: two processes may do so at once. From what is kept of other code dbt parses what changed."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="parsing_", dir=kept.parent))
    before = sorted(kept.parent.glob("parsed_*"), key=lambda folder: folder.stat().st_mtime)
    try:
        for folder in before[-1:]:
            shutil.copy(folder / _FILE, fresh)
        parse(fresh)
        fresh.chmod(0o755)
        with suppress(OSError):
            fresh.rename(kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for folder in before:
        shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=2)  # a process writes to one schema, or to two in turns
def _located(file: Path, database: str, schema: str) -> Manifest:
    from dbt.contracts.graph.manifest import Manifest

    manifest = Manifest.from_msgpack(file.read_bytes())
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        node.database = database
        if node.schema == MOMENTS_SCHEMA:
            node.schema = schema
        if node.relation_name:
            node.relation_name = f'"{database}"."{node.schema}"."{node.identifier}"'
    # What models see as `graph`; it is not among what is kept.
    manifest.build_flat_graph()  # type: ignore[no-untyped-call]
    return manifest
