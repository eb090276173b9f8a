"""The report of a year: frozen, computed as of the freeze, judged, sealed. A sealed release is never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Param, task

from naukograd.core.settings import Settings
from naukograd.orchestration import DEFAULT_ARGS

with DAG(
    "annual_report",
    description="Freeze, candidate, gate, seal",
    schedule=None,
    catchup=False,
    # Releases share one candidate schema.
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=DEFAULT_ARGS,
    params={
        "year": Param(type="integer", minimum=2025, maximum=2035, description="The reporting year."),
        "freeze": Param(
            None,
            type=["null", "string"],
            description="What counts from later stays out (a date means its end in Almaty); by default 20 April of the "
            "next year.",
        ),
        "reason": Param(
            None, type=["null", "string"], description="Why the year is sealed again; the release prints it."
        ),
        "named": Param(
            [],
            type="array",
            items={"type": "string", "pattern": "^[0-9a-f]{16}$"},
            description="Deliveries that came after the freeze and enter all the same.",
        ),
    },
    tags=["release"],
    doc_md=__doc__,
):

    @task.short_circuit(execution_timeout=timedelta(minutes=30))
    def freeze(params: dict[str, Any] | None = None) -> str | None:
        """Fix the list of deliveries; skip the rest when this very release is sealed already."""
        from naukograd import pipeline

        assert params is not None  # filled in by Airflow
        settings, year = Settings.from_environment(), params["year"]
        asked = (year, pipeline.freeze_of(year, params["freeze"]), params["reason"], params["named"])
        if pipeline.sealed_already(settings, *asked):
            return None
        return pipeline.begin_release(settings, *asked)

    @task(execution_timeout=timedelta(hours=2))
    def candidate(build_id: str) -> None:
        from naukograd import pipeline

        settings = Settings.from_environment()
        pipeline.build_per_delivery(settings, build_id)
        pipeline.build_candidate(settings, build_id)

    @task(execution_timeout=timedelta(minutes=30))
    def gate(build_id: str, params: dict[str, Any] | None = None) -> None:
        from naukograd import pipeline

        assert params is not None
        settings = Settings.from_environment()
        pipeline.judge_release(settings, build_id, params["year"])
        pipeline.require_waivers(settings, build_id, params["year"])

    @task(execution_timeout=timedelta(minutes=30))
    def seal(build_id: str, params: dict[str, Any] | None = None) -> str:
        from naukograd import pipeline

        assert params is not None
        settings = Settings.from_environment()
        release = pipeline.seal_build(settings, build_id, params["year"], params["reason"], params["named"])
        return release.release_id

    build: Any = freeze()  # a reference, in whose place Airflow puts the value
    candidate(build) >> gate(build) >> seal(build)
