"""Expressions of formulas: arithmetic to the last digit, and nothing but arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from naukograd.core.errors import NaukogradError
from naukograd.explaining.formula import Value, evaluate


class Given:
    def __init__(self, **values: Sequence[Value]) -> None:
        self._values = values

    def values(self, role: str) -> Sequence[Value]:
        return self._values.get(role, [])

    def rows(self, role: str) -> int:
        return 10 * len(self.values(role))

    def places(self, role: str) -> int:
        return 5

    def distinct(self, role: str) -> int:
        return len(set(self.values(role)))

    def participants(self, role: str) -> int:
        return 7


GIVEN = Given(
    moved=[Decimal(2), Decimal(-3), None],
    a=[Decimal(1), Decimal(2), Decimal(2)],
    one=[Decimal("2.5")],
    text=["1134"],
    nothing=[None],
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("one", Decimal("2.5")),
        ("largest(moved)", Decimal(-3)),
        ("largest(nobody)", None),
        ("text", "1134"),
        ("nothing", None),
        ("lacking", None),
        ("one - lacking", None),
        ("0.000000001 * sum(a)", Decimal("0.000000005")),
        ("sum(lacking)", Decimal(0)),
        ("min(a)", Decimal(1)),
        ("count(a) + rows(a)", Decimal(33)),
        ("trunc(distinct(a) / 3, 6)", Decimal("0.666666")),
        ("participants(a)", Decimal(7)),
        ("places(a)", Decimal(5)),
        ("sum_abs(a)", Decimal(5)),
        ("cube(sqrt(4))", Decimal(8)),
        ("at_least(0, one)", Decimal(1)),
        ("round(at_least(2, one), 6)", Decimal("0.712703")),
        ("round(one, 0)", Decimal(3)),
        ("round((one - 5) / 1, 0)", Decimal(-3)),
    ],
)
def test_an_expression_gives(expression: str, expected: Value) -> None:
    assert evaluate(expression, GIVEN) == expected


@pytest.mark.parametrize("expression", ["a", "__import__('os')", "one ** 2", "one if a else one", "1 +", "text + one"])
def test_what_is_no_arithmetic_is_refused(expression: str) -> None:
    with pytest.raises(NaukogradError):
        evaluate(expression, GIVEN)
