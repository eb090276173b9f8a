"""National and international statistics from the sources to candidate marts, as of two moments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from naukograd import gate, pipeline
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.pipeline.preparing import EXPECTATIONS
from sample_world import national
from sample_world.development import series

from .conftest import CLOCK, Thread

EARLY = "2026-03-01T12:00:00+05:00"
DATASETS = (
    "bns.taldau_data",
    "bns.taldau_tree",
    "concept.international_benchmarks",
    "concept.national_facts",
    "concept.technology_level",
    "filings.decisions",
    "worldbank.series",
)
GERD = "GB.XPD.RSDV.GD.ZS"
EXPECTED_WARNINGS = {
    "national_facts.printed_shares": {"researchers_two_cities_share"},
    "national_facts.fall_as_said": {"scientists_fall_times"},
    "national_facts.one_count_of_scientists": {"rd_workers", "scientists"},
    "national_facts.unit_as_named": {"science_output_baseline"},
    "national_facts.table_as_titled": {"technology_level_first_year"},
    "national_facts.one_name_of_the_index": {
        "gii_business_rd_rank_plan",
        "gii_business_rd_rank_section_6",
        "gii_university_industry_rank",
    },
}


def candidate(thread: Thread, moment: str) -> str:
    build_id = pipeline.begin_build(thread.settings, parse_moment(moment))
    assert build_id is not None
    pipeline.build_per_delivery(thread.settings, build_id)
    pipeline.build_candidate(thread.settings, build_id)
    return build_id


def query(thread: Thread, sql: str) -> list[tuple[Any, ...]]:
    with connect(thread.settings.warehouse_url) as conn:
        return conn.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]


def korea(thread: Thread) -> dict[int, tuple[Decimal, bool, Decimal | None]]:
    rows = query(
        thread,
        "select year, value, is_revised, previous_value from candidate.international_comparison"
        " where measure_code = 'rd_expenditure_share' and economy_code = 'KOR' and source = 'worldbank'",
    )
    return {year: tuple(rest) for year, *rest in rows}  # type: ignore[misc]


def held(moment: str) -> dict[int, Decimal]:
    return {each.year: Decimal(each.value) for each in series(GERD, parse_moment(moment)) if each.iso3 == "KOR"}


@pytest.mark.timeout(600)
def test_each_moment_sees_what_was_published_by_then(thread: Thread) -> None:
    for night, clock in enumerate((EARLY, CLOCK)):
        thread.clock, thread.run_id = clock, f"night {night}"
        thread.world.site.now = parse_moment(clock)
        for dataset in DATASETS:
            if dataset != "filings.decisions" or clock == CLOCK:  # none were filed before
                thread.ingest(dataset)

    build_id = candidate(thread, CLOCK)
    before, after = held(EARLY), held(CLOCK)
    assert korea(thread) == {year: (value, year in before, before.get(year)) for year, value in after.items()}, (
        "every figure that there was has been revised"
    )
    assert dict(query(thread, "select * from candidate.gdp")) == national.gdp_mln(1134, parse_moment(CLOCK))
    assert dict(query(thread, "select * from candidate.price_index")) == {
        year: average / 100 for year, (average, *_) in national.prices(1134, parse_moment(CLOCK)).items()
    }
    assert dict(query(thread, "select decision_id, kind from candidate.decisions")) == {
        "mnvo/1": "owner_match",
        "mnvo/2": "territory_ready",
        "mnvo/3": "approval",
        **{f"mnvo/{number}": "revision_reason" for number in range(4, 9)},
        **{f"mnvo/{number}": "waiver" for number in range(14, 17)},
    }
    assert query(
        thread, "select year, value from candidate.expected_results where result_code = 'territories_ready' order by 1"
    ) == [(2025, 0), (2026, 0), (2027, 1)]

    record = gate.judge_marts(thread.settings.warehouse_url, build_id, "candidate", EXPECTATIONS, parse_moment(CLOCK))
    found = {
        check.check: {row.values["fact_code"] for row in check.sample}
        for check in record.failed
        if check.check.startswith("national_facts.")
    }
    assert found == EXPECTED_WARNINGS, "what does not agree is said, what is right is not"
    ours = ("international_comparison.", "decisions.", "expected_results.")
    assert [check.check for check in record.failed if check.check.startswith(ours)] == []
    notes = dict(query(thread, "select fact_code, note_ru from candidate.national_facts where note_ru is not null"))
    assert notes["researchers_two_cities_share"] == (
        "Напечатано 60,7, а (9290 + 4730) / (6670 + 5786 + 2756 + 3727 + 2312 + 1901) × 100 = 60,6"
    )
    assert notes["scientists_fall_times"] == "Напечатано 2, а 40,8 / 27,4 = 1,49"

    candidate(thread, EARLY)
    assert korea(thread) == {year: (value, False, None) for year, value in before.items()}
    assert dict(query(thread, "select * from candidate.gdp")) == national.gdp_mln(1134, parse_moment(EARLY))
    assert query(thread, "select * from candidate.decisions") == []
