"""Patents that Kazpatent's electronic bulletin prints: the list of bulletins, inventions, utility models."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_patents",
    description="Kazpatent's bulletins: their list, patents for inventions and for utility models",
    # A bulletin a week. Those of this year and the last are all asked again: any of them can be corrected.
    schedule=CronTriggerTimetable("0 4 * * 6", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest(
        "patents",
        {
            "kazpatent.bulletins": "kazpatent",
            "kazpatent.inventions": "kazpatent",
            "kazpatent.utility_models": "kazpatent",
        },
    )
