"""Running dbt in this process, quietly, with its own words when it fails."""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.conninfo import conninfo_to_dict

from naukograd import matching
from naukograd.core import database
from naukograd.core.errors import BuildFailed
from naukograd.core.periods import ALMATY
from naukograd.core.settings import PROJECT, Settings
from naukograd.warehouse import project
from naukograd.warehouse.builds import Build, Purpose

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

log = logging.getLogger(__name__)

DBT_PROJECT = PROJECT / "dbt_project"
CONTRACT = "contract.json"
"""What a run keeps of the project beside what dbt writes: that is of megabytes, and takes it half a second."""
NOWHERE = "postgresql://nobody@nowhere/nothing"
"""The database of a project that is only parsed."""


def code_version() -> str:
    """Version of everything that turns deliveries into marts: a hash over dbt's project, the functions that its models
    call, which migrations make, and the package matching."""
    digest = hashlib.sha256()
    for folder in ("models", "macros", "seeds"):
        for file in sorted((DBT_PROJECT / folder).rglob("*")):
            if file.suffix in (".sql", ".yml", ".csv", ".md"):
                digest.update(str(file.relative_to(DBT_PROJECT)).encode() + b"\0" + file.read_bytes())
    digest.update((DBT_PROJECT / "dbt_project.yml").read_bytes())
    digest.update("".join(database.migrations().values()).encode())
    digest.update(matching.version().encode())
    return digest.hexdigest()[:12]


def run(
    settings: Settings, name: str, command: Sequence[str], build: Build | None = None, schema: str | None = None
) -> None:
    """Run a dbt command against the warehouse.

    Args:
        name: of this run, for its messages.
        build: what the models are about; its identity and moment travel with the session, so that dbt need not parse
            the project anew for each build.
        schema: where models of a moment are written; by default the candidate of the build's purpose.
    Raises:
        BuildFailed: naming each failed node with the database's message, or that nothing was selected.
    """
    written = schema or (build.purpose if build else Purpose.MARTS).candidate
    target = _target(settings, written)
    options = [
        *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        # Its file of what it does inside costs it a quarter of its time; what it ran lies in its target.
        *("--log-level-file", "info"),
        *("--quiet", "--no-use-colors", "--no-send-anonymous-usage-stats", "--no-version-check"),
    ]
    with _environment(settings.warehouse_url, build), _without_collection():
        result = _invoke(command, options, settings, written)
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


def _invoke(command: Sequence[str], options: Sequence[str], settings: Settings, schema: str) -> dbtRunnerResult:
    # Importing dbt takes seconds: only those who run it pay.
    from dbt.cli.main import dbtRunner

    def parse(target: Path) -> None:
        # Whatever dbt may hold a parsed project to depend on is always the same.
        with _environment(NOWHERE, None):
            result = dbtRunner().invoke(["parse", "--no-write-json", *options, "--target-path", str(target)])
        if not result.success:
            raise BuildFailed(
                str(result.exception or "dbt cannot parse the project").strip(),
                where="dbt parse",
                remedy=f"Its log: {_target(settings, schema) / 'dbt.log'}.",
            )

    manifest = project.parsed(
        DBT_PROJECT, code_version(), settings.state / "dbt", os.environ["DBT_DBNAME"], schema, parse
    )
    _keep_contract(manifest, _target(settings, schema))
    return dbtRunner(manifest=manifest).invoke([*command, *options])


def _target(settings: Settings, schema: str) -> Path:
    """A folder per schema: builds of different purposes may run at once, and what each ran lies there."""
    return settings.state / "dbt" / schema


@contextmanager
def _environment(url: str, build: Build | None) -> Iterator[None]:
    """profiles.yml reads the connection from the environment, so that no file holds a password; libpq the session."""
    parts = conninfo_to_dict(url)
    ours = {
        "DBT_HOST": str(parts.get("host") or "localhost"),
        "DBT_PORT": str(parts.get("port") or 5432),
        "DBT_USER": str(parts.get("user") or "postgres"),
        "DBT_PASSWORD": str(parts.get("password") or ""),
        "DBT_DBNAME": str(parts.get("dbname") or "postgres"),
    }
    if build:
        moment = build.as_of.astimezone(ALMATY).isoformat()
        session = {
            "naukograd.build_id": build.id,
            "naukograd.as_of": moment,
            "timezone": "Asia/Almaty",
            "datestyle": "ISO,MDY",
        }
        ours["PGOPTIONS"] = " ".join(f"-c {name}={value}" for name, value in session.items())
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


@contextmanager
def _without_collection() -> Iterator[None]:
    """What dbt knows of the project is half a million objects, hardly any of which is garbage before it ends: looking
    through them takes it a tenth of its time, and saves sixty megabytes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _keep_contract(manifest: Manifest, target: Path) -> None:
    marts = [node for node in manifest.nodes.values() if node.unique_id.startswith("model.") and node.fqn[1] == "marts"]
    described = {
        mart.name: {"": mart.description, **{column.name: column.description for column in mart.columns.values()}}
        for mart in marts
    }
    target.mkdir(parents=True, exist_ok=True)
    (target / CONTRACT).write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def contract(settings: Settings, schema: str) -> dict[str, dict[str, str]]:
    """Of each mart, its description and those of its columns (key ``""`` is the mart's own), as last written there."""
    described: dict[str, dict[str, str]] = json.loads((_target(settings, schema) / CONTRACT).read_text("utf-8"))
    return described
