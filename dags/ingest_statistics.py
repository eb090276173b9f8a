"""What the Bureau of National Statistics tabulates: workbooks that come out yearly and may be corrected at any time."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_statistics",
    description="The Bureau's workbooks, each at an address of its own",
    # An unchanged workbook costs one question.
    schedule=CronTriggerTimetable("0 4 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest("statistics", {"bns.innovation_form": "bns", "bns.science_output_form": "bns"})
