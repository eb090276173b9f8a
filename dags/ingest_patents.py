"""Patents that Kazpatent's electronic bulletin prints: the list of bulletins, inventions, utility models."""

from __future__ import annotations

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import INGEST_DAG, ingest

with DAG(
    "ingest_patents",
    description="Kazpatent's bulletins: their list, patents for inventions and for utility models",
    # A bulletin a week. Those of this year and the last are all asked again: any of them can be corrected.
    schedule=CronTriggerTimetable("0 4 * * 6", timezone="Asia/Almaty"),
    doc_md=__doc__,
    **INGEST_DAG,
):
    ingest(
        "patents",
        {
            "kazpatent.bulletins": "kazpatent",
            "kazpatent.inventions": "kazpatent",
            "kazpatent.utility_models": "kazpatent",
        },
    )
