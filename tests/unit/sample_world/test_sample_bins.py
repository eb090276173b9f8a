"""BINs of the sample world are well formed."""

import numpy as np
import pytest

from sample_world.bins import BRANCH, HEAD, BinMaker, check_digit, many_bins


# Real numbers: captured replies of the register of legal entities and of the Bureau's counterparty service.
@pytest.mark.parametrize("number", ["000340003004", "000540004595", "020240000555"])
def test_check_digit_agrees_with_issued_numbers(number: str) -> None:
    assert check_digit(number[:11]) == number[11]


def test_second_weights_serve_when_the_first_give_ten() -> None:
    # Weights 1..11: 10*1 = 10 mod 11 = 10; weights 3,4,..: 10th digit has weight 1, so 1.
    assert check_digit("00000000010") == "1"


def test_a_number_that_can_have_no_check_digit_is_refused() -> None:
    impossible = [f"{n:011d}" for n in range(3_000) if check_digit(f"{n:011d}") is None]
    assert impossible


def test_invented_numbers_are_distinct_and_valid() -> None:
    maker = BinMaker(np.random.default_rng(3))
    numbers = [maker.new(kind) for kind in (HEAD, BRANCH) for _ in range(200)]
    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 12 and check_digit(number[:11]) == number[11] for number in numbers)
    assert {number[5] for number in numbers} == {HEAD, BRANCH}
    assert any(number.startswith("0") for number in numbers)


def test_a_lookalike_differs_in_kind_and_check_digit_alone() -> None:
    head, twin = BinMaker(np.random.default_rng(3)).new_with_lookalike()
    assert (head[:5], head[6:11]) == (twin[:5], twin[6:11])
    assert (head[5], twin[5]) == (HEAD, BRANCH)
    assert check_digit(twin[:11]) == twin[11]


def test_numbers_made_at_once_obey_the_same_rule() -> None:
    numbers = [f"{number:012d}" for number in many_bins(np.random.default_rng(5), 3_000).tolist()]
    assert len(set(numbers)) == 3_000
    assert all(check_digit(number[:11]) == number[11] for number in numbers)
