"""The same marts from the same raw tables, by one SQL script: the project's own SQL without dbt, ledger and gate.

Taken whole, it shows what the machinery costs. With payments added up by hand it is what somebody would write who needs
these marts once: of the bulk payments only the participants' are kept apart, which a later register would make wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from benchmarks.processes import psql
from naukograd import pipeline
from naukograd.core.settings import Settings
from naukograd.warehouse import builds, dbt
from naukograd.warehouse.builds import Purpose

SCHEMAS = ("candidate", "per_delivery")
BESIDE = "script_{}"
"""Where the script writes: what the build wrote stays."""


BY_HAND = {
    "payments_bulk_daily": """
        select
            p.delivery_id, p.bin, p.budget_code, p.pay_type, p.receipt_date,
            sum(p.amount_kzt) as amount_kzt, cast(count(*) as integer) as payments
        from (
            select
                delivery_id, budget_code, pay_type, receipt_date, amount_kzt,
                case when bin in (select bin from staging.stg_filings__participants) then bin end as bin
            from staging.stg_kgd__payments_bulk
        ) as p
        group by p.delivery_id, p.bin, p.budget_code, p.pay_type, p.receipt_date
    """
}
"""Of a model, how it would be computed for one register: everybody else's payments as one payer's."""


def seconds(settings: Settings, as_of: datetime, folder: Path, by_hand: Mapping[str, str]) -> float:
    """What psql takes for the script of the build of that moment, which must be the last one that was built.

    Args:
        by_hand: queries in the place of some models' own.
    """
    file = folder / "first_build.sql"
    build = _last_build(settings)
    assert build.as_of == as_of
    file.write_text(_script(settings, build, by_hand), "utf-8")
    session = {"naukograd.build_id": build.id, "naukograd.as_of": as_of.isoformat(), "timezone": "Asia/Almaty"}
    options = " ".join(f"-c {name}={value}" for name, value in session.items())
    return psql(settings.warehouse_url, "-v", "ON_ERROR_STOP=1", "-f", str(file), PGOPTIONS=options).seconds


def _last_build(settings: Settings) -> builds.Build:
    with pipeline.opened(settings) as (conn, _):
        build = builds.published(conn)
    assert build is not None
    return build


def _script(settings: Settings, build: builds.Build, by_hand: Mapping[str, str]) -> str:
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
    ordered = [models[key] for key in TopologicalSorter(wanted).static_order()]
    text = "\n".join(_statement(model, by_hand.get(model["name"], model["compiled_code"])) for model in ordered)
    for schema in SCHEMAS:
        text = text.replace(f'"{schema}"."', f'"{BESIDE.format(schema)}"."')
    anew = [
        f"drop schema if exists {BESIDE.format(schema)} cascade; create schema {BESIDE.format(schema)};"
        for schema in reversed(SCHEMAS)
    ]
    return "\n".join(["set client_min_messages = warning;", *anew, text])


def _statement(node: dict[str, Any], query: str) -> str:
    """Make the relation of one model, with its indexes."""
    name, config = f'"{node["schema"]}"."{node["name"]}"', node["config"]
    kind = "view" if config["materialized"] == "view" else "table"
    made = f"create {kind} {name} as {query};"
    indexes = [f"create index on {name} ({', '.join(each['columns'])});" for each in config.get("indexes") or []]
    return "\n".join([made, *indexes, f"analyze {name};" if kind == "table" else ""])
