"""The main job's order: the sample world is never asked ahead of its clock, real sources are never sealed unasked."""

from __future__ import annotations

from naukograd.core.periods import parse_moment
from naukograd.standalone.plan import FIRST_CLOCK, FREEZE_CLOCK, LAST_CLOCK, stages


def test_real_sources_are_asked_once_for_the_present_and_nothing_is_sealed() -> None:
    plan = stages(is_sample=False)
    assert [job.dag_id for job in plan[0].jobs] == ["ingest_filings"], "the taxes are asked for by participant"
    assert [job.dag_id for job in plan[-1].jobs] == ["build_marts"]
    assert {stage.clock for stage in plan} == {None}
    assert all(job.conf == {} for stage in plan for job in stage.jobs)


def test_the_sample_world_s_clock_only_goes_on_and_deliveries_count_from_it() -> None:
    plan = stages(is_sample=True)
    clocks = list(dict.fromkeys(stage.clock for stage in plan if stage.clock))
    assert clocks == [FIRST_CLOCK, FREEZE_CLOCK, LAST_CLOCK] == sorted(clocks, key=parse_moment)
    for stage in plan:
        assert len({job.dag_id for job in stage.jobs}) == len(stage.jobs)
        if stage.clock:
            asked = int(stage.clock[:4])
            assert {job.conf["counts_from"] for job in stage.jobs} == {stage.clock}
            assert all(year < asked for job in stage.jobs for year in job.conf["years"])  # type: ignore[attr-defined]


def test_each_report_is_sealed_after_what_it_is_made_of_has_come() -> None:
    now, sealed = "", []
    for stage in stages(is_sample=True):
        now = stage.clock or now
        sealed += [(now, job.conf["year"]) for job in stage.jobs if job.dag_id == "annual_report"]
    assert sealed == [(FIRST_CLOCK, 2025), (FREEZE_CLOCK, 2026), (LAST_CLOCK, 2026)]
