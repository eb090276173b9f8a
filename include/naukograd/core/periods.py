"""Moments and days as the Concept's calendar counts them: Asia/Almaty."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from naukograd.core.errors import UsageError

ALMATY = ZoneInfo("Asia/Almaty")


def now() -> datetime:
    """The present moment, aware, in Asia/Almaty. Only edges (CLI, DAG tasks) call it."""
    return datetime.now(ALMATY)


def end_of_day(day: date) -> datetime:
    """The last microsecond of ``day`` in Asia/Almaty."""
    return datetime.combine(day + timedelta(days=1), time(0), ALMATY) - timedelta(microseconds=1)


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment. A bare date means the end of that day in Asia/Almaty; a time without offset is Almaty's.

    Raises:
        UsageError: ``text`` is neither.
    """
    try:
        if len(text) == len("2027-04-20"):
            return end_of_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a moment", remedy="Write 2027-04-20 or 2027-04-20T18:00+05:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
