"""The REST client against a server that answers as Airflow does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from naukograd.core.errors import SourceUnavailable
from naukograd.standalone.rest import Airflow, AirflowRefused, DagBroken, Run, Task

RUN_ID = "manual__2026-11-22T01:06:28.382521+00:00"
RUN_PATH = "/api/v2/dags/tiny/dagRuns/manual__2026-11-22T01%3A06%3A28.382521%2B00%3A00"


class FakeAirflow(ThreadingHTTPServer):
    """Answers by method and path; keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[tuple[str, str], Any] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.tokens = ["first", "second"]
        self.valid = {"first", "second"}
        self.stumbles = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: FakeAirflow

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        self.server.asked.append((self.command, path, body))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if path == "/auth/token":
            good = body == {"username": "admin", "password": "right"}
            self._reply(201 if good else 401, {"access_token": self.server.tokens.pop(0)} if good else {})
        elif path != "/api/v2/monitor/health" and token not in self.server.valid:
            self._reply(401, {"detail": "Unauthorized"})
        elif self.server.stumbles > 0:
            self.server.stumbles -= 1
            self._reply(500, {"detail": "Database error"})
        elif (self.command, path) in self.server.answers:
            self._reply(200, self.server.answers[self.command, path])
        else:
            self._reply(404, {"detail": f"{path} was not found"})

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815

    def _reply(self, status: int, body: Any) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[FakeAirflow]:
    with FakeAirflow() as fake:
        thread = threading.Thread(target=fake.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield fake
        fake.shutdown()
        thread.join()


@pytest.fixture
def client(server: FakeAirflow) -> Airflow:
    return Airflow(server.url, "admin", "right")


def test_a_run_is_triggered_without_a_logical_date(server: FakeAirflow, client: Airflow) -> None:
    server.answers["POST", "/api/v2/dags/tiny/dagRuns"] = {"dag_run_id": RUN_ID}
    assert client.trigger("tiny", {"years": [2026]}) == RUN_ID
    assert server.asked[-1][2] == {"logical_date": None, "conf": {"years": [2026]}}


def test_a_run_is_read_with_its_tasks(server: FakeAirflow, client: Airflow) -> None:
    server.answers["GET", RUN_PATH] = {"state": "running"}
    server.answers["GET", f"{RUN_PATH}/taskInstances"] = {
        "task_instances": [
            {"task_id": "one", "state": "success", "try_number": 2},
            {"task_id": "two", "state": None, "try_number": 0},
        ]
    }
    run = client.run("tiny", RUN_ID)
    assert run == Run("tiny", RUN_ID, "running", (Task("one", "success", 2), Task("two", None, 1)))
    assert not run.finished


def test_an_expired_token_is_renewed(server: FakeAirflow, client: Airflow) -> None:
    server.answers["POST", "/api/v2/dags/tiny/dagRuns"] = {"dag_run_id": RUN_ID}
    client.trigger("tiny", {})
    server.valid = {"second"}
    assert client.trigger("tiny", {}) == RUN_ID


def test_a_refusal_carries_airflow_s_words(client: Airflow) -> None:
    with pytest.raises(AirflowRefused, match=r"404.*was not found"):
        client.trigger("missing", {})


def test_a_wrong_password_is_a_refusal(server: FakeAirflow) -> None:
    with pytest.raises(AirflowRefused, match="401"):
        Airflow(server.url, "admin", "wrong").trigger("tiny", {})


def test_nobody_there_is_unavailable_and_not_healthy() -> None:
    client = Airflow("http://127.0.0.1:9", "admin", "right")
    assert not client.healthy()
    with pytest.raises(SourceUnavailable):
        client.trigger("tiny", {})


@pytest.mark.parametrize(("scheduler", "healthy"), [("healthy", True), ("unhealthy", False), (None, False)])
def test_health_needs_the_scheduler(server: FakeAirflow, client: Airflow, scheduler: str | None, healthy: bool) -> None:
    server.answers["GET", "/api/v2/monitor/health"] = {
        "scheduler": {"status": scheduler},
        "dag_processor": {"status": "healthy"},
        "triggerer": {"status": None},
    }
    assert client.healthy() is healthy


def test_pools_are_made_or_brought_to_size(server: FakeAirflow, client: Airflow) -> None:
    server.answers |= {
        ("GET", "/api/v2/pools"): {"pools": [{"name": "kgd"}, {"name": "default_pool"}]},
        ("PATCH", "/api/v2/pools/kgd"): {},
        ("POST", "/api/v2/pools"): {},
    }
    client.ensure_pools({"kgd": {"slots": 2}, "filings": {"slots": 1}})
    assert server.asked[-2:] == [
        ("PATCH", "/api/v2/pools/kgd", {"pool": "kgd", "slots": 2}),
        ("POST", "/api/v2/pools", {"name": "filings", "slots": 1}),
    ]


def test_unfinished_runs_are_closed(server: FakeAirflow, client: Airflow) -> None:
    server.answers["GET", "/api/v2/dags/tiny/dagRuns"] = {"dag_runs": [{"dag_run_id": RUN_ID}]}
    server.answers["PATCH", RUN_PATH] = {}
    assert client.fail_unfinished("tiny") == [RUN_ID]
    assert server.asked[-1] == ("PATCH", RUN_PATH, {"state": "failed"})


def test_a_dag_counts_as_read_only_after_the_start(server: FakeAirflow, client: Airflow) -> None:
    server.answers["GET", "/api/v2/importErrors"] = {"import_errors": []}
    server.answers["GET", "/api/v2/dags"] = {"dags": [{"dag_id": "tiny", "last_parsed_time": "2026-11-22T01:00:00Z"}]}
    assert client.parsed_since("tiny", datetime(2026, 11, 22, 0, 59, tzinfo=UTC))
    assert not client.parsed_since("tiny", datetime(2026, 11, 22, 1, 1, tzinfo=UTC))
    assert not client.parsed_since("tin", datetime(2026, 11, 22, 0, 59, tzinfo=UTC))


def test_a_broken_dag_file_is_told_with_its_error(server: FakeAirflow, client: Airflow) -> None:
    error = {"timestamp": "2026-11-22T01:00:00Z", "filename": "tiny.py", "stack_trace": "ImportError: no module x\n"}
    server.answers["GET", "/api/v2/importErrors"] = {"import_errors": [error]}
    with pytest.raises(DagBroken, match=r"tiny\.py: ImportError: no module x"):
        client.parsed_since("tiny", datetime(2026, 11, 22, 0, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        (
            [
                {"event": "Task failed with exception", "level": "error", "logger": "task"},
                {"event": "GateFailed: the cause", "level": "error", "logger": "naukograd.orchestration"},
                {"event": "later", "level": "error", "logger": "task"},
            ],
            "GateFailed: the cause",
        ),
        (
            [
                {
                    "event": "Task failed with exception",
                    "level": "error",
                    "error_detail": [{"exc_type": "KeyError", "exc_value": "'a'"}],
                }
            ],
            "KeyError: 'a'",
        ),
        (["an unparsed line"], "its log has no error; the process may have been killed"),
    ],
)
def test_the_cause_is_our_own_error_where_there_is_one(
    server: FakeAirflow, client: Airflow, lines: list[Any], cause: str
) -> None:
    server.answers["GET", f"{RUN_PATH}/taskInstances/one/logs/2"] = {"content": lines}
    run = Run("tiny", RUN_ID, "failed", (Task("one", "failed", 2),))
    assert client.cause(run, run.tasks[0]) == cause


def test_a_passing_error_of_the_server_is_waited_out(server: FakeAirflow, client: Airflow) -> None:
    server.answers["PATCH", "/api/v2/dags/tiny"] = {}
    server.stumbles = 2
    client.unpause("tiny")
    assert [method for method, *_ in server.asked].count("PATCH") == 3


def test_what_would_happen_twice_is_not_asked_again(server: FakeAirflow, client: Airflow) -> None:
    server.answers["POST", "/api/v2/dags/tiny/dagRuns"] = {"dag_run_id": RUN_ID}
    server.stumbles = 1
    with pytest.raises(AirflowRefused, match="500"):
        client.trigger("tiny", {})
