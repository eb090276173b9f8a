"""Sheets of all indicators."""

from __future__ import annotations

from collections.abc import Iterator

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.sheets.sheet import Sheet, Value, sheet
from naukograd.report.wording import territory


def summary(report: Report, say: Say) -> Sheet:
    """The reporting year of the six indicators, exact."""
    fields = ("number", "indicator", "unit", "target", "actual", "gap", "percent", "verdict", "stage", "coverage")

    def rows() -> Iterator[tuple[Value, ...]]:
        for each in report.indicators:
            row = each.of(report.year)
            yield (
                each.number,
                each.name,
                say(f"unit_name.{each.unit}"),
                row.target,
                row.actual,
                row.gap if row.is_whole else None,
                row.percent_of_target if row.verdict in ("met", "missed") else None,
                say(f"verdict.{row.verdict}"),
                say(f"stage.{row.stage}") if row.stage else None,
                row.coverage,
            )

    return sheet("summary", fields, rows(), say)


def path(report: Report, say: Say) -> Sheet:
    """The whole decreed path of every indicator, and what was reached."""
    fields = (
        *("number", "code", "indicator", "unit", "year", "target", "actual", "gap", "percent", "verdict", "stage"),
        *("coverage", "pace_to_next", "pace_to_2035", "continued", "remaining"),
    )
    rows = (
        (
            *(each.number, each.code, each.name, say(f"unit_name.{each.unit}"), row.year, row.target, row.actual),
            *(row.gap, row.percent_of_target, say(f"verdict.{row.verdict}")),
            *(say(f"stage.{row.stage}") if row.stage else None, row.coverage, row.pace_to_next_target),
            *(row.pace_to_2035, row.continued_value, row.remaining_change_percent),
        )
        for each in report.indicators
        for row in each.path
    )
    return sheet("path", fields, rows, say)


def values(report: Report, say: Say) -> Sheet:
    """Every year of every indicator: the programme, and the territories."""
    fields = (
        *("number", "code", "indicator", "territory_code", "territory", "year", "value", "unit"),
        *("stage", "status", "coverage", "contributors", "share", "change"),
    )
    rows = (
        (
            *(each.number, each.code, each.name, place.code, territory(report, place.code, say), part.year),
            *(part.value, say(f"unit_name.{each.unit}"), say(f"stage.{part.stage}"), say(f"status.{part.status}")),
            *(part.coverage, part.contributors, part.share_percent, part.change_from_previous),
        )
        for each in report.indicators
        for place in (each.total, *each.territories)
        for part in place.years
    )
    return sheet("values", fields, rows, say)


def changes(report: Report, say: Say) -> Sheet:
    """The parts of every change, of every year and territory."""
    fields = (
        "number",
        "indicator",
        "territory_code",
        "territory",
        "year",
        "component",
        "value",
        "unit",
        "participants",
    )
    rows = (
        (
            *(each.number, each.name, part.territory_code, territory(report, part.territory_code, say), part.year),
            *(say(f"component.{part.component}"), part.value, say(f"unit_name.{each.unit}"), part.participants),
        )
        for each in report.indicators
        for part in each.changes
    )
    return sheet("changes", fields, rows, say)


def reconciliation(report: Report, say: Say) -> Sheet:
    """Filed beside tabulated figures."""
    fields = ("number", "indicator", "territory_code", "territory", "year", "filed", "tabulated", "difference", "unit")
    rows = (
        (
            *(each.number, each.name, found.territory_code, territory(report, found.territory_code, say), found.year),
            *(found.filed_value, found.tabulated_value, found.difference, say(f"unit_name.{each.unit}")),
        )
        for each in report.indicators
        for found in each.reconciliation
    )
    return sheet("reconciliation", fields, rows, say)
