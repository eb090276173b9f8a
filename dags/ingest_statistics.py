"""What statistics say: the Bureau's workbooks and its Taldau, the World Bank, and the tables of the resolution."""

from __future__ import annotations

from airflow.sdk import DAG, CronTriggerTimetable

from naukograd.orchestration import INGEST_DAG, ingest

with DAG(
    "ingest_statistics",
    description="National and international statistics, and the tables of the resolution",
    # A new issue comes on a day that nobody announces; an unchanged workbook is not taken again.
    schedule=CronTriggerTimetable("0 4 * * *", timezone="Asia/Almaty"),
    doc_md=__doc__,
    **INGEST_DAG,
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
