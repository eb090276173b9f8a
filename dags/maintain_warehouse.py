"""What keeps the warehouse small: superseded bulk deliveries leave, rewritten tables are vacuumed."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, task

from naukograd.core.settings import Settings
from naukograd.orchestration import DEFAULT_ARGS

with DAG(
    "maintain_warehouse",
    description="Retire, vacuum",
    # After the week's ingests, before anybody works.
    schedule=CronTriggerTimetable("0 6 * * SUN", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=DEFAULT_ARGS,
    tags=["maintenance"],
    doc_md=__doc__,
):

    @task(execution_timeout=timedelta(hours=2))
    def retire() -> dict[str, int]:
        from naukograd import pipeline

        return pipeline.retire(Settings.from_environment())

    @task(execution_timeout=timedelta(hours=4))
    def vacuum() -> list[str]:
        from naukograd import pipeline

        return pipeline.vacuum(Settings.from_environment())

    retire() >> vacuum()
