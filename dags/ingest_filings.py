"""What territories, bodies and our own reviewers hand in: the register of participants, and figures of the year."""

from __future__ import annotations

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import INGEST_DAG, ingest

with DAG(
    "ingest_filings",
    description="Registers of participants and figures of the year, workbooks of each territory",
    # Before ingest_taxes, which asks about the participants named here.
    schedule=CronTriggerTimetable("0 1 * * *", timezone="Asia/Almaty"),
    doc_md=__doc__,
    **INGEST_DAG,
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
