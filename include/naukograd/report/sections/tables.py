"""Short words for what every table needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from naukograd.core.cell import scaled
from naukograd.report.messages import Say
from naukograd.report.page import Column
from naukograd.report.russian import number

MILLIONTH = Decimal(10) ** -6


def name(label: str, share: int = 2) -> Column:
    """A column of words that takes its share of the width left."""
    return Column(label, "left", share)


def words(label: str) -> Column:
    """A column of words as wide as they are."""
    return Column(label, "left")


def figures(labels: Iterable[str], share: int = 0) -> tuple[Column, ...]:
    """Columns of numbers; those with a ``share`` let a long label wrap."""
    return tuple(Column(label, share=share) for label in labels)


def value(amount: Decimal | int | None, digits: int, say: Say) -> str:
    """A number; what is missing is no nought."""
    return say("table.missing") if amount is None else number(amount, digits)


def millions(amount_kzt: Decimal | None, say: Say) -> str:
    """Tenge as millions with two decimals."""
    return value(None if amount_kzt is None else scaled(amount_kzt, MILLIONTH), 2, say)
