"""Sheets of what changed against the report sealed before."""

from __future__ import annotations

from collections.abc import Iterator

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.sheets.sheet import Sheet, Value, sheet
from naukograd.report.wording import territory


def revisions(report: Report, say: Say) -> Sheet:
    """One row per part of a revised figure."""
    fields = (
        *("figure_id", "indicator", "territory", "year", "unit", "earlier_value", "later_value", "difference"),
        *("revision_type", "revision_part", "participant_bins", "deliveries"),
    )
    return sheet("revisions", fields, _parts(report, say), say)


def _parts(report: Report, say: Say) -> Iterator[tuple[Value, ...]]:
    names = {each.code: each.name for each in report.indicators}
    for each in report.revisions.figures if report.revisions else ():
        for part in each.parts:
            yield (
                str(each.id),
                names[each.indicator_code],
                territory(report, each.territory_code, say),
                each.year,
                say(f"unit_name.{each.unit}"),
                each.earlier,
                each.later,
                each.difference,
                say(f"revision_type.{part.type}"),
                part.value,
                ", ".join(part.participants) or None,
                "; ".join(f"{one.dataset} {one.slice} {one.delivery}" for one in part.deliveries) or None,
            )


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
