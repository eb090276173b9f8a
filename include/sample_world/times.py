"""When the sample world shows what: issues of registers, of bulk files, and single payments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

ALMATY = timezone(timedelta(hours=5))
FIRST_MONTH, LAST_MONTH = (2024, 1), (2027, 1)
# The day of the freeze: all of 2026 has been filed, its report is being prepared.
DEFAULT_CLOCK = datetime(2027, 4, 20, 18, tzinfo=ALMATY)
# The day of the freeze a year before: 2025 has been filed, and nothing of it is final.
FIRST_CLOCK = datetime(2026, 4, 20, 18, tzinfo=ALMATY)
# All that was still to come of 2026 is out: the Bureau's tabulations, late payments, corrections.
LAST_CLOCK = datetime(2027, 10, 15, 18, tzinfo=ALMATY)

# All territories file on the same days, so that one who moves is never filed in two places; nu_park and kurchatov add
# a correction each, when nobody is on the move.
REGISTER_ISSUES = {
    "inp_park": (date(2026, 1, 20), date(2026, 3, 25), date(2027, 2, 10)),
    "nu_park": (date(2026, 1, 20), date(2026, 3, 25), date(2026, 10, 5), date(2027, 2, 10)),
    "kurchatov": (date(2026, 1, 20), date(2026, 3, 25), date(2027, 2, 10), date(2027, 6, 25)),
}


def register_moment(issue: date) -> datetime:
    """The moment at which a register's issue is filed."""
    return datetime.combine(issue, time(9), ALMATY)


def freeze(year: int) -> datetime:
    """The moment after which the provisional figure of ``year`` is closed: the end of 20 April of the next year."""
    return datetime(year + 1, 4, 21, tzinfo=ALMATY)


def stamp(day: date) -> str:
    """A date as the tax service prints it, with the offset valid on that day (one UTC+5 since 2024-03-01)."""
    return f"{day.isoformat()}+0{6 if day < date(2024, 3, 1) else 5}:00"


def shown_at(receipt: date) -> datetime:
    """The moment at which an ordinary payment of that day appears in the tax service."""
    return datetime.combine(receipt + timedelta(days=1), time(7), ALMATY)


def months() -> list[tuple[int, int]]:
    """Every month with a bulk file, as (year, month)."""
    first, last = (year * 12 + month - 1 for year, month in (FIRST_MONTH, LAST_MONTH))
    return [(index // 12, index % 12 + 1) for index in range(first, last + 1)]


def bulk_issues(year: int, month: int) -> tuple[datetime, ...]:
    """The moments of all issues of a month's bulk file: the 5th of the next month; quarter ends are issued again."""
    moments = [_day_after(year, month, months_later=1, day=5)]
    if month % 3 == 0:
        moments += [_day_after(year, month, months_later=later, day=20) for later in (3, 8)]
    return tuple(moments)


def _day_after(year: int, month: int, *, months_later: int, day: int) -> datetime:
    index = year * 12 + month - 1 + months_later
    return datetime(index // 12, index % 12 + 1, day, 6, tzinfo=ALMATY)
