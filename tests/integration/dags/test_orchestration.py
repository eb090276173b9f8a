"""Airflow's edge: retries, the operator's line, connections."""

from __future__ import annotations

import logging
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import psycopg
import pytest
from airflow.sdk import Context
from airflow.sdk.definitions.retry_policy import RetryAction

from naukograd import orchestration
from naukograd.core.errors import BadReply, GateFailed, SourceUnavailable, UsageError
from naukograd.core.periods import ALMATY


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (SourceUnavailable("no answer"), RetryAction.DEFAULT),
        (ConnectionResetError(), RetryAction.DEFAULT),
        (psycopg.OperationalError("the server closed the connection"), RetryAction.DEFAULT),
        (BadReply("a page in HTML"), RetryAction.FAIL),
        (GateFailed("2 rows"), RetryAction.FAIL),
        (KeyError("a mistake of ours"), RetryAction.FAIL),
    ],
)
def test_only_what_time_may_heal_is_tried_again(error: Exception, action: RetryAction) -> None:
    assert orchestration.RetryTransient().evaluate(error, 1, 3).action is action


def _context(error: BaseException | None) -> Context:
    instance = SimpleNamespace(dag_id="ingest_taxes", task_id="judge", try_number=2)
    return cast(Context, {"ti": instance, "exception": error})


def test_a_failure_is_one_line_with_cause_remedy_and_runbook(caplog: pytest.LogCaptureFixture) -> None:
    error = GateFailed("3 rows\nlack a sum", where="kgd.payments_bulk 2026-01", remedy="Ask the source.")
    with caplog.at_level(logging.ERROR, orchestration.__name__):
        orchestration.on_failure(_context(error))
    (record,) = caplog.records
    assert record.name == orchestration.__name__
    assert record.getMessage() == (
        "ingest_taxes, task judge, try 2: GateFailed: kgd.payments_bulk 2026-01: 3 rows lack a sum"
        " — Ask the source. (docs/runbook.md#the-gate-failed)"
    )


def test_a_failure_without_an_error_still_says_where_to_read_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, orchestration.__name__):
        orchestration.on_failure(_context(None))
    assert "the task was ended (docs/runbook.md#" in caplog.text


@pytest.mark.parametrize(
    ("connection", "base_url", "token", "verify"),
    [
        (
            '{"conn_type":"http","host":"http://127.0.0.1:8001/a/","password":"t"}',
            "http://127.0.0.1:8001/a/",
            "t",
            True,
        ),
        ('{"conn_type":"http","host":"kgd.gov.kz"}', "https://kgd.gov.kz", None, True),
        ('{"conn_type":"http","host":"h","schema":"http","port":81}', "http://h:81", None, True),
        ('{"conn_type":"http","host":"h","extra":{"verify":"/ca.pem"}}', "https://h", None, "/ca.pem"),
        ('{"conn_type":"file","host":"/mnt/filings"}', "/mnt/filings", None, True),
    ],
)
def test_an_endpoint_is_what_the_connection_says(
    monkeypatch: pytest.MonkeyPatch, connection: str, base_url: str, token: str | None, verify: Any
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_KGD", connection)
    found = orchestration.endpoint("kgd")
    assert (found.base_url, found.token, found.verify) == (base_url, token, verify)


def test_years_are_those_given_or_the_run_s_own_and_the_one_before() -> None:
    # Half past eight in the evening of the last day in UTC is the new year in Almaty.
    assert orchestration.years_asked(None, datetime.fromisoformat("2026-12-31T20:30:00+00:00")) == [2026, 2027]
    assert orchestration.years_asked([2024], datetime(2027, 1, 1, tzinfo=ALMATY)) == [2024]


def test_verification_is_never_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_KGD", '{"conn_type":"http","host":"h","extra":{"verify":false}}')
    with pytest.raises(UsageError, match="verify is False"):
        orchestration.endpoint("kgd")
