"""The Bureau of National Statistics, and the tables that the resolution itself prints."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_statistics",
    description="Workbooks and the classifier of the Bureau of National Statistics; tables of the Concept",
    schedule=CronTriggerTimetable("0 4 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest("bns.grp_per_capita", source="bns")
    ingest("bns.population", source="bns")
    ingest("bns.employment_by_city", source="bns")
    ingest("bns.kato", source="bns")
    ingest("concept.regions_2024", source="concept")
