"""What the gate says is new about a delivery."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.gate.drift import Known, drift

LAYOUT = ["sheet Data", "Внутренние затраты, тыс. тенге"]


def known(slice_: str = "2025", month: int = 1, layout: list[str] | None = LAYOUT, **fingerprint: Any) -> Known:
    return Known(month, slice_, datetime(2026, month, 1, tzinfo=UTC), layout, fingerprint)


def found(
    before: list[Known],
    layout: list[str] | None = LAYOUT,
    beside: list[dict[str, Any]] | None = None,
    dictionaries: tuple[str, ...] = (),
    **row: Any,
) -> dict[str, Any]:
    figures = [name for name in row if name not in dictionaries]
    return drift({"slice": "2025", **row}, layout, figures, dictionaries, before, beside or [])


def test_where_nothing_was_before_nothing_is_said() -> None:
    said = found([], median=Decimal(5), beside=[{"slice": "2025", "median": Decimal(1)}])
    assert set(said.values()) == {None}


def test_a_layout_is_that_of_the_same_slice_or_else_of_the_latest() -> None:
    assert found([known(), known("2024", 2, ["sheet Other"])])["layout_change"] is None
    assert (
        found([known("2023", 1), known("2024", 2, ["sheet Other"])])["layout_change"]
        == "new: «sheet Data», «Внутренние затраты, тыс. тенге»; gone: «sheet Other»"
    )


@pytest.mark.parametrize(
    ("heading", "change"),
    [
        ("Внутренние затраты, млн. тенге", "new: «млн»; gone: «тыс»"),
        ("Внутренние затраты (тыс. тенге)", None),
        ("Внутренние затраты, тыс. долларов", "new: «долларов»; gone: «тенге»"),
        ("Внутренние затраты, тыс. тенге, в % к ВВП", "new: «%»"),
    ],
)
def test_units_change_by_their_words_alone(heading: str, change: str | None) -> None:
    assert found([known()], ["sheet Data", heading])["unit_change"] == change


def test_a_figure_is_compared_with_the_same_slice_and_with_the_median_of_the_others() -> None:
    before = [known(median="2"), known("2024", median="4"), known("2023", median="8"), known("2022")]
    said = found(before, median=Decimal(6), beside=[{"slice": "2026", "median": Decimal(16)}])
    assert (said["median_of_previous"], said["median_of_usual"]) == (Decimal(3), Decimal("0.75"))


def test_members_that_no_delivery_had_are_named() -> None:
    before = [known(units=["персон", "ставок"]), known("2024", units=["тенге"])]
    said = found(before, dictionaries=("units",), units=["тенге", "долларов"])
    assert said["unknown_members"] == "units «долларов»"


@given(st.lists(st.text(max_size=20), max_size=8, unique=True))
def test_the_same_layout_is_no_change(lines: list[str]) -> None:
    said = found([known(layout=lines)], list(reversed(lines)))
    assert (said["layout_change"], said["unit_change"]) == (None, None)
