"""Kazakhstan's place in the Global Innovation Index: the workbook that WIPO publishes with each edition."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_innovation_index",
    description="Ranks of the Global Innovation Index, one workbook per edition",
    # An edition appears in September, on a day that varies; a corrected workbook may follow in any month.
    schedule=CronTriggerTimetable("0 3 5 * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest("innovation_index", {"wipo.gii": "wipo"})
