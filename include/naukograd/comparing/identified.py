"""The numbers of a comparison as cells of the tables that keep it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from naukograd.core.cell import cell
from naukograd.core.figure import figure
from naukograd.report.model.revisions import RevisedFigure, Revisions, RevisionSummary


def identified(revisions: Revisions) -> Revisions:
    """The same, each number a cell of a table that `write` makes."""
    total = figure("revision_totals", revisions.earlier, column="changed_cells")
    return replace(
        revisions,
        figures=tuple(map(_figure, revisions.figures)),
        changed_cells=cell(revisions.changed_cells, total),
        summaries=tuple(map(_summary, revisions.summaries)),
    )


def _figure(each: RevisedFigure) -> RevisedFigure:
    place = (each.indicator_code, each.territory_code, each.year)
    own = partial(figure, "revised_figures", *place)
    parts = (
        replace(part, value=cell(part.value, figure("revisions", *place, part.type, column="part")))
        for part in each.parts
    )
    return replace(
        each,
        earlier=cell(each.earlier, own(column="earlier")),
        later=cell(each.later, own(column="later")),
        parts=tuple(parts),
    )


def _summary(each: RevisionSummary) -> RevisionSummary:
    own = partial(figure, "revision_measures", each.indicator_code)
    numbers = {
        name: cell(getattr(each, name), own(column=name)) for name in ("compared", "revised", "mean", "mean_absolute")
    }
    tolerance = replace(each.tolerance, value=cell(each.tolerance.value, own(column="tolerance")))
    return replace(each, **numbers, tolerance=tolerance)
