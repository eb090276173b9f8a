"""The executor that forks tasks from a process which has imported what they import."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import pytest
from airflow.executors.local_executor import LocalExecutor

from naukograd import executor
from naukograd.core.settings import PROJECT
from naukograd.standalone.airflow import EXECUTOR


def test_every_way_to_start_airflow_names_it() -> None:
    module, name = EXECUTOR.rsplit(".", 1)
    assert getattr(importlib.import_module(module), name) is executor.WarmExecutor
    assert f"AIRFLOW__CORE__EXECUTOR: {EXECUTOR}\n" in (PROJECT / "docker-compose.yaml").read_text("utf-8")


def test_everything_is_imported_before_the_workers_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(executor, "import_module", done.append)
    monkeypatch.setattr(LocalExecutor, "start", lambda _: done.append("forked"))
    executor.WarmExecutor(parallelism=1).start()
    assert done == [*executor.IMPORTED, "forked"]
    assert all(find_spec(module) for module in executor.IMPORTED)
