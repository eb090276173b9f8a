"""Figures of the country, its regions and other economies: Taldau, the World Bank, and the tables of the resolution."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_statistics",
    description="National and international statistics, and the tables of the resolution",
    schedule=CronTriggerTimetable("0 4 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest("bns.taldau_data", source="taldau")
    ingest("bns.taldau_tree", source="taldau")
    ingest("concept.international_benchmarks", source="concept")
    ingest("concept.national_facts", source="concept")
    ingest("concept.technology_level", source="concept")
    ingest("worldbank.series", source="worldbank")
