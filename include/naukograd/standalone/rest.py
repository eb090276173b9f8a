"""Airflow over its public REST API (``/api/v2``): the few calls that a run needs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from naukograd.core.errors import NaukogradError, SourceUnavailable

log = logging.getLogger(__name__)

TIMEOUT = 30  # seconds for one call
FINISHED = frozenset({"success", "failed"})
# The logger through which naukograd.orchestration states why a task failed.
CAUSE_LOGGER = "naukograd.orchestration"


class AirflowRefused(NaukogradError):
    """Airflow answered a call with an error."""

    runbook = "airflow-does-not-start"


class DagBroken(NaukogradError):
    """A DAG file cannot be imported."""

    runbook = "airflow-does-not-start"


@dataclass(frozen=True)
class Task:
    """One task of a DAG run; ``state`` is None while it waits for others, ``attempt`` counts from 1."""

    task_id: str
    state: str | None
    attempt: int


@dataclass(frozen=True)
class Run:
    """A DAG run as it is now."""

    dag_id: str
    run_id: str
    state: str
    tasks: tuple[Task, ...]

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


class Airflow:
    """A client of one Airflow server.

    Raises, from every method:
        SourceUnavailable: no answer.
        AirflowRefused: an answer that is an error, in Airflow's words.
    """

    def __init__(self, base_url: str, user: str, password: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._credentials = {"username": user, "password": password}
        self._session = requests.Session()
        # The server is our own, on this machine: a proxy set for the outside must not come between.
        self._session.trust_env = False
        # Where its scheduler writes the same rows, Airflow answers 500 for a deadlock: what may be said twice is.
        again = Retry(
            total=5,
            # Who is not there is to be found out at once.
            connect=0,
            read=0,
            status_forcelist=[500, 503],
            allowed_methods=["GET", "PATCH"],
            backoff_factor=0.2,
            raise_on_status=False,
        )
        self._session.mount(self._base_url, HTTPAdapter(max_retries=again))

    def healthy(self) -> bool:
        """Whether the server answers, and scheduler and DAG processor have sent their heartbeats."""
        try:
            reply = self._session.get(f"{self._base_url}/api/v2/monitor/health", timeout=TIMEOUT)
        except requests.RequestException:
            return False
        return reply.ok and all(reply.json()[part]["status"] == "healthy" for part in ("scheduler", "dag_processor"))

    def ensure_pools(self, pools: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the pools, or give those that exist the slots stated: {name: {slots, description, include_deferred}}."""
        there = {pool["name"] for pool in self._get("/pools", limit=1000)["pools"]}
        for name, pool in pools.items():
            if name in there:
                self._call("PATCH", f"/pools/{quote(name)}", json={"pool": name, **pool})
            else:
                self._call("POST", "/pools", json={"name": name, **pool})

    def parsed_since(self, dag_id: str, moment: datetime) -> bool:
        """Whether the DAG's file has been read after ``moment``.

        Raises:
            DagBroken: some DAG file cannot be imported; with the import's own error.
        """
        errors = self._get("/importErrors")["import_errors"]
        if current := [e for e in errors if datetime.fromisoformat(e["timestamp"]) >= moment]:
            raise DagBroken(
                "\n".join(str(e["stack_trace"]).strip() for e in current),
                where=", ".join(str(e["filename"]) for e in current),
                remedy="Correct the file and run again.",
            )
        found = [d for d in self._get("/dags", dag_id_pattern=dag_id, limit=100)["dags"] if d["dag_id"] == dag_id]
        return bool(found) and datetime.fromisoformat(found[0]["last_parsed_time"]) >= moment

    def unpause(self, dag_id: str) -> None:
        """A run of a paused DAG would wait for ever."""
        self._call("PATCH", f"/dags/{dag_id}", json={"is_paused": False})

    def fail_unfinished(self, dag_id: str) -> list[str]:
        """Mark the DAG's queued and running runs failed; returns their ids."""
        runs = self._get(f"/dags/{dag_id}/dagRuns", state=["queued", "running"], limit=100)["dag_runs"]
        for run in runs:
            self._call("PATCH", _run_path(dag_id, run["dag_run_id"]), json={"state": "failed"})
        return [str(run["dag_run_id"]) for run in runs]

    def trigger(self, dag_id: str, conf: Mapping[str, object]) -> str:
        """Start a run without a logical date; returns its run id."""
        body = {"logical_date": None, "conf": dict(conf)}
        return str(self._call("POST", f"/dags/{dag_id}/dagRuns", json=body)["dag_run_id"])

    def run(self, dag_id: str, run_id: str) -> Run:
        """The run and all its tasks as they are now."""
        path = _run_path(dag_id, run_id)
        # The run first: tasks read after a finished run are finished too.
        state = str(self._get(path)["state"])
        tasks = self._get(f"{path}/taskInstances", limit=1000)["task_instances"]
        return Run(
            dag_id, run_id, state, tuple(Task(t["task_id"], t["state"], max(1, int(t["try_number"]))) for t in tasks)
        )

    def cause(self, run: Run, task: Task) -> str:
        """Why the task's latest try failed, in the words of our own error where there is one."""
        path = f"{_run_path(run.dag_id, run.run_id)}/taskInstances/{quote(task.task_id)}/logs/{task.attempt}"
        lines = self._get(path, full_content="true")["content"]
        errors = [line for line in lines if isinstance(line, dict) and line.get("level") in ("error", "critical")]
        own = [line for line in errors if line.get("logger") == CAUSE_LOGGER]
        if not (said := own or errors):
            return "its log has no error; the process may have been killed"
        return said[-1]["event"] if own else _exception(said[-1])

    def _get(self, path: str, **params: object) -> Any:
        return self._call("GET", path, params=params)

    def _call(self, method: str, path: str, **arguments: Any) -> Any:
        url = f"{self._base_url}/api/v2{path}"
        try:
            if "Authorization" not in self._session.headers:
                self._log_in()
            reply = self._session.request(method, url, timeout=TIMEOUT, **arguments)
            if reply.status_code == requests.codes.unauthorized:  # the token has run out: a day by default
                self._log_in()
                reply = self._session.request(method, url, timeout=TIMEOUT, **arguments)
        except requests.RequestException as error:
            raise SourceUnavailable(f"Airflow does not answer: {error}", where=url) from None
        return _checked(reply)

    def _log_in(self) -> None:
        reply = self._session.post(f"{self._base_url}/auth/token", json=self._credentials, timeout=TIMEOUT)
        self._session.headers["Authorization"] = f"Bearer {_checked(reply)['access_token']}"


def _checked(reply: requests.Response) -> Any:
    if not reply.ok:
        raise AirflowRefused(f"Airflow answered {reply.status_code}: {reply.text[:500]}", where=reply.url)
    return reply.json()


def _run_path(dag_id: str, run_id: str) -> str:
    return f"/dags/{dag_id}/dagRuns/{quote(run_id, safe='')}"


def _exception(line: Mapping[str, Any]) -> str:
    details = line.get("error_detail") or []
    return f"{details[-1]['exc_type']}: {details[-1]['exc_value']}" if details else str(line["event"])
