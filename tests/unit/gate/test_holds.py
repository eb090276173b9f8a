"""A report is held by what is found and not waived, and by waivers that are over or idle."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.core.errors import GateFailed
from naukograd.gate import Hold, Waiver, require_waivers

DAY = date(2027, 4, 20)
SHRUNK = Hold("kgd.payments_bulk/not_shrunk/2026-03", "Two thirds of the rows are still there.")


def waiver(subject: str = SHRUNK.subject, until: date | None = DAY) -> Waiver:
    return Waiver("mnvo/7", subject, until)


def test_what_is_found_holds_the_report_and_says_how_to_waive_it() -> None:
    with pytest.raises(GateFailed, match=f"No waiver of {SHRUNK.subject}") as raised:
        require_waivers([SHRUNK], [], DAY, "release of 2026")
    assert SHRUNK.says in str(raised.value)
    assert "kind waiver" in str(raised.value)


@pytest.mark.parametrize("until", [DAY, None])
def test_a_waiver_in_force_on_its_last_day_lets_it_pass(until: date | None) -> None:
    require_waivers([SHRUNK], [waiver(until=until)], DAY, "release of 2026")


def test_a_waiver_that_is_over_waives_nothing_and_is_named() -> None:
    with pytest.raises(GateFailed, match=r"mnvo/7 .* ended on 2027-04-19") as raised:
        require_waivers([SHRUNK], [waiver(until=date(2027, 4, 19))], DAY, "release of 2026")
    assert "No waiver" in str(raised.value)


def test_a_waiver_with_nothing_to_waive_is_named() -> None:
    with pytest.raises(GateFailed, match="has nothing to waive"):
        require_waivers([], [waiver()], DAY, "release of 2026")


SUBJECTS = st.sampled_from(["a/b/c", "a/b/d", "m/n"])


@given(
    st.sets(SUBJECTS),
    st.lists(st.tuples(SUBJECTS, st.dates(date(2027, 4, 18), date(2027, 4, 22)) | st.none())),
)
def test_it_passes_only_if_finds_and_waivers_in_force_are_the_same(
    found: set[str], given_: list[tuple[str, date | None]]
) -> None:
    waivers = [Waiver(str(number), subject, until) for number, (subject, until) in enumerate(given_)]
    whole = all(until is None or until >= DAY for _, until in given_) and {subject for subject, _ in given_} == found
    try:
        require_waivers([Hold(subject, "It holds.") for subject in found], waivers, DAY, "release of 2026")
    except GateFailed:
        assert not whole
    else:
        assert whole
