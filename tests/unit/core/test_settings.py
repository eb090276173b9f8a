"""Settings are read from the environment, and what is no number is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from naukograd.core.errors import UsageError
from naukograd.core.settings import Settings


def test_what_is_not_set_has_a_default() -> None:
    settings = Settings.from_environment({})
    assert (settings.min_free_bytes, settings.keep_superseded) == (2 * 2**30, timedelta(days=730))


def test_numbers_are_read_with_their_units() -> None:
    settings = Settings.from_environment({"NAUKOGRAD_MIN_FREE_GIB": "0.5", "NAUKOGRAD_KEEP_SUPERSEDED_DAYS": "30"})
    assert (settings.min_free_bytes, settings.keep_superseded) == (2**29, timedelta(days=30))


@pytest.mark.parametrize("name", ["NAUKOGRAD_MIN_FREE_GIB", "NAUKOGRAD_KEEP_SUPERSEDED_DAYS"])
@pytest.mark.parametrize("text", ["much", "-1", "nan", "inf"])
def test_what_is_no_number_is_refused(name: str, text: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is '{text}', not a number"):
        Settings.from_environment({name: text})
