"""What next: the pace needed, where last year's pace leads, chances of small counts, how late the path rises."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from naukograd.report.messages import Say
from naukograd.report.model import LAST_YEAR, Indicator, Report, YearProgress
from naukograd.report.outlook import LAST_YEARS, back_load, byar, chance, continued
from naukograd.report.page import Points, Section
from naukograd.report.russian import form, number, rounded
from naukograd.report.wording import change_of, with_unit


def ahead(report: Report, indicator: Indicator, say: Say) -> Section:
    """Sentences only; each says how it was reckoned."""
    row = indicator.of(report.year)
    sentences = [*_pace(indicator, row, say), *_continued(indicator, row, say), *_chance(indicator, row, say)]
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
        return with_unit(abs(pace), indicator.unit, say, Decimal(0))
    size = rounded(abs(pace), 0 if pace == int(pace) else 1)
    written = number(size, max(0, -int(size.as_tuple().exponent)))
    return say(f"pace.rank.{form(size)}" if indicator.unit == "rank" else f"pace.{indicator.unit}", value=written)


def _continued(indicator: Indicator, row: YearProgress, say: Say) -> Iterator[str]:
    value = continued(indicator, row.year)
    if value is None or row.next_target_year is None or row.actual is None:
        return
    before = indicator.of(row.year - 1).actual
    assert before is not None
    target = indicator.of(row.next_target_year).target
    reaches = value <= target if indicator.is_lower_better else value >= target
    yield say(
        "ahead.continued_reaches" if reaches else "ahead.continued_falls_short",
        before=row.year - 1,
        level=row.year,
        year=row.next_target_year,
        change=change_of(row.actual - before, indicator.unit, say),
        value=with_unit(value, indicator.unit, say, target),
        target=with_unit(target, indicator.unit, say, value),
    )


def _chance(indicator: Indicator, row: YearProgress, say: Say) -> Iterator[str]:
    """Of patents alone: their number is small, so that chance moves it from year to year."""
    if indicator.unit != "patents" or row.actual is None or not row.is_whole:
        return
    count = int(row.actual)
    low, high = (number(Decimal(str(round(end, 6))), 1) for end in byar(count))
    yield say("ahead.range", year=row.year, count=number(count), low=low, high=high)
    if row.next_target_year is None:
        return
    target = int(indicator.of(row.next_target_year).target)
    found = chance(count, target)
    yield say(
        "ahead.chance",
        count=number(count),
        year=row.next_target_year,
        target=number(target),
        chance=_percent(found.at_count, say),
        least=_percent(found.at_low, say),
        most=_percent(found.at_high, say),
    )


def _percent(chance: float, say: Say) -> str:
    if chance < 1:
        return say("chance.under_one")
    if chance > 99:
        return say("chance.over_99")
    return say("unit.percent", value=number(Decimal(round(chance))))


def _back_load(indicator: Indicator, say: Say) -> str:
    found = back_load(indicator)
    return say(
        "ahead.back_load",
        first=LAST_YEAR - LAST_YEARS + 1,
        last=LAST_YEAR,
        last_year=say("unit.percent", value=number(found.last_year, 0)),
        last_years=say("unit.percent", value=number(found.last_years, 0)),
    )
