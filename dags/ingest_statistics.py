"""What statistics say: the Bureau's workbooks and its Taldau, the World Bank, and the tables of the resolution."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import DEFAULT_ARGS, INGEST_PARAMS, ingest

with DAG(
    "ingest_statistics",
    description="National and international statistics, and the tables of the resolution",
    # A new issue comes on a day that nobody announces; an unchanged workbook is not taken again.
    schedule=CronTriggerTimetable("0 4 * * *", timezone="Asia/Almaty"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=10),
    default_args=DEFAULT_ARGS,
    params=INGEST_PARAMS,
    tags=["ingest"],
    doc_md=__doc__,
):
    ingest(
        "statistics",
        {
            "bns.science_form": "bns",
            "bns.investment_form": "bns",
            "bns.science_output_form": "bns",
            "bns.innovation_form": "bns",
            "bns.grp_per_capita": "bns",
            "bns.population": "bns",
            "bns.employment_by_city": "bns",
            "bns.kato": "bns",
            "bns.taldau_data": "taldau",
            "bns.taldau_tree": "taldau",
            "worldbank.series": "worldbank",
            "concept.regions_2024": "concept",
            "concept.technology_level": "concept",
            "concept.national_facts": "concept",
            "concept.international_benchmarks": "concept",
        },
    )
