"""The whole stack on one machine, for the length of a block: PostgreSQL, the warehouse, the sources, Airflow."""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import requests

from naukograd.core.errors import NaukogradError, SourceUnavailable, UsageError
from naukograd.core.settings import PROJECT, Settings
from naukograd.standalone import airflow, postgres, processes
from naukograd.standalone.credentials import Credentials, credentials
from naukograd.standalone.progress import Progress
from naukograd.standalone.rest import Airflow

log = logging.getLogger(__name__)

# Where in the sample world each Airflow connection leads.
SAMPLE_ADDRESSES = {
    "kgd": "",
    "filings": "/filings/",
    "wipo": "/gii/",
    "bns": "/bns/",
    "taldau": "/taldau/ru/",
    "worldbank": "/worldbank/",
    "kazpatent": "/",
}
# Those that answer over TLS alone, with a certificate to be pinned, as the real one must be.
SECURE = frozenset({"kazpatent"})
# What ships with the package needs no connection of the operator's, and is real whatever the other sources are.
SHIPPED = {"concept": PROJECT / "include" / "naukograd" / "sources" / "concept_tables"}
WORLD_TOKEN = "sample-token"  # noqa: S105 - the sample world's, and public
LONGEST_START = 180.0  # seconds; a cold start on two busy cores takes a tenth of it
POLL = 0.5  # seconds


class DidNotStart(NaukogradError):
    """A part of the stack gave no sign of life in time."""

    runbook = "airflow-does-not-start"


@dataclass(frozen=True)
class World:
    """The sample world that stands in for the sources: the arguments of ``python -m sample_world serve``."""

    arguments: Sequence[str]


@dataclass(frozen=True)
class Stack:
    """A running stack.

    Attributes:
        settings: with the warehouse's URL filled in.
        server: the embedded server, or None when neither database lives there.
        world_url: of the sample world, where it stands in for the sources.
        offers_bi: whether the embedded server listens on TCP for BI tools.
    """

    settings: Settings
    secrets: Credentials
    server: postgres.Server | None
    airflow: Airflow
    airflow_url: str
    processes: Sequence[processes.Process]
    world_url: str | None
    offers_bi: bool

    @property
    def is_sample(self) -> bool:
        return self.world_url is not None

    def set_clock(self, moment: str) -> None:
        """Have the sample world show what was known at the moment.

        Raises:
            SourceUnavailable: it does not.
        """
        session = requests.Session()
        session.trust_env = False  # on this machine: a proxy set for the outside must not come between
        try:
            session.put(f"{self.world_url}/_clock", json={"now": moment}, timeout=10).raise_for_status()
        except requests.RequestException as error:
            raise SourceUnavailable(f"the sample world keeps its clock: {error}", where=str(self.world_url)) from None

    def check(self) -> None:
        """Raise ProcessEnded if any process of the stack is gone."""
        for process in self.processes:
            process.check()


@contextmanager
def running(
    settings: Settings,
    *,
    prepare: Callable[[Settings], object],
    world: World,
    dag_ids: Sequence[str],
    schedules: bool,
    progress: Progress,
    ui_port: int | None = None,
    bi_port: int | None = None,
    dags: Path = airflow.DAGS,
) -> Iterator[Stack]:
    """Everything started and ready: databases migrated, sources reachable, DAGs read, pools made.

    Args:
        prepare: brings the warehouse (its URL is in the settings given) to this code's version.
        dag_ids: DAGs that must have been read before the block begins.
        schedules: whether DAGs run by their own schedules, or only when triggered.
        ui_port, bi_port: ports wanted for Airflow's page, and for BI tools (None: no TCP at all).
    Raises:
        UsageError: another stack uses this state folder.
        ProcessEnded, DidNotStart, DagBroken, MigrationFailed: a part of the stack does not work, and why.
    """
    state = settings.state
    secrets = credentials(state)
    with ExitStack() as blocks:
        blocks.enter_context(_orderly_end())
        blocks.enter_context(alone(state))
        if left := processes.reap(state):
            log.warning("ended what an earlier run left behind: %s", ", ".join(left))
        server = None
        if settings.warehouse is None or airflow.OWN_METADATA not in os.environ:
            progress.step("PostgreSQL: starting")
            server = blocks.enter_context(postgres.running(state, tcp_port=bi_port))
        settings = replace(settings, warehouse=settings.warehouse or (server.url() if server else None))

        started = [server.process] if server else []
        connections, world_url, world_process = _sources(blocks, state, world)
        started += world_process
        port = airflow.free_port(ui_port)
        env = airflow.environment(
            settings,
            secrets,
            metadata_url=server.sqlalchemy_url() if server and airflow.OWN_METADATA not in os.environ else None,
            warehouse_url=settings.warehouse_url,
            connections={**_shipped(), **connections},
            port=port,
            schedules=schedules,
            dags=dags,
        )
        progress.step("Airflow: bringing its database up to date")
        airflow.migrate(env, state, server)
        began = datetime.now(UTC)
        progress.step("Airflow: starting")
        started += blocks.enter_context(airflow.running(env, state, schedules=schedules))
        progress.step("warehouse: bringing it up to date")
        prepare(settings)  # while Airflow's processes import themselves
        if server and bi_port:
            postgres.open_to_bi(server, secrets.bi_password)
        client = Airflow(f"http://127.0.0.1:{port}", airflow.ADMIN, secrets.admin_password)
        stack = Stack(
            settings=settings,
            secrets=secrets,
            server=server,
            airflow=client,
            airflow_url=f"http://127.0.0.1:{port}",
            processes=started,
            world_url=world_url,
            offers_bi=bi_port is not None,
        )
        _wait("Airflow's processes", client.healthy, stack)
        client.ensure_pools(json.loads((dags / "pools.json").read_text("utf-8")))
        for dag_id in dag_ids:
            _wait(f"the DAG {dag_id}", partial(client.parsed_since, dag_id, began), stack)
        yield stack


