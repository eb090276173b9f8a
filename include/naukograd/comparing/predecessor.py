"""What a report is held against."""

from __future__ import annotations

from datetime import datetime

from naukograd.core.database import Connection
from naukograd.warehouse.states import State, state


def predecessor(conn: Connection, year: int, number: int, as_of: datetime) -> State | None:
    """The release before ``<year>.<number>``: the one before it of the same year, else the last of the year before.

    Args:
        as_of: the release's own moment: a correction of the past year that was frozen later is not before it.
    Returns:
        None when nothing was sealed before.
    """
    row = conn.execute(
        """
        select release_id from releases.releases
        where (year = %(year)s and number < %(number)s) or (year = %(year)s - 1 and as_of <= %(as_of)s)
        order by year desc, number desc limit 1
        """,
        {"year": year, "number": number, "as_of": as_of},
    ).fetchone()
    return state(conn, row[0]) if row else None
