"""Sheets of what changed against the report sealed before."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report, RevisedFigure
from naukograd.report.sheets.sheet import Sheet, Value, sheet
from naukograd.report.wording import territory


def revisions(report: Report, say: Say) -> Sheet:
    """One row per revised figure, those of a running year too."""
    fields = ("indicator", "territory", "year", "unit", "earlier_value", "later_value", "difference")
    rows = ((*_place(report, each, say), each.earlier, each.later, each.moved) for each in _revised(report))
    return sheet("revisions", fields, rows, say)


def parts(report: Report, say: Say) -> Sheet:
    """One row per part of a revised figure."""
    fields = (
        *("indicator", "territory", "year", "unit", "revision_type", "revision_part", "participant_bins"),
        "deliveries",
    )
    rows = (
        (
            *(*_place(report, each, say), say(f"revision_type.{part.type}"), part.value),
            ", ".join(part.participants) or None,
            "; ".join(f"{one.dataset} {one.slice} {one.delivery}" for one in part.deliveries) or None,
        )
        for each in _revised(report)
        for part in each.parts
    )
    return sheet("revision_parts", fields, rows, say)


def measures(report: Report, say: Say) -> Sheet:
    """One row per indicator."""
    fields = ("indicator", "unit", "compared", "revised", "mean_revision", "mean_absolute_revision", "tolerance")
    names = {each.code: each.name for each in report.indicators}
    rows = (
        (
            *(names[each.indicator_code], say(f"unit_name.{each.unit}"), each.compared, each.revised, each.mean),
            *(each.mean_absolute, each.tolerance.value),
        )
        for each in (report.revisions.summaries if report.revisions else ())
    )
    return sheet("revision_measures", fields, rows, say)


def _revised(report: Report) -> tuple[RevisedFigure, ...]:
    return report.revisions.figures if report.revisions else ()


def _place(report: Report, each: RevisedFigure, say: Say) -> tuple[Value, ...]:
    names = {indicator.code: indicator.name for indicator in report.indicators}
    place = territory(report, each.territory_code, say)
    return names[each.indicator_code], place, each.year, say(f"unit_name.{each.unit}")


def cells(report: Report, say: Say) -> Sheet:
    """Every other cell of a mart that differs."""
    fields = ("figure_id", "earlier_value", "later_value", "revision_type")
    rows = (
        (
            str(each.figure),
            each.earlier,
            each.later,
            ", ".join(say(f"revision_type.{kind}") for kind in each.types) or say("revision_type.day"),
        )
        for each in (report.revisions.cells if report.revisions else ())
    )
    return sheet("cells", fields, rows, say)
