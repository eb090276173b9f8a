"""Airflow's own processes: their settings, their database, and their lives."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from naukograd.core.errors import NaukogradError
from naukograd.core.settings import PROJECT, Settings
from naukograd.standalone import processes
from naukograd.standalone.credentials import Credentials, write_private
from naukograd.standalone.postgres import AIRFLOW, Server

ADMIN = "admin"
DAGS = PROJECT / "dags"
# The metadata database of a person's own choice; the embedded one serves otherwise.
OWN_METADATA = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
EXECUTOR = "naukograd.executor.WarmExecutor"
COMPONENTS = {
    "api-server": ("api-server",),
    # Logs are read from the disk we share: no log server, which would want a fixed port.
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
}
# Serves deferred tasks and asset watchers, should a DAG of some future have any. A run of ours has none, and is spared
# its 180 MB and the ten seconds it takes to end.
WITH_SCHEDULES = {"triggerer": ("triggerer", "--skip-serve-logs")}


class MigrationFailed(NaukogradError):
    """Airflow could not make or upgrade its metadata database."""

    runbook = "airflow-does-not-start"


def environment(
    settings: Settings,
    secrets: Credentials,
    *,
    metadata_url: str | None,
    warehouse_url: str,
    connections: Mapping[str, str],
    port: int,
    schedules: bool,
    dags: Path = DAGS,
) -> dict[str, str]:
    """The environment of all Airflow processes, and so of every task: ours, then what the operator's own adds to it.

    Args:
        metadata_url: SQLAlchemy URL of the metadata database; None leaves the operator's own setting alone.
        connections: base URL and token of each source by Airflow connection id, as JSON; the operator's own wins.
        schedules: whether DAGs run by their schedules, or only when triggered: waking a DAG with a schedule would fire
            a run of its own beside the one asked for.
    """
    home, logs = settings.state / "airflow", settings.state / "logs"
    passwords = home / "passwords.json"
    write_private(passwords, json.dumps({ADMIN: secrets.admin_password}))
    base_url = f"http://127.0.0.1:{port}"
    options: dict[str, dict[str, object]] = {
        "core": {
            "executor": EXECUTOR,
            "parallelism": 4,
            "dags_folder": dags,
            "load_examples": False,
            "dags_are_paused_at_creation": False,
            "fernet_key": secrets.fernet_key,
            "execution_api_server_url": f"{base_url}/execution/",
            "simple_auth_manager_users": f"{ADMIN}:admin",
            "simple_auth_manager_passwords_file": passwords,
        },
        "api": {
            "base_url": base_url,
            "host": "127.0.0.1",
            "port": port,
            "workers": 1,
            "secret_key": secrets.jwt_secret,
        },
        "api_auth": {"jwt_secret": secrets.jwt_secret},
        "logging": {
            "base_log_folder": logs / "tasks",
            "dag_processor_child_process_log_directory": logs / "dag-processor",
            "colored_console_log": False,
        },
        "scheduler": {
            "use_job_schedule": schedules,
            # A task whose process is gone is noticed within half a minute, not five.
            "task_instance_heartbeat_timeout": 30,
            "scheduler_idle_sleep_time": 0.25,
        },
        # A supervisor that misses its task's exit looks again at its next heartbeat: 5 s by default.
        "workers": {"min_heartbeat_interval": 1},
        # Between two looks at unchanged DAG files; a run of minutes needs only the first.
        "dag_processor": {"min_file_process_interval": 30 if schedules else 600},
    }
    if metadata_url:
        options["database"] = {"sql_alchemy_conn": metadata_url, "sql_alchemy_conn_async": metadata_url}
    return {
        **{f"AIRFLOW_CONN_{name.upper()}": value for name, value in connections.items()},
        **os.environ,
        **{f"AIRFLOW__{s}__{k}".upper(): str(v) for s, keys in options.items() for k, v in keys.items()},
        "AIRFLOW_HOME": str(home),
        "WAREHOUSE_URL": warehouse_url,
        "NAUKOGRAD_STATE": str(settings.state),
        "NAUKOGRAD_ARCHIVE": settings.archive,
        "NAUKOGRAD_PAGES": str(settings.pages),
        "NAUKOGRAD_RELEASES": str(settings.releases),
        "NAUKOGRAD_SIGNING_KEY": str(settings.signing_key),
        # Neither dbt nor Great Expectations is to report home what a Government programme runs.
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "False",
        "PYTHONUNBUFFERED": "1",
    }


def migrate(env: Mapping[str, str], state: Path, server: Server | None) -> None:
    """Bring Airflow's metadata database to the installed version.

    On the embedded server the version reached is kept as the database's comment, which saves the ten seconds Airflow
    takes to find that there is nothing to do.

    Raises:
        MigrationFailed: with Airflow's last words.
    """
    version = f"apache-airflow {metadata.version('apache-airflow')}"
    if server and _stamp(server) == version:
        return
    log = state / "logs" / "airflow-migrate.log"
    migration = processes.start(
        "migration of Airflow's database", _airflow("db", "migrate"), stack=state, env=env, log=log
    )
    try:
        code = migration.popen.wait()
    finally:
        processes.stop([migration])
    if code:
        raise MigrationFailed(
            f"airflow db migrate failed:\n{processes.tail(log)}", where=OWN_METADATA, remedy=f"Full log: {log}"
        )
    if server:
        with psycopg.connect(server.url(AIRFLOW)) as conn:
            conn.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(AIRFLOW), sql.Literal(version)))


@contextmanager
def running(env: Mapping[str, str], state: Path, *, schedules: bool) -> Iterator[list[processes.Process]]:
    """Airflow's processes for the length of the block; all of them and their children are gone after it."""
    started: list[processes.Process] = []
    try:
        for name, arguments in {**COMPONENTS, **(WITH_SCHEDULES if schedules else {})}.items():
            started.append(
                processes.start(
                    f"Airflow {name}", _airflow(*arguments), stack=state, env=env, log=state / "logs" / f"{name}.log"
                )
            )
        yield started
    finally:
        processes.stop(started)


def free_port(preferred: int | None = None) -> int:
    """A TCP port of 127.0.0.1 that nobody listens on: ``preferred`` if it is free, else any."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", preferred or 0))
        except OSError:
            return free_port()
        return int(probe.getsockname()[1])


def task_log(state: Path, dag_id: str, run_id: str, task_id: str, attempt: int) -> Path:
    """Where the log of one try of a task lies (Airflow's default ``log_filename_template``)."""
    return (
        state
        / "logs"
        / "tasks"
        / f"dag_id={dag_id}"
        / f"run_id={run_id}"
        / f"task_id={task_id}"
        / f"attempt={attempt}.log"
    )


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


def _stamp(server: Server) -> str | None:
    with psycopg.connect(server.url(AIRFLOW)) as conn:
        row = conn.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [AIRFLOW]
        ).fetchone()
    return row[0] if row else None
