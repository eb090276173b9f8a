"""Payments to the budget: asked per BIN for the indicator, and in bulk by month to reconcile it."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_taxes",
    description="Tax payments of participants, and of the whole country in bulk",
    schedule=CronTriggerTimetable("0 2 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest("taxes", {"kgd.payments_by_bin": "kgd", "kgd.payments_bulk": "kgd"})
