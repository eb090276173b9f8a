"""Running dbt in this process, quietly, with its own words when it fails."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from naukograd import matching
from naukograd.core.errors import BuildFailed
from naukograd.core.settings import PROJECT, Settings

log = logging.getLogger(__name__)

DBT_PROJECT = PROJECT / "dbt_project"


def code_version() -> str:
    """Version of everything that turns deliveries into marts: a hash over dbt's project and the package matching."""
    digest = hashlib.sha256()
    for folder in ("models", "macros", "seeds"):
        for file in sorted((DBT_PROJECT / folder).rglob("*")):
            if file.suffix in (".sql", ".yml", ".csv", ".md"):
                digest.update(str(file.relative_to(DBT_PROJECT)).encode() + b"\0" + file.read_bytes())
    digest.update((DBT_PROJECT / "dbt_project.yml").read_bytes())
    digest.update(matching.version().encode())
    return digest.hexdigest()[:12]


def run(settings: Settings, name: str, command: Sequence[str], variables: Mapping[str, Any] | None = None) -> None:
    """Run a dbt command against the warehouse.

    Args:
        name: of this run, and of its target folder: the layers of a build keep their logs apart.
    Raises:
        BuildFailed: naming each failed node with the database's message, or that nothing was selected.
    """
    # Importing dbt takes seconds: only those who run it pay.
    from dbt.cli.main import dbtRunner

    target = settings.state / "dbt" / name
    arguments = [
        *command,
        *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        *("--vars", json.dumps(dict(variables or {}))),
        *("--quiet", "--no-use-colors", "--no-send-anonymous-usage-stats", "--no-version-check"),
    ]
    with _profile(settings.warehouse_url):
        result = dbtRunner().invoke(arguments)
    if result.exception:
        raise BuildFailed(str(result.exception).strip(), where=f"dbt {name}", remedy=f"Its log: {target / 'dbt.log'}.")
    nodes = getattr(result.result, "results", [])
    failed = [node for node in nodes if node.status in ("error", "fail", "runtime error")]
    if failed:
        raise BuildFailed(
            "; ".join(f"{node.node.name}: {' '.join(str(node.message).split())}" for node in failed[:3]),
            where=f"dbt {name}: {len(failed)} of {len(nodes)} nodes",
            remedy=f"Its log: {target / 'dbt.log'}.",
        )
    if not nodes:
        raise BuildFailed(f"dbt {' '.join(command)} selected nothing", where=f"dbt {name}", remedy="Mend the selector.")
    log.info("dbt %s: %d nodes", name, len(nodes))


@contextmanager
def _profile(url: str) -> Iterator[None]:
    """profiles.yml reads the connection from the environment, so that no file holds a password."""
    parts = conninfo_to_dict(url)
    ours = {
        "DBT_HOST": str(parts.get("host") or "localhost"),
        "DBT_PORT": str(parts.get("port") or 5432),
        "DBT_USER": str(parts.get("user") or "postgres"),
        "DBT_PASSWORD": str(parts.get("password") or ""),
        "DBT_DBNAME": str(parts.get("dbname") or "postgres"),
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def contract(settings: Settings, name: str) -> dict[str, dict[str, str]]:
    """Of each mart, its description and those of its columns (key ``""`` is the mart's own), from run ``name``."""
    manifest = json.loads(Path(settings.state / "dbt" / name / "manifest.json").read_text("utf-8"))
    return {
        node["name"]: {"": node["description"], **{c["name"]: c["description"] for c in node["columns"].values()}}
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "marts"
    }
