"""Great Expectations over one table at a time, in the gate's own connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from naukograd.core.database import Connection, connect
from naukograd.core.errors import UsageError
from naukograd.gate.suite import Check, Suite

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.datasource.fluent.postgres_datasource import PostgresDatasource

# The data source demands an address with a user, yet every connection comes from ``creator``: the warehouse's
# own URL, which may carry a password, never reaches Great Expectations.
_NO_ADDRESS = "postgresql+psycopg://gate@warehouse/warehouse"


@dataclass(frozen=True)
class Finding:
    """What one check found in the table.

    Attributes:
        count: rows of the table that fail; None when the table as a whole does.
        rows: failing rows, at most as many as asked for: key columns and the columns the check is about.
    """

    check: Check
    passed: bool
    count: int | None
    rows: tuple[Mapping[str, object], ...]


class Session:
    """A connection to the warehouse that Great Expectations shares, so that it sees temporary tables."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        # Importing it takes up to ten seconds, in which the database can profile a large delivery.
        Thread(target=import_module, args=["great_expectations"], daemon=True).start()

    @cached_property
    def _source(self) -> PostgresDatasource:
        """Kept for as long as the connection is needed: its engine, once collected, closes what its pool holds."""
        return _data_source(self.conn)

    def validate(
        self,
        table: str,
        suite: Suite,
        *,
        key: Sequence[str],
        at_most: int,
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Finding]:
        """Run ``suite`` over ``table``, found by the connection's search path.

        Args:
            key: columns that name a failing row.
            at_most: failing rows brought back per check.
            parameters: values of ``{"$PARAMETER": name}`` in the suite.
        Raises:
            UsageError: a check could not be evaluated: a gate that cannot judge lets nothing through.
        """
        batch = self._source.add_table_asset(table).add_batch_definition_whole_table("all").get_batch()
        # Which rows fail is asked of failing checks alone: it costs several times as much as whether any does.
        passing = {
            name: result
            for name, result in _run(batch, suite.name, suite.checks, {"result_format": "BOOLEAN_ONLY"}, parameters)
            if result.success
        }
        rows = {
            "result_format": "COMPLETE",
            "unexpected_index_column_names": list(key),
            "partial_unexpected_count": at_most,
        }
        failing = [check for check in suite.checks if check.name not in passing]
        results = passing | dict(_run(batch, suite.name, failing, rows, parameters))
        return [_finding(check, results[check.name], at_most, suite) for check in suite.checks]


@contextmanager
def session(url: str) -> Iterator[Session]:
    """A session with the warehouse at ``url`` (libpq)."""
    with connect(url) as conn:
        yield Session(conn)


def _data_source(conn: Connection) -> PostgresDatasource:
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from sqlalchemy.pool import StaticPool

    context = gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
        ),
    )
    return context.data_sources.add_postgres(
        "warehouse",
        connection_string=_NO_ADDRESS,
        # The stub of add_postgres lacks what the data source documents: arguments of create_engine.
        kwargs={"creator": lambda: conn, "poolclass": StaticPool},  # type: ignore[call-arg]
    )


def _run(
    batch: Batch,
    name: str,
    checks: Sequence[Check],
    result_format: Mapping[str, Any],
    parameters: Mapping[str, Any] | None,
) -> list[tuple[str, ExpectationValidationResult]]:
    """Results by the names of the checks."""
    import great_expectations as gx

    if not checks:
        return []
    expectations: list[Any] = [
        {"type": c.type, "kwargs": dict(c.kwargs), "severity": c.severity, "meta": {"name": c.name}} for c in checks
    ]
    outcome = batch.validate(
        gx.ExpectationSuite(name=name, expectations=expectations),
        result_format=dict(result_format),
        expectation_parameters=dict(parameters or {}),
    )
    return [(_name(result), result) for result in outcome.results]


def _name(result: ExpectationValidationResult) -> str:
    assert result.expectation_config is not None
    return str(result.expectation_config.meta["name"])


def _finding(check: Check, result: ExpectationValidationResult, at_most: int, suite: Suite) -> Finding:
    if error := _error(result.exception_info):
        raise UsageError(f"the check {check.name} cannot be evaluated: {error}", where=str(suite.path))
    if result.success:
        return Finding(check, True, 0, ())
    found = result.result
    if "unexpected_count" in found:
        return Finding(check, False, found["unexpected_count"], tuple(found["unexpected_index_list"] or ()))
    if rows := found.get("details", {}).get("unexpected_rows"):
        return Finding(check, False, found["observed_value"], tuple(rows[:at_most]))
    return Finding(check, False, None, ({"observed_value": found.get("observed_value")},))


def _error(info: Mapping[str, Any]) -> str | None:
    """The first message of an exception: the information is one exception's, or one per metric that failed."""
    exceptions = [info] if "raised_exception" in info else list(info.values())
    raised = [e for e in exceptions if e["raised_exception"]]
    return str(raised[0]["exception_message"]).splitlines()[0] if raised else None
