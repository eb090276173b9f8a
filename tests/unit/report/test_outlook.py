from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.report.outlook import back_load, byar, chance, continued

from .factory import report, with_years, year_row


def test_more_than_half_of_the_growth_in_private_investment_falls_in_the_last_year() -> None:
    found = {each.code: back_load(each) for each in report().indicators}
    assert round(found["private_investment"].last_year, 1) == Decimal("56.8")
    assert round(found["private_investment"].last_years, 1) == Decimal("72.7")
    # A rank falls: eleven places, one of them in the last year and three in the last three.
    assert round(found["gii_business_rd_rank"].last_year, 1) == Decimal("9.1")
    assert round(found["gii_business_rd_rank"].last_years, 1) == Decimal("27.3")


def test_the_change_of_a_year_comes_again_only_from_two_whole_years() -> None:
    whole = report()
    assert continued(whole.indicators[0], 2026) == Decimal("2.537499")
    assert continued(whole.indicators[0], 2025) is None
    partial = year_row("tax_receipts", 2026, "2.1", verdict="incomplete", coverage=Decimal("0.9"))
    assert continued(with_years(whole, "tax_receipts", y2026=partial).indicators[0], 2026) is None


# Exact limits of the expectation of a Poisson count, 95 %: tables of Garwood (1936).
@pytest.mark.parametrize(("count", "low", "high"), [(1, 0.025, 5.572), (9, 4.115, 17.085), (11, 5.491, 19.682)])
def test_byar_comes_close_to_the_exact_limits(count: int, low: float, high: float) -> None:
    found = byar(count)
    assert found == pytest.approx((low, high), abs=0.12)


def test_the_limits_begin_at_nought() -> None:
    assert byar(0)[0] == 0
    assert 3.3 < byar(0)[1] < 3.8


@given(st.integers(0, 60), st.integers(0, 80))
def test_a_chance_is_the_sum_of_the_poisson_terms(count: int, target: int) -> None:
    below = sum(math.exp(-count + k * math.log(count) - math.lgamma(k + 1)) for k in range(target)) if count else 1.0
    expected = 100 * (1 - below) if target else 100
    found = chance(count, target)
    assert found.at_count == pytest.approx(expected if count or not target else 0, abs=1e-6)
    assert 0 <= found.at_low <= found.at_count + 1e-9
    assert found.at_count <= found.at_high + 1e-9
