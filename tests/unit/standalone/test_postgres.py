"""The embedded server: starts, ends, and gets up again after every way of being killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from naukograd.core.errors import UsageError
from naukograd.standalone import airflow, postgres
from naukograd.standalone.processes import ProcessEnded

HOLD = """
import sys, time
from pathlib import Path
from typing import Any
import psycopg
from naukograd.standalone import postgres
with postgres.running(Path(sys.argv[1])) as server:
    with psycopg.connect(server.url()) as conn:
        conn.execute("create table kept as select 1 as n")
    print(server.process.popen.pid, flush=True)
    time.sleep(600)
"""


def _servers(state: Path) -> list[psutil.Process]:
    data = str(state / "postgres")
    return [p for p in psutil.process_iter(["name", "cwd"]) if p.info["name"] == "postgres" and p.info["cwd"] == data]


def _wait_until_gone(state: Path) -> None:
    for _ in range(200):
        if not _servers(state):
            return
        time.sleep(0.05)
    pytest.fail(f"still running: {_servers(state)}")


def test_both_databases_are_there_and_nothing_remains(tmp_path: Path) -> None:
    for _ in range(2):  # the second start finds what the first made
        with postgres.running(tmp_path) as server:
            for name in (postgres.WAREHOUSE, postgres.AIRFLOW):
                with psycopg.connect(server.url(name)) as conn:
                    assert conn.execute("select current_database()").fetchone() == (name,)
            with psycopg.connect(server.url()) as conn:
                assert conn.execute("show fsync").fetchone() == ("on",)
                assert conn.execute("show listen_addresses").fetchone() == ("",)
        assert _servers(tmp_path) == []


def test_data_survive_the_death_of_the_server_and_of_its_starter(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    server_pid = int(holder.stdout.readline())
    os.kill(server_pid, signal.SIGKILL)
    holder.kill()
    holder.communicate()
    assert (tmp_path / "postgres" / "postmaster.pid").exists()
    with postgres.running(tmp_path) as server, psycopg.connect(server.url()) as conn:
        assert conn.execute("select n from kept").fetchone() == (1,)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_the_server_does_not_outlive_a_killed_starter(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    _wait_until_gone(tmp_path)


def test_a_pid_file_of_somebody_else_s_process_is_not_believed(tmp_path: Path) -> None:
    with postgres.running(tmp_path):
        lines = (tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()
    stale = tmp_path / "postgres" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with postgres.running(tmp_path) as server:
        psycopg.connect(server.url()).close()


def test_one_data_folder_has_one_server(tmp_path: Path) -> None:
    with (
        postgres.running(tmp_path),
        pytest.raises(UsageError, match=f"process {os.getpid()}"),
        postgres.running(tmp_path),
    ):
        pass


def test_an_interrupted_first_start_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "base").mkdir(parents=True)
    with postgres.running(tmp_path) as server:
        psycopg.connect(server.url()).close()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with postgres.running(tmp_path):
        pass
    (tmp_path / "postgres" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(ProcessEnded, match="not compatible"), postgres.running(tmp_path):
        pass


def test_a_bi_tool_reads_marts_made_before_and_after_and_nothing_else(tmp_path: Path) -> None:
    port = airflow.free_port()
    with postgres.running(tmp_path, tcp_port=port) as server:
        with psycopg.connect(server.url()) as conn:
            conn.execute("create schema marts")
            conn.execute("create table marts.before as select 1 as n")
            for schema in ("marts_as_of_20270420", "releases", "raw"):
                conn.execute(f"create schema {schema}")  # type: ignore[arg-type]
                conn.execute(f"create table {schema}.secret as select 1 as n")  # type: ignore[arg-type]
        postgres.open_to_bi(server, "s3cr't")
        with psycopg.connect(server.url()) as conn:
            conn.execute("create table marts.after as select 2 as n")
        reader: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": "bi_reader", "connect_timeout": 5}
        with psycopg.connect(**reader, dbname="warehouse", password="s3cr't", autocommit=True) as conn:
            assert conn.execute("table marts.before union all table marts.after order by n").fetchall() == [(1,), (2,)]
            assert conn.execute("table marts_as_of_20270420.secret union table releases.secret").fetchall() == [(1,)]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute("select * from raw.secret")
            conn.execute("set default_transaction_read_only = off")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute("insert into marts.before values (3)")
        for other in ({"dbname": "warehouse", "password": "guess"}, {"dbname": "airflow", "password": "s3cr't"}):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(**{**reader, **other})
        with pytest.raises(psycopg.OperationalError, match="pg_hba"):
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="warehouse")


def test_a_path_too_long_for_a_socket_does_not_matter(tmp_path: Path) -> None:
    state = tmp_path / ("n" * 100)
    with postgres.running(state) as server:
        psycopg.connect(server.url()).close()
        assert server.socket != state / "postgres"
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    server.socket.rmdir()
