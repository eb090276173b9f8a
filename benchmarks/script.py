"""The same marts from the same raw tables, by one SQL script: the project's own SQL without dbt, ledger and gate."""

from __future__ import annotations

import json
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from benchmarks.processes import timed
from naukograd import pipeline
from naukograd.core.settings import Settings
from naukograd.warehouse import builds, dbt
from naukograd.warehouse.builds import Purpose

SCHEMAS = ("candidate", "per_delivery")
BESIDE = "script_{}"
"""Where the script writes: what the build wrote stays."""


def seconds(settings: Settings, as_of: datetime, folder: Path) -> float:
    """What psql takes for the script of the build of that moment, which must be the last one that was built."""
    file = folder / "first_build.sql"
    build = _last_build(settings)
    assert build.as_of == as_of
    file.write_text(_script(settings, build), "utf-8")
    session = {"naukograd.build_id": build.id, "naukograd.as_of": as_of.isoformat(), "timezone": "Asia/Almaty"}
    options = " ".join(f"-c {name}={value}" for name, value in session.items())
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", settings.warehouse_url, "-f", str(file)]
    return timed(command, PGOPTIONS=options).seconds


def _last_build(settings: Settings) -> builds.Build:
    with pipeline.opened(settings) as (conn, _):
        build = builds.published(conn)
    assert build is not None
    return build


def _script(settings: Settings, build: builds.Build) -> str:
    selectors = [f"path:models/{layer}" for layer in ("per_delivery", "as_of", "marts")]
    dbt.run(settings, "compile", ["compile", "--full-refresh", "--select", *selectors], build)
    manifest = json.loads((settings.state / "dbt" / Purpose.MARTS.candidate / "manifest.json").read_text("utf-8"))
    models = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node["schema"] in SCHEMAS
    }
    wanted = {
        key: [parent for parent in node["depends_on"]["nodes"] if parent in models] for key, node in models.items()
    }
    text = "\n".join(_statement(models[key]) for key in TopologicalSorter(wanted).static_order())
    for schema in SCHEMAS:
        text = text.replace(f'"{schema}"."', f'"{BESIDE.format(schema)}"."')
    anew = [
        f"drop schema if exists {BESIDE.format(schema)} cascade; create schema {BESIDE.format(schema)};"
        for schema in reversed(SCHEMAS)
    ]
    return "\n".join([*anew, text])


def _statement(node: dict[str, Any]) -> str:
    """Make the relation of one model, with its indexes."""
    name, config = f'"{node["schema"]}"."{node["name"]}"', node["config"]
    kind = "view" if config["materialized"] == "view" else "table"
    made = f"create {kind} {name} as {node['compiled_code']};"
    indexes = [f"create index on {name} ({', '.join(each['columns'])});" for each in config.get("indexes") or []]
    return "\n".join([made, *indexes, f"analyze {name};" if kind == "table" else ""])
