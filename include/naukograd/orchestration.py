"""What the DAG files share at Airflow's edge: defaults, connections, assets, and what is said when a task fails.

DAG files are parsed over and over, so this module and they import light names at the top, and ``naukograd.pipeline``
(pandas, dbt, Great Expectations behind it) inside tasks only.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, Connection, Context, Param, RetryDecision, RetryPolicy, TaskGroup, TriggerRule, task
from airflow.sdk.exceptions import AirflowSkipException, AirflowTaskTimeout

from naukograd.core import periods
from naukograd.core.errors import NaukogradError, UsageError
from naukograd.core.settings import Settings

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol

    from naukograd.sources.http import Endpoint

log = logging.getLogger(__name__)

RUNBOOK = "docs/runbook.md"


class RetryTransient(RetryPolicy):
    """Try again what time may heal: what says so itself, lost connections and time-outs. All else fails at once."""

    def evaluate(
        self, exception: BaseException, try_number: int, max_tries: int, context: Context | None = None
    ) -> RetryDecision:
        import psycopg

        passing = (OSError, psycopg.OperationalError, AirflowTaskTimeout)
        if exception.transient if isinstance(exception, NaukogradError) else isinstance(exception, passing):
            return RetryDecision.default()
        return RetryDecision.fail(reason=f"{type(exception).__name__} does not pass by waiting")


def on_failure(context: Context) -> None:
    """One log line for the operator: which task, of which dataset, what is wrong, what to do, where to read on."""
    error = context.get("exception")
    if isinstance(error, NaukogradError):
        cause, section = f"{type(error).__name__}: {error}", error.runbook
    else:
        cause, section = f"{type(error).__name__}: {error}" if error else "the task was ended", NaukogradError.runbook
    instance = context["ti"]
    log.error(
        "%s, task %s, try %d: %s (%s#%s)",
        instance.dag_id,
        instance.task_id,
        instance.try_number,
        " ".join(cause.split()),
        RUNBOOK,
        section,
    )


DEFAULT_ARGS: dict[str, Any] = {
    "owner": "naukograd",
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": 2,
    "max_retry_delay": timedelta(minutes=30),
    "retry_policy": RetryTransient(),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": on_failure,
}

INGEST_PARAMS = {
    "years": Param(
        None,
        type=["null", "array"],
        items={"type": "integer", "minimum": 2024},
        description="Years to ask for; by default that of the run and the one before.",
    ),
    "counts_from": Param(
        None,
        type=["null", "string"],
        description="Moment from which on the deliveries count, if earlier than now; with 'because'.",
    ),
    "because": Param(None, type=["null", "string"], description="What shows that these bytes existed at that moment."),
}

INGEST_DAG: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(hours=10),
    "default_args": DEFAULT_ARGS,
    "params": INGEST_PARAMS,
    "tags": ["ingest"],
}
"""What every DAG that ingests has in common."""


def asset(subject: str) -> Asset:
    """The asset that says: deliveries have been accepted which no published mart has seen, of what ``ingest_<subject>``
    brings in."""
    return Asset(f"warehouse/{subject}")


def endpoint(conn_id: str) -> Endpoint:
    """Where a source is reached, from an Airflow connection.

    Host is a base URL, a folder, or a bare host with schema and port beside it; password is the token; ``verify``
    among the extras is the path of a certificate bundle.

    Raises:
        UsageError: verification is switched off.
    """
    from naukograd.sources.http import Endpoint

    connection = Connection.get(conn_id)
    host = connection.host or ""
    if "://" not in host and not host.startswith("/"):
        host = f"{connection.schema or 'https'}://{host}" + (f":{connection.port}" if connection.port else "")
    verify = connection.extra_dejson.get("verify", True)
    if verify is not True and not (isinstance(verify, str) and verify.startswith("/")):
        raise UsageError(
            f"verify is {verify!r}", where=f"connection {conn_id}", remedy="Give the path of the pinned certificate."
        )
    return Endpoint(host, connection.password, verify)


def years_asked(given: Sequence[int] | None, moment: datetime) -> list[int]:
    """The years given, or that of the moment in Almaty and the one before: late filings and refunds still change it."""
    year = moment.astimezone(periods.ALMATY).year
    return list(given) if given else [year - 1, year]


def ingest(subject: str, connections: Mapping[str, str]) -> None:
    """The tasks of the DAG being defined: a fetch per connection; load, judge and announce over all datasets.

    Slices or datasets that do not arrive keep neither the others from being loaded nor accepted ones from being
    announced, yet the run ends as failed: its leaf ``complete`` wants all of them. When nothing new came, the rest is
    skipped. A task takes all its datasets in one process, for starting it costs more than most of them.

    Args:
        subject: of the asset that is announced.
        connections: by dataset, the Airflow connection and the pool that bounds how hard we press the source.
    """
    datasets = list(connections)

    with TaskGroup("fetch") as fetched:
        for connection in dict.fromkeys(connections.values()):
            _fetch(connection, [dataset for dataset in datasets if connections[dataset] == connection])

    @task(trigger_rule=TriggerRule.ALL_DONE, execution_timeout=timedelta(hours=2))
    def load(params: dict[str, Any] | None = None, dag_run: DagRunProtocol | None = None) -> list[dict[str, Any]]:
        from naukograd import pipeline

        assert params is not None
        assert dag_run is not None
        settings, run_id = Settings.from_environment(), _run_id(dag_run)
        # What counts from another moment than ours is no news for a build of ours.
        announces = params["counts_from"] is None
        if pipeline.is_idle(settings, datasets, run_id=run_id, announces=announces):
            raise AirflowSkipException("nothing new: all that came is known, judged and published")
        return pipeline.each(datasets, lambda dataset: pipeline.load(settings, dataset))

    @task(trigger_rule=TriggerRule.NONE_SKIPPED, execution_timeout=timedelta(hours=1))
    def judge(dag_run: DagRunProtocol | None = None) -> list[dict[str, Any]]:
        from naukograd import pipeline

        assert dag_run is not None
        settings, run_id = Settings.from_environment(), _run_id(dag_run)
        return pipeline.each(datasets, lambda dataset: pipeline.judge(settings, dataset, run_id=run_id))

    @task(trigger_rule=TriggerRule.NONE_SKIPPED, outlets=[asset(subject)], execution_timeout=timedelta(minutes=10))
    def announce() -> None:
        from naukograd import pipeline

        # As of now, for that is the moment the build would be of.
        if not pipeline.needs_build(Settings.from_environment(), periods.now()):
            raise AirflowSkipException("nothing new since the published build")

    loaded, judged = load(), judge()
    fetched >> loaded >> judged >> announce()
    [fetched, loaded, judged] >> EmptyOperator(task_id="complete", trigger_rule=TriggerRule.NONE_FAILED)


def _fetch(connection: str, datasets: Sequence[str]) -> None:
    @task(task_id=connection, pool=connection, execution_timeout=timedelta(hours=3))
    def fetch(params: dict[str, Any] | None = None, dag_run: DagRunProtocol | None = None) -> list[dict[str, Any]]:
        from naukograd import pipeline

        assert params is not None  # Airflow fills in both
        assert dag_run is not None
        settings, source, run_id = Settings.from_environment(), endpoint(connection), _run_id(dag_run)
        years = years_asked(params["years"], dag_run.logical_date or dag_run.run_after)
        statement = pipeline.statement(params["counts_from"], params["because"])
        return pipeline.each(
            datasets,
            lambda dataset: pipeline.fetch(settings, dataset, source, years=years, statement=statement, run_id=run_id),
        )

    fetch()


def _run_id(dag_run: DagRunProtocol) -> str:
    return f"{dag_run.dag_id} {dag_run.run_id}"
