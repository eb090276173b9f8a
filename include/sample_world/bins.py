"""Business identification numbers (BIN) with a valid check digit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HEAD, BRANCH = "0", "1"
_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (*range(3, 12), 1, 2)


def check_digit(first_eleven: str) -> str | None:
    """The twelfth digit: weights 1..11 mod 11, then 3..11,1,2; None where both give 10 and no number is issued."""
    digits = [int(digit) for digit in first_eleven]
    for weights in (_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return str(rest)
    return None


class BinMaker:
    """Invents BINs, each once. Serials from 90000 up keep away from the numbers of real organisations."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def new(self, kind: str) -> str:
        """A resident's BIN; ``kind`` is HEAD or BRANCH. Those registered before 2010 begin with 0."""
        while True:
            year, month = int(self._rng.integers(2, 24)), int(self._rng.integers(1, 13))
            number = _complete(f"{year:02d}{month:02d}4{kind}{int(self._rng.integers(90_000, 100_000))}")
            if number and self._claim(number):
                return number

    def new_with_lookalike(self) -> tuple[str, str]:
        """A head BIN and a stranger's branch BIN which differs in the kind and the check digit alone."""
        while True:
            head = self.new(HEAD)
            lookalike = _complete(head[:5] + BRANCH + head[6:11])
            if lookalike and self._claim(lookalike):
                return head, lookalike

    def _claim(self, number: str) -> bool:
        if number in self._taken:
            return False
        self._taken.add(number)
        return True


def _complete(first_eleven: str) -> str | None:
    digit = check_digit(first_eleven)
    return None if digit is None else first_eleven + digit


def many_bins(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """``count`` distinct head BINs as integers (zeros in front dropped), serials below 90000: never a participant's."""
    found = np.empty(0, np.int64)
    while len(found) < count:
        size = 2 * (count - len(found)) + 16
        year, month = rng.integers(0, 25, size), rng.integers(1, 13, size)
        first = ((year * 100 + month) * 100 + 40) * 100_000 + rng.integers(10_000, 90_000, size)
        digits = first[:, None] // 10 ** np.arange(10, -1, -1, dtype=np.int64) % 10
        check = digits @ np.array(_WEIGHTS) % 11
        check = np.where(check == 10, digits @ np.array(_SECOND_WEIGHTS) % 11, check)
        found = np.unique(np.concatenate([found, (first * 10 + check)[check < 10]]))
    chosen: NDArray[np.int64] = rng.permutation(found)[:count]
    return chosen
