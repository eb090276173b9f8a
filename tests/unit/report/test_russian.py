from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.report.russian import day, day_and_time, digits_to_tell, number, rounded, signed

AMOUNTS = st.decimals(min_value=Decimal("-1e30"), max_value=Decimal("1e30"), allow_nan=False, places=9)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0", 2, "0,00"),
        ("2.405", 2, "2,41"),
        ("-2.405", 2, "−2,41"),
        ("-0.001", 2, "0,00"),
        ("1234567.891", 2, "1\u00a0234\u00a0567,89"),
        ("999.5", 0, "1\u00a0000"),
    ],
)
def test_numbers_are_written_as_in_russian_documents(value: str, digits: int, text: str) -> None:
    assert number(Decimal(value), digits) == text


@given(AMOUNTS, st.integers(0, 9))
def test_a_written_number_reads_back_as_its_rounding(value: Decimal, digits: int) -> None:
    text = number(value, digits)
    back = Decimal(text.replace("\u00a0", "").replace(",", ".").replace("−", "-"))
    assert back == rounded(value, digits)
    with localcontext(prec=100):
        assert abs(back - value) * 2 <= Decimal(1).scaleb(-digits)
    whole, *fraction = text.removeprefix("−").split(",")
    assert [len(part) for part in fraction] == ([digits] if digits else [])
    assert all(len(group) == 3 for group in whole.split("\u00a0")[1:])


@given(AMOUNTS)
def test_only_what_is_above_zero_gets_a_plus(value: Decimal) -> None:
    assert signed(value, 2).startswith("+") == (rounded(value, 2) > 0)


@given(AMOUNTS, AMOUNTS, st.integers(0, 4))
def test_different_values_never_look_equal(value: Decimal, mark: Decimal, least: int) -> None:
    digits = digits_to_tell(value, mark, least)
    assert digits >= least
    assert (number(value, digits) == number(mark, digits)) == (value == mark)
    assert digits == least or rounded(value, digits - 1) == rounded(mark, digits - 1)


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_printed(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        number(Decimal(value), 2)


def test_days_and_times_are_those_of_almaty() -> None:
    evening = datetime(2027, 4, 20, 19, 30, tzinfo=UTC)
    assert day(evening) == "21.04.2027"
    assert day_and_time(evening) == "21.04.2027\u00a000:30"
