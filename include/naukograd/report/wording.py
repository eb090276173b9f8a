"""Sentences computed from the figures: where the programme stands and what pace it needs."""

from __future__ import annotations

from decimal import Decimal

from naukograd.core.periods import ALMATY
from naukograd.report.messages import Say
from naukograd.report.model import Report, YearProgress
from naukograd.report.russian import digits_to_tell, number

HUNDRED = Decimal(100)
LAST_YEAR = 2035


def focus(report: Report) -> YearProgress:
    """The year the page speaks about: the latest one judged; before the first is due, the latest one begun."""
    begun = _begun(report)
    judged = [row for row in begun if row.verdict not in ("baseline", "not_due")]
    return (judged or begun)[-1]


def running(report: Report) -> YearProgress | None:
    """The unfinished year with figures, if there is one."""
    latest = _begun(report)[-1]
    return latest if latest.verdict == "not_due" and latest.actual is not None else None


def lead(report: Report, say: Say) -> str:
    """One sentence on the year in focus: the value, the target, the verdict and how firm the data are."""
    row = focus(report)
    target = bn(row.target, say)
    if row.verdict == "no_data":
        return say("lead.no_data", year=row.year, target=target)
    if row.actual is None:
        return say(f"lead.{row.verdict}_no_data", year=row.year, target=target)
    digits = digits_to_tell(row.actual, row.target, least=2)
    return say(
        f"lead.{row.verdict}",
        year=row.year,
        actual=bn(row.actual, say, digits),
        target=bn(row.target, say, digits),
        short=bn(abs(row.actual - row.target), say, digits),
        percent=say("unit.percent", value=percent(row.percent_of_target, say)),
        coverage=coverage(row, say),
        stage=say(f"stage.{row.stage}") if row.stage else say("table.missing"),
    )


def points(report: Report, say: Say) -> tuple[str, ...]:
    """What follows the lead: the pace needed, the running year, the state of the data."""
    unfinished = running(report)
    sentences = _pace(report, say)
    if unfinished is not None and unfinished != focus(report) and unfinished.actual is not None:
        actual, target = bn(unfinished.actual, say), bn(unfinished.target, say)
        sentences.append(say("point.running", year=unfinished.year, actual=actual, target=target))
    checks = [check for gate in report.gates for check in gate.checks]
    passed, quarantined = sum(c.passed for c in checks), sum(s.rows_quarantined for s in report.sources)
    counts = {"passed": number(passed), "checks": number(len(checks)), "quarantined": number(quarantined)}
    return (*sentences, say("point.quality", **counts))


def bn(value: Decimal, say: Say, digits: int = 2) -> str:
    """Billions of tenge with their unit."""
    return say("unit.bn", value=number(value, digits))


def percent(value: Decimal | None, say: Say) -> str:
    """Percent without the sign; never "100,0" for what is not exactly 100."""
    if value is None:
        return say("table.not_applicable")
    return number(value, digits_to_tell(value, HUNDRED, least=1))


def coverage(row: YearProgress, say: Say) -> str:
    """Coverage in percent with the sign; never "100,0 %" for what is not complete."""
    share = None if row.coverage is None else row.coverage * HUNDRED
    return say("unit.percent", value=percent(share, say))


def _begun(report: Report) -> list[YearProgress]:
    year = report.heading.as_of.astimezone(ALMATY).year
    path = report.indicator.path
    return [row for row in path if row.year <= year] or [path[0]]


def _pace(report: Report, say: Say) -> list[str]:
    # An unfinished or incomplete year is no level to measure a pace from.
    levels = [row for row in _begun(report) if row.verdict in ("met", "missed", "baseline")]
    if not levels:
        return []
    row = levels[-1]
    paces = {row.next_target_year: row.pace_to_next_target, LAST_YEAR: row.pace_to_2035}
    ahead = {each.year: each.target for each in report.indicator.path if each.verdict == "not_due"}
    sentences = []
    for year, pace in paces.items():
        if year not in ahead or pace is None:
            continue
        key = "point.pace" if pace > 0 else "point.pace_reached"
        values = {"year": year, "target": bn(ahead[year], say), "level": row.year}
        sentences.append(say(key, **values, pace=bn(pace, say, digits_to_tell(pace, Decimal(0), least=2))))
    return sentences
