"""Moments as the Concept's calendar counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from naukograd.core.errors import UsageError
from naukograd.core.periods import ALMATY, end_of_day, parse_moment


def test_a_bare_date_means_the_end_of_that_day_in_almaty() -> None:
    assert parse_moment("2027-04-20") == datetime(2027, 4, 20, 18, 59, 59, 999999, UTC)


def test_the_offset_of_almaty_changed_on_2024_03_01() -> None:
    assert end_of_day(date(2024, 2, 28)).utcoffset() == timedelta(hours=6)
    assert end_of_day(date(2024, 3, 1)).utcoffset() == timedelta(hours=5)


def test_a_time_without_offset_is_almatys() -> None:
    assert parse_moment("2027-04-20T18:00") == datetime(2027, 4, 20, 18, tzinfo=ALMATY)
    assert parse_moment("2027-04-20T18:00+00:00") == datetime(2027, 4, 20, 18, tzinfo=UTC)


@pytest.mark.parametrize("text", ["20.04.2027", "2027-02-30", "tomorrow", ""])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="not a moment"):
        parse_moment(text)
