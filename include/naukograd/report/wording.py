"""Values in words, each with its unit, rounded so that a miss never reads as a hit."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal

from naukograd.core.cell import scaled
from naukograd.report.messages import Say
from naukograd.report.model import Indicator, Report, Unit, YearProgress
from naukograd.report.russian import digits_to_tell, form, number, signed

HUNDRED = Decimal(100)
DIGITS: dict[Unit, int] = {"bn_kzt": 3, "rank": 0, "persons": 0, "patents": 0}
"""Decimals of values in tables, at least."""


def figure_of(value: Decimal | None, unit: Unit, say: Say, mark: Decimal | None = None) -> str:
    """A value without its unit, told apart from ``mark``; the sign of what is missing for None."""
    if value is None:
        return say("table.missing")
    return number(value, digits(value, unit, mark))


def digits(value: Decimal, unit: Unit, mark: Decimal | None = None) -> int:
    """Decimals at which ``value`` differs visibly from ``mark``."""
    return digits_to_tell(value, value if mark is None else mark, DIGITS[unit])


def with_unit(value: Decimal, unit: Unit, say: Say, mark: Decimal | None = None) -> str:
    """A value with its unit: ``2,411 млрд ₸``, ``30-е место``."""
    return say(f"unit.{unit}", value=number(value, digits(value, unit, mark)))


def change_of(value: Decimal, unit: Unit, say: Say) -> str:
    """A signed difference with its unit; of a rank in places."""
    written = signed(value, digits_to_tell(value, Decimal(0), DIGITS[unit]))
    return say(f"difference.{unit}.{form(value)}" if unit == "rank" else f"difference.{unit}", value=written)


def gap(row: YearProgress, unit: Unit, say: Say) -> str:
    """The gap without unit. What is unfinished or incomplete is not held against the target: it would read missed."""
    if row.gap is None or row.actual is None or not row.is_whole:
        return say("table.not_applicable")
    return signed(row.gap, digits(row.actual, unit, row.target))


def percent(value: Decimal | None, say: Say) -> str:
    """Percent without the sign; never "100,0" for what is not exactly 100."""
    if value is None:
        return say("table.not_applicable")
    return number(value, digits_to_tell(value, HUNDRED, least=1))


def percent_of_target(row: YearProgress, say: Say) -> str:
    """Percent of the target, without the sign, where the year may be held against it."""
    return percent(row.percent_of_target if row.verdict in ("met", "missed") else None, say)


def coverage(share: Decimal | None, say: Say) -> str:
    """A fraction in percent without the sign; never "100,0" for what is not complete."""
    return percent(None if share is None else scaled(share, HUNDRED), say)


def stage(row: YearProgress, say: Say) -> str:
    return say(f"stage.{row.stage}") if row.stage else say("table.not_applicable")


def running(indicator: Indicator) -> int | None:
    """The unfinished year that already has a figure, if there is one."""
    years = (row.year for row in indicator.path if row.verdict == "not_due" and row.actual is not None)
    return max(years, default=None)


def year_mark(indicator: Indicator, year: int, say: Say) -> str:
    """The year, with a mark while it runs."""
    return say("table.running_mark", year=year) if year == running(indicator) else str(year)


def territory(report: Report, code: str, say: Say) -> str:
    """The name of a territory; of ``total``, that of the programme."""
    names = {each.code: each.name for each in report.territories}
    return names.get(code) or say("table.total")


def indicators_of(report: Report, verdict: str) -> tuple[Indicator, ...]:
    """The indicators with that verdict in the reporting year."""
    return tuple(each for each in report.indicators if each.of(report.year).verdict == verdict)


def numbers(indicators: Iterable[Indicator], say: Say) -> str:
    """``1, 3 и 6``."""
    found = [str(each.number) for each in indicators]
    if len(found) < 2:
        return "".join(found)
    return say("list.and", first=", ".join(found[:-1]), last=found[-1])


def named(say: Say, prefix: str, code: str) -> str:
    """The text of a code; a code that has none is shown as it is, for it comes from a delivery."""
    with suppress(KeyError):
        return say(f"{prefix}.{code}")
    return code
