"""What next: the pace needed, where last year's pace leads, chances of small counts, how late the path rises."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from naukograd.core.cell import figure_of, scaled
from naukograd.report.marks import marked
from naukograd.report.messages import Say
from naukograd.report.model import LAST_YEAR, Indicator, Report, YearProgress
from naukograd.report.page import Points, Section
from naukograd.report.russian import form, number, rounded
from naukograd.report.wording import change_of, with_unit

LAST_YEARS = 3
"""The last third of the ten decreed years, rounded down."""
NEGATED = Decimal(-1)


def ahead(report: Report, indicator: Indicator, say: Say) -> Section:
    """Sentences only; each says how it was reckoned."""
    row = indicator.of(report.year)
    sentences = [*_pace(indicator, row, say), *_continued(indicator, row, say), *_chance(report, indicator, say)]
    return Section(say("ahead.title"), (Points((*sentences, _back_load(indicator, say))),))


def _pace(indicator: Indicator, row: YearProgress, say: Say) -> Iterator[str]:
    # An unfinished or incomplete year is no level to measure a pace from.
    if not row.is_whole:
        yield say("ahead.no_level", year=row.year)
        return
    paces = {row.next_target_year: row.pace_to_next_target, LAST_YEAR: row.pace_to_2035}
    for year, pace in paces.items():
        if year is None or pace is None:
            continue
        reached = pace >= 0 if indicator.is_lower_better else pace <= 0
        target = with_unit(indicator.of(year).target, indicator.unit, say)
        if reached:
            yield say("ahead.reached", year=year, target=target, level=row.year)
        else:
            yield say("ahead.pace", year=year, target=target, level=row.year, pace=_pace_of(pace, indicator, say))


def _pace_of(pace: Decimal, indicator: Indicator, say: Say) -> str:
    """Without a sign. Persons and patents a year may be fractions: one decimal says more than a rounded one."""
    if indicator.unit == "bn_kzt":
        return with_unit(_unsigned(pace), indicator.unit, say, Decimal(0))
    digits = 0 if pace == int(pace) else 1
    written = number(_unsigned(pace), digits)
    size = rounded(abs(pace), digits)
    return say(f"pace.rank.{form(size)}" if indicator.unit == "rank" else f"pace.{indicator.unit}", value=written)


def _unsigned(pace: Decimal) -> Decimal:
    return scaled(pace, NEGATED) if pace < 0 else pace


def _continued(indicator: Indicator, row: YearProgress, say: Say) -> Iterator[str]:
    value, found = row.continued_value, indicator.total.of(row.year)
    change = None if found is None else found.change_from_previous
    if value is None or row.next_target_year is None or change is None:
        return
    target = indicator.of(row.next_target_year).target
    reaches = value <= target if indicator.is_lower_better else value >= target
    yield say(
        "ahead.continued_reaches" if reaches else "ahead.continued_falls_short",
        before=row.year - 1,
        level=row.year,
        year=row.next_target_year,
        change=change_of(change, indicator.unit, say),
        value=with_unit(value, indicator.unit, say, target),
        target=with_unit(target, indicator.unit, say, value),
    )


def _chance(report: Report, indicator: Indicator, say: Say) -> Iterator[str]:
    """Of patents alone: their number is small, so that chance moves it from year to year."""
    found = next((each for each in report.details.patents_outlook if each.year == report.year), None)
    if indicator.unit != "patents" or found is None:
        return
    low, high = (number(end, 1) for end in (found.range_low, found.range_high))
    count = number(found.registered)
    yield say("ahead.range", year=found.year, count=count, low=low, high=high)
    if found.target_value is None:
        return
    yield say(
        "ahead.chance",
        count=count,
        year=found.target_year,
        target=number(found.target_value),
        chance=_percent(found.chance_percent, say),
        least=_percent(found.chance_at_low_percent, say),
        most=_percent(found.chance_at_high_percent, say),
    )


def _percent(chance: Decimal | None, say: Say) -> str:
    if chance is None:
        return say("table.missing")
    if chance < 1:
        return marked(say("chance.under_one"), figure_of(chance))
    if chance > 99:
        return marked(say("chance.over_99"), figure_of(chance))
    return say("unit.percent", value=number(chance))


def _back_load(indicator: Indicator, say: Say) -> str:
    first = LAST_YEAR - LAST_YEARS + 1
    last_year, last_years = (number(indicator.of(year - 1).remaining_change_percent) for year in (LAST_YEAR, first))
    return say(
        "ahead.back_load",
        first=first,
        last=LAST_YEAR,
        last_year=say("unit.percent", value=last_year),
        last_years=say("unit.percent", value=last_years),
    )
