"""Formulas of figures: arithmetic over the inputs, as the seed figure_formulas writes it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Protocol

from naukograd.core.errors import NaukogradError

DIGITS = 60
"""Decimal digits carried: more than any quotient in the warehouse has before it is rounded."""

OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

Value = Decimal | str | None


class Roles(Protocol):
    """What an expression asks about the inputs of a role."""

    def values(self, role: str) -> Sequence[Value]:
        """The value of each input."""

    def rows(self, role: str) -> int:
        """How many rows stand at the end of the inputs."""

    def places(self, role: str) -> int:
        """In how many different places they stand."""

    def distinct(self, role: str) -> int:
        """How many different things those rows count."""

    def participants(self, role: str) -> int:
        """How many different participants the inputs are of."""


def evaluate(expression: str, roles: Roles) -> Value:
    """The figure that the expression gives; None where an input that it needs has no value.

    Raises:
        NaukogradError: the expression is none that we know.
    """
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        raise _unknown(expression) from None
    with localcontext() as context:
        context.prec = DIGITS
        return _node(tree, roles, expression)


def _node(node: ast.expr, roles: Roles, whole: str) -> Value:
    match node:
        case ast.Constant(value=int() | float()):
            return Decimal(ast.get_source_segment(whole, node) or "")
        case ast.Name(id=role):
            return _only(roles.values(role), role, whole)
        case ast.Call(func=ast.Name(id="round" | "trunc" as name), args=[number, digits]):
            value, places = _number(number, roles, whole), _number(digits, roles, whole)
            if value is None or places is None:
                return None
            rounding = ROUND_HALF_UP if name == "round" else ROUND_DOWN
            return value.quantize(Decimal(1).scaleb(-int(places)), rounding)
        case ast.Call(func=ast.Name(id="sqrt" | "cube" as name), args=[inner]):
            value = _number(inner, roles, whole)
            return None if value is None else value.sqrt() if name == "sqrt" else value**3
        case ast.Call(func=ast.Name(id="at_least"), args=[least, mean]):
            wanted, expected = _number(least, roles, whole), _number(mean, roles, whole)
            return None if wanted is None or expected is None else _at_least(int(wanted), expected)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=role)]):
            return _over(name, role, roles, whole)
        case ast.BinOp(left=left, op=sign, right=right):
            first, second = _number(left, roles, whole), _number(right, roles, whole)
            if type(sign) not in OPERATORS:
                raise _unknown(whole)
            return None if first is None or second is None else OPERATORS[type(sign)](first, second)
    raise _unknown(whole)


def _at_least(number: int, mean: Decimal) -> Decimal:
    """The chance that a Poisson count with that mean is ``number`` or more."""
    below, term = Decimal(0), (-mean).exp()
    for k in range(number):
        below += term
        term *= mean / (k + 1)
    return 1 - below


def _over(name: str, role: str, roles: Roles, whole: str) -> Value:
    match name:
        case "sum":
            return sum((value for value in roles.values(role) if isinstance(value, Decimal)), Decimal(0))
        case "min":
            return min(value for value in roles.values(role) if isinstance(value, Decimal))
        case "largest":
            return max((value for value in roles.values(role) if isinstance(value, Decimal)), key=abs, default=None)
        case "count":
            return Decimal(len(roles.values(role)))
        case "sum_abs":
            return sum((abs(value) for value in roles.values(role) if isinstance(value, Decimal)), Decimal(0))
        case "places":
            return Decimal(roles.places(role))
        case "rows":
            return Decimal(roles.rows(role))
        case "distinct":
            return Decimal(roles.distinct(role))
        case "participants":
            return Decimal(roles.participants(role))
    raise _unknown(whole)


def _number(node: ast.expr, roles: Roles, whole: str) -> Decimal | None:
    value = _node(node, roles, whole)
    if isinstance(value, str):
        raise _unknown(whole)
    return value


def _only(values: Sequence[Value], role: str, whole: str) -> Value:
    if len(values) > 1:
        raise NaukogradError(
            f"{len(values)} inputs where one is meant", where=f"{role} in {whole}", remedy="Mend its lineage model."
        )
    return values[0] if values else None


def _unknown(expression: str) -> NaukogradError:
    return NaukogradError(
        "no expression of a formula", where=expression, remedy="Mend dbt_project/seeds/lineage/figure_formulas.csv."
    )
