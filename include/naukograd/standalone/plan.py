"""What the main job runs, in which order: real sources once, the sample world at three moments of its own."""

from __future__ import annotations

from naukograd.standalone.run import Job, Stage

INDEPENDENT = ("ingest_taxes", "ingest_patents", "ingest_statistics", "ingest_innovation_index")
"""DAGs that wait for the filings, if at all, and not for each other."""

FIRST_CLOCK = "2026-04-20T18:00:00+05:00"
"""The day on which 2025, the baseline, is frozen: the first moment of the sample world."""
FREEZE_CLOCK = "2027-04-20T18:00:00+05:00"
"""The day on which 2026 is frozen: it has been filed, and nothing of it is final."""
LAST_CLOCK = "2027-10-15T18:00:00+05:00"
"""All that was still to come of 2026 is out: tabulations of the Bureau, late payments, corrections."""
_FINAL_FREEZE = "2027-10-15"
_FINAL_REASON = (
    "Окончательные данные Бюро национальной статистики за 2026 год, платежи и возвраты, отражённые после фиксации, "
    "исправления реестра участников и бюллетеня"
)


def stages(*, is_sample: bool) -> list[Stage]:
    """The stages of the main job.

    Real sources answer for the present, and a person decides when a year is sealed. The sample world is asked three
    times, each time for the years that may still change, and its reports are sealed as they would have been.
    """
    if not is_sample:
        return [*_ingest({}), Stage([Job("build_marts", {})])]
    return [
        *_ingest_at(FIRST_CLOCK, [2024, 2025]),
        Stage([Job("annual_report", {"year": 2025})]),
        *_ingest_at(FREEZE_CLOCK, [2025, 2026]),
        Stage([Job("annual_report", {"year": 2026})]),
        *_ingest_at(LAST_CLOCK, [2025, 2026]),
        Stage([Job("build_marts", {"as_of": LAST_CLOCK})]),
        Stage([Job("annual_report", {"year": 2026, "freeze": _FINAL_FREEZE, "reason": _FINAL_REASON})]),
    ]


def _ingest_at(clock: str, years: list[int]) -> list[Stage]:
    return _ingest({"years": years, "counts_from": clock, "because": "the clock of the sample world"}, clock)


def _ingest(conf: dict[str, object], clock: str | None = None) -> list[Stage]:
    # The filings before the taxes, which are asked for by participant.
    return [
        Stage([Job("ingest_filings", conf)], clock),
        Stage([Job(dag_id, conf) for dag_id in INDEPENDENT], clock),
    ]
