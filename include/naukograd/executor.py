"""Airflow's local executor, warm: what every task imports is imported once, before the workers fork."""

from __future__ import annotations

from importlib import import_module

from airflow.executors.local_executor import LocalExecutor

IMPORTED = (
    "airflow.sdk.execution_time.supervisor",
    "airflow.sdk.execution_time.task_runner",
    "dbt.adapters.postgres",
    "dbt.cli.main",
    "great_expectations",
    "naukograd.orchestration",
    "naukograd.pipeline",
)
"""What a task would import at its own cost: up to ten seconds of a core, more than most tasks work."""


class WarmExecutor(LocalExecutor):
    """Runs each task in a process of its own, as its base does. Like the DAG files' defaults, the code that tasks run
    is that of the scheduler's start: installing another one ends with a restart."""

    def start(self) -> None:
        """Import, then fork the workers: tasks are forked from them, and share these pages of memory."""
        for module in IMPORTED:
            import_module(module)
        super().start()
