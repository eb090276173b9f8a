"""Kazakhstan's place in the Global Innovation Index: the workbook that WIPO publishes with each edition."""

from __future__ import annotations

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import INGEST_DAG, ingest

with DAG(
    "ingest_innovation_index",
    description="Ranks of the Global Innovation Index, one workbook per edition",
    # An edition appears in September, on a day that varies; a corrected workbook may follow in any month.
    schedule=CronTriggerTimetable("0 3 5 * *", timezone="Asia/Almaty"),
    doc_md=__doc__,
    **INGEST_DAG,
):
    ingest("innovation_index", {"wipo.gii": "wipo"})