def has_real_sources() -> bool:
    """Whether the operator has set the Airflow connections of the sources, so that no sample world is needed.

    Raises:
        UsageError: only some are set; invented figures would stand beside real ones.
    """
    names = [f"AIRFLOW_CONN_{source.upper()}" for source in SAMPLE_ADDRESSES]
    missing = [name for name in names if name not in os.environ]
    if 0 < len(missing) < len(names):
        raise UsageError(
            "some sources are real and some are not", where=", ".join(missing), remedy="Set all connections, or none."
        )
    return not missing


def alone(state: Path) -> AbstractContextManager[None]:
    """Hold the state folder for the block, so that one stack at most serves it.

    Raises:
        UsageError: another one does.
    """
    return processes.only_one(state / "stack.lock", "a stack already runs here", "Wait for it, or end it: make down.")


def _sources(
    blocks: ExitStack, state: Path, world: World
) -> tuple[Mapping[str, str], str | None, list[processes.Process]]:
    """Airflow connections to the sample world, and its URL; it is started unless every source has a real one."""
    if has_real_sources():
        return {}, None, []
    process = processes.start(
        "sample world",
        [sys.executable, "-m", "sample_world", "serve", "--port", "0", *world.arguments],
        stack=state,
        # Its certificate has to outlive the cleaning of the machine's own temporary folder.
        env={**os.environ, "TMPDIR": str(state)},
        log=state / "logs" / "sample-world.log",
        stdout=processes.PIPE,
    )
    blocks.callback(processes.stop, [process])
    announced = _announced(process)
    connections = {name: _connection(name, path, announced) for name, path in SAMPLE_ADDRESSES.items()}
    return connections, announced["url"], [process]


def _shipped() -> dict[str, str]:
    return {name: json.dumps({"conn_type": "file", "host": str(folder)}) for name, folder in SHIPPED.items()}


def _connection(name: str, path: str, announced: Mapping[str, str]) -> str:
    if name in SECURE:
        host, extra = announced["secure_url"], {"verify": announced["certificate"]}
    else:
        host, extra = announced["url"], {}
    return json.dumps({"conn_type": "http", "host": host + path, "password": WORLD_TOKEN, "extra": extra})


def _announced(process: processes.Process) -> dict[str, str]:
    """Where the sample world listens, over HTTP and TLS, and the path of its certificate."""
    stdout = process.popen.stdout
    assert stdout is not None
    ready, _, _ = select.select([stdout], [], [], LONGEST_START)
    line = stdout.readline() if ready else ""
    if not line:
        process.popen.poll()
        process.check()
        raise DidNotStart("the sample world did not say where it listens", remedy=f"Its log: {process.log}")
    announced: dict[str, str] = json.loads(line)
    return announced


def _wait(what: str, ready: Callable[[], bool], stack: Stack) -> None:
    patience = time.monotonic() + LONGEST_START
    while not ready():
        stack.check()
        if time.monotonic() > patience:
            raise DidNotStart(
                f"{what} gave no sign of life within {LONGEST_START:.0f} s",
                where=stack.airflow_url,
                remedy=f"Read the logs in {stack.settings.state / 'logs'}.",
            )
        time.sleep(POLL)


@contextmanager
def _orderly_end() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the blocks as Ctrl-C does, so that whatever asks us to end, everything is ended."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
