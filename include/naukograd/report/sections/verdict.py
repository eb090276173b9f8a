"""One sentence on one year of one indicator."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Indicator, Report, YearProgress
from naukograd.report.wording import change_of, coverage, percent_of_target, with_unit


def standing(indicator: Indicator, row: YearProgress, say: Say) -> str:
    """The value, the target, the verdict and how firm the data are; without the year."""
    unit = indicator.unit
    target = with_unit(row.target, unit, say, row.actual)
    if row.actual is None:
        key = "withheld" if is_withheld(indicator, row.year) else f"{row.verdict}_no_data"
        return say(f"standing.{key}", target=target)
    percent = percent_of_target(row, say)
    is_judged_rank = unit == "rank" and row.verdict in ("met", "missed")
    return say(
        f"standing.{row.verdict}_rank" if is_judged_rank else f"standing.{row.verdict}",
        actual=with_unit(row.actual, unit, say, row.target),
        target=target,
        difference=say("table.not_applicable") if row.gap is None else change_of(row.gap, unit, say),
        percent=say("unit.percent", value=percent),
        coverage=say("unit.percent", value=coverage(row.coverage, say)),
        stage=say(f"stage.{row.stage}") if row.stage else say("table.missing"),
    )


def is_withheld(indicator: Indicator, year: int) -> bool:
    """The programme's value exists and is confidential."""
    found = indicator.total.of(year)
    return found is not None and found.status == "Q"


def freeze(report: Report) -> str:
    """The freeze day as ``20.04``."""
    month, day = report.freeze.split("-")
    return f"{day}.{month}"
