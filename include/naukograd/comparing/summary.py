"""Measures of revision per indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from naukograd.comparing.side import Side
from naukograd.core.figure import FigureId, figure
from naukograd.core.periods import ALMATY
from naukograd.report.model.indicator import Unit
from naukograd.report.model.revisions import RevisedFigure, RevisionSummary, Tolerance

DIGITS = Decimal("1e-11")
"""A mean is rounded to the tiyn in billions of tenge; it is no sum that must add up."""


def summaries(
    before: Side, after: Side, figures: Sequence[RevisedFigure], tolerances: Mapping[str, Tolerance]
) -> tuple[RevisionSummary, ...]:
    """One of each indicator that has a tolerance, by its code."""
    last = before.as_of.astimezone(ALMATY).year - 1
    compared: dict[str, list[FigureId]] = defaultdict(list)
    units: dict[str, Unit] = {}
    for (indicator, territory, year), (value, unit) in sorted(after.figures.items()):
        units[indicator] = unit
        then, _ = before.figures.get((indicator, territory, year), (None, unit))
        if year <= last and value is not None and then is not None:
            compared[indicator].append(figure("indicator_values", indicator, territory, year, column="value"))
    return tuple(
        _summary(code, units[code], compared[code], figures, tolerances[code])
        for code in sorted(tolerances.keys() & units.keys())
    )


def _summary(
    code: str, unit: Unit, compared: Sequence[FigureId], figures: Sequence[RevisedFigure], tolerance: Tolerance
) -> RevisionSummary:
    moved = [
        (each, each.difference, each.earlier)
        for each in figures
        if each.indicator_code == code and each.was_over and each.difference is not None and each.earlier is not None
    ]
    differences = [difference for _, difference, _ in moved if difference is not None]
    beyond = [
        (abs(difference) - tolerance.allowed(earlier), each)
        for each, difference, earlier in moved
        if difference is not None and abs(difference) > tolerance.allowed(earlier)
    ]
    return RevisionSummary(
        code,
        unit,
        len(compared),
        len(moved),
        _mean(differences, len(compared)),
        _mean([abs(each) for each in differences], len(compared)),
        max((each for each, _, _ in moved), key=lambda each: abs(each.moved), default=None),
        max(beyond, key=lambda pair: pair[0], default=(None, None))[1],
        tolerance,
        tuple(compared),
    )


def _mean(values: Sequence[Decimal], count: int) -> Decimal | None:
    if not count:
        return None
    with localcontext(prec=60):
        return (sum(values, Decimal(0)) / count).quantize(DIGITS, ROUND_HALF_UP).normalize()
