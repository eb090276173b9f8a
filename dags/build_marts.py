"""From accepted deliveries to published marts: written beside the old ones, audited, and only then published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, AssetAny, Param, TriggerRule, task
from airflow.sdk.exceptions import AirflowSkipException

from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.orchestration import DEFAULT_ARGS, asset

with DAG(
    "build_marts",
    description="Per delivery, as of a moment, candidate, gate, publish",
    # Any of them, not all; a list of assets would wait until every source had something new.
    schedule=AssetAny(
        asset("filings"),
        asset("innovation_index"),
        asset("patents"),
        asset("statistics"),
        asset("taxes"),
    ),
    catchup=False,
    # Builds share one candidate schema, and the latest published wins.
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=DEFAULT_ARGS,
    params={
        "as_of": Param(
            None,
            type=["null", "string"],
            description="Moment the marts are of (a date means its end in Almaty); by default, now.",
        ),
        "publish_to": Param(
            "marts",
            enum=["marts", "as_of"],
            description="What BI reads, and the report with it; or a schema of the moment's own, and nothing else.",
        ),
    },
    tags=["build"],
    doc_md=__doc__,
):

    @task.short_circuit(execution_timeout=timedelta(minutes=30), ignore_downstream_trigger_rules=False)
    def begin(params: dict[str, str | None] | None = None) -> str | None:
        """Fix the list of deliveries; skip to the report when nothing is new since the published build."""
        from naukograd import pipeline

        assert params is not None  # filled in by Airflow
        # A run triggered by an asset has no logical date: its moment is when it begins.
        as_of = periods.parse_moment(params["as_of"]) if params["as_of"] else periods.now()
        return pipeline.begin_build(Settings.from_environment(), as_of, pipeline.Purpose(params["publish_to"]))

    @task(execution_timeout=timedelta(hours=2))
    def per_delivery(build_id: str) -> None:
        from naukograd import pipeline

        pipeline.build_per_delivery(Settings.from_environment(), build_id)

    @task(execution_timeout=timedelta(hours=1))
    def candidate(build_id: str) -> None:
        from naukograd import pipeline

        pipeline.build_candidate(Settings.from_environment(), build_id)

    @task(execution_timeout=timedelta(minutes=30))
    def gate(build_id: str) -> None:
        from naukograd import pipeline

        pipeline.judge_candidate(Settings.from_environment(), build_id)

    @task(execution_timeout=timedelta(minutes=15))
    def publish(build_id: str) -> dict[str, int]:
        from naukograd import pipeline

        return pipeline.publish(Settings.from_environment(), build_id)

    # Written even when nothing is new: an earlier run may have died between publishing and this.
    @task(execution_timeout=timedelta(minutes=15), trigger_rule=TriggerRule.NONE_FAILED)
    def report(params: dict[str, str | None] | None = None) -> str:
        from naukograd import pipeline

        assert params is not None
        if params["publish_to"] != "marts":
            raise AirflowSkipException("the report is of what is published in marts, which stays as it was")
        return str(pipeline.write_report(Settings.from_environment()))

    build: Any = begin()  # a reference, in whose place Airflow puts the value
    per_delivery(build) >> candidate(build) >> gate(build) >> publish(build) >> report()
