"""What territories, bodies and our own reviewers hand in: the register of participants, and figures of the year."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_filings",
    description="Registers of participants and figures of the year, workbooks of each territory",
    # Before ingest_taxes, which asks about the participants named here.
    schedule=CronTriggerTimetable("0 1 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest(
        "filings",
        {
            # First: the gates of all others ask who takes part.
            "filings.participants": "filings",
            "filings.researchers": "filings",
            "filings.investments": "filings",
            "filings.output": "filings",
            "filings.decisions": "filings",
        },
    )
