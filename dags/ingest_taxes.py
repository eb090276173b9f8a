"""Payments to the budget: asked per BIN for the indicator, and in bulk by month to reconcile it."""

from __future__ import annotations

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import INGEST_DAG, ingest

with DAG(
    "ingest_taxes",
    description="Tax payments of participants, and of the whole country in bulk",
    schedule=CronTriggerTimetable("0 2 * * *", timezone="Asia/Almaty"),
    doc_md=__doc__,
    **INGEST_DAG,
):
    ingest("taxes", {"kgd.payments_by_bin": "kgd", "kgd.payments_bulk": "kgd"})
