"""Where the figures of a comparison come from, as rows of the mart figure_sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from naukograd.core.figure import FigureId, figure
from naukograd.report.model.revisions import Cause, Responsible, RevisedFigure, Revisions, RevisionSummary

TOLERANCES = "releases/revision_tolerances.csv"

Source = tuple[object, ...]
"""A row of figure_sources without its build."""


def sources(revisions: Revisions) -> list[Source]:
    """Of every figure that the tables of a comparison hold, its inputs, numbered within it."""
    found: list[Source] = []
    for name, inputs in groupby(_inputs(revisions), key=lambda pair: str(pair[0])):
        found += [(name, number, *row) for number, (_, row) in enumerate(inputs, 1)]
    return found


def _inputs(revisions: Revisions) -> Iterator[tuple[FigureId, Source]]:
    for each in revisions.figures:
        yield from _of_figure(each, revisions.earlier)
    for summary in revisions.summaries:
        yield from _of_summary(summary, revisions)
    total = figure("revision_totals", revisions.earlier, column="changed_cells")
    for changed in revisions.cells:
        yield total, _row("revision_totals.changed_cells", "cell", counted=str(changed.figure))


def _of_figure(each: RevisedFigure, earlier: str) -> Iterator[tuple[FigureId, Source]]:
    place = (each.indicator_code, each.territory_code, each.year)
    own = partial(figure, "revised_figures", *place)
    halves = {
        "later": each.id if each.later is not None else None,
        "earlier": replace(each.id, release=earlier) if each.earlier is not None else None,
    }
    for column, half in halves.items():
        if half is not None:
            yield own(column=column), _row(f"revised_figures.{column}", "figure", half)
    for column, half in halves.items():
        if half is not None:
            yield own(column="difference"), _row("revised_figures.difference", column, own(column=column))
    parts = [(part, figure("revisions", *place, part.type, column="part")) for part in each.parts]
    for _, identity in parts:
        yield own(column="difference"), _row("revised_figures.difference", "part", identity)
    for part, identity in parts:
        for cause in part.causes:
            for row in _of_cause(cause):
                yield identity, row


def _of_cause(cause: Cause) -> Iterator[Source]:
    """The value stands at one of the deliveries, the newest state's last; the others are named beside it."""
    row = partial(_row, "revisions.part", participant=cause.participant)
    named = sorted(cause.deliveries, key=lambda each: each.is_later)
    for other in named[:-1]:
        yield row("later" if other.is_later else "earlier", delivery=other)
    yield row("cause", delivery=named[-1] if named else None, value=cause.value)


def _of_summary(each: RevisionSummary, revisions: Revisions) -> Iterator[tuple[FigureId, Source]]:
    own = partial(figure, "revision_measures", each.indicator_code)
    differences = [
        figure("revised_figures", one.indicator_code, one.territory_code, one.year, column="difference")
        for one in revisions.figures
        if one.indicator_code == each.indicator_code and one.was_over and one.difference is not None
    ]
    for name in each.compared_figures:
        yield own(column="compared"), _row("revision_measures.compared", "figure", counted=str(name))
    for difference in differences:
        yield own(column="revised"), _row("revision_measures.revised", "difference", difference)
    for column in ("mean", "mean_absolute") if each.compared else ():
        formula = f"revision_measures.{column}"
        yield own(column=column), _row(formula, "compared", own(column="compared"))
        for difference in differences:
            yield own(column=column), _row(formula, "difference", difference)
    for difference in differences:
        yield own(column="largest"), _row("revision_measures.largest", "difference", difference)
    yield (
        own(column="tolerance"),
        _row(
            *("revision_measures.tolerance", "figure"),
            seed=(TOLERANCES, f"indicator_code={each.indicator_code}", "tolerance"),
            value=each.tolerance.value,
        ),
    )


def _row(
    formula: str,
    role: str,
    entering: FigureId | None = None,
    *,
    seed: tuple[str, str, str] | None = None,
    delivery: Responsible | None = None,
    participant: str | None = None,
    counted: str | None = None,
    value: Decimal | None = None,
) -> Source:
    file, place, field = seed or (None, None, None)
    named = (None, None) if delivery is None else (delivery.dataset, int(delivery.delivery, 16))
    return (
        *(formula, role, None if entering is None else str(entering), file, *named),
        *(place, field, participant, counted, value),
    )
