"""Parse the DAG folder in a fresh interpreter, as Airflow does, and print what was found as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import Asset


def describe(folder: Path) -> dict[str, Any]:
    """DAGs and tasks with what the tests ask about."""
    bag: Any = DagBag(folder)
    return {
        "import_errors": bag.import_errors,
        "modules": sorted(sys.modules),
        "dags": {
            dag.dag_id: {
                "schedule": type(dag.timetable).__name__,
                "timezone": str(getattr(dag.timetable, "timezone", "")),
                "condition": type(getattr(dag.timetable, "asset_condition", None)).__name__,
                "awaits": sorted(asset.name for asset in dag.timetable.asset_condition.objects)
                if getattr(dag.timetable, "asset_condition", None)
                else [],
                "catchup": dag.catchup,
                "max_active_runs": dag.max_active_runs,
                "run_timeout": dag.dagrun_timeout.total_seconds() if dag.dagrun_timeout else None,
                "params": {name: dag.params.get_param(name).dump() for name in dag.params},
                "tasks": {
                    task.task_id: {
                        "kind": type(task).__name__,
                        "owner": task.owner,
                        "pool": task.pool,
                        "timeout": task.execution_timeout.total_seconds() if task.execution_timeout else None,
                        "retries": task.retries,
                        "retry_policy": type(task.retry_policy).__name__,
                        "on_failure": [callback.__qualname__ for callback in task.on_failure_callback],
                        "rule": str(task.trigger_rule.value),
                        "upstream": sorted(task.upstream_task_ids),
                        "leaf": not task.downstream_task_ids,
                        "announces": sorted(outlet.name for outlet in task.outlets if isinstance(outlet, Asset)),
                    }
                    for task in dag.tasks
                },
            }
            for dag in bag.dags.values()
        },
    }


if __name__ == "__main__":
    found = describe(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")
