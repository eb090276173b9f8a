"""One indicator, from one loop for all six: what was decreed and reached, where, from what, why, and what next."""

from __future__ import annotations

from typing import Literal

from naukograd.report.figures import path_figure
from naukograd.report.messages import Say
from naukograd.report.model import Indicator, Report, Territory, TerritoryYear, YearProgress
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.russian import number, signed
from naukograd.report.sections.ahead import ahead
from naukograd.report.sections.changes import changes
from naukograd.report.sections.details import details
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.sections.verdict import standing
from naukograd.report.wording import (
    DIGITS,
    coverage,
    digits,
    figure_of,
    gap,
    percent_of_target,
    running,
    stage,
    territory,
    year_mark,
)


def indicator_section(report: Report, indicator: Indicator, say: Say) -> Section:
    """The section of one indicator; the parts that have nothing to say are left out."""
    row = indicator.of(report.year)
    blocks: list[Block] = [
        Paragraph(say("indicator_section.wording", number=indicator.number, name=indicator.name)),
        Paragraph(say("indicator_section.standing", year=row.year, standing=standing(indicator, row, say)), "lead"),
    ]
    if indicator.code == "science_output":
        blocks.append(Paragraph(say("caveat.share")))
    blocks.append(path_figure(report, indicator, say))
    # The record of the baseline judges no year, so it does not list the years judged since.
    if not report.is_baseline:
        blocks.append(_path(report, indicator, say))
    blocks += _territories(report, indicator, say)
    blocks += _reconciliation(report, indicator, say)
    parts = [] if report.is_baseline else [*changes(report, indicator, say), ahead(report, indicator, say)]
    title = say("indicator_section.title", number=indicator.number, name=say(f"indicator.{indicator.code}"))
    return Section(title, tuple(blocks), (*parts, *details(report, indicator, say)), new_page=not report.is_baseline)


def _path(report: Report, indicator: Indicator, say: Say) -> Table:
    columns = (
        words(say("progress.year")),
        *figures(say(f"progress.{key}") for key in ("target", "actual", "gap", "percent", "coverage")),
        name(say("progress.verdict")),
        words(say("progress.stage")),
    )
    rows = tuple(_path_row(report, indicator, row, say) for row in indicator.path)
    notes = [say("progress.baseline_note"), *_running_note(indicator, say)]
    unit = say(f"unit_name.{indicator.unit}")
    return Table(say("progress.caption", number=indicator.number, unit=unit), columns, rows, tuple(notes))


def _path_row(report: Report, indicator: Indicator, row: YearProgress, say: Say) -> Row:
    # A year that is over and has no value lacks it; a year to come does not have one yet.
    unknown = row.actual is None and row.verdict == "not_due"
    cells = (
        year_mark(indicator, row.year, say),
        figure_of(row.target, indicator.unit, say, row.actual),
        say("table.not_applicable") if unknown else figure_of(row.actual, indicator.unit, say, row.target),
        gap(row, indicator.unit, say),
        percent_of_target(row, say),
        say("table.not_applicable") if unknown else coverage(row.coverage, say),
        say(f"verdict.{row.verdict}"),
        stage(row, say),
    )
    return Row(cells, "focus" if row.year == report.year else "muted" if row.actual is None else "plain")


def _running_note(indicator: Indicator, say: Say) -> list[str]:
    return [] if running(indicator) is None else [say("table.running_note")]


def _territories(report: Report, indicator: Indicator, say: Say) -> list[Block]:
    if indicator.is_national:
        return [Paragraph(say("territory.national"), "note")]
    years = _years(report, indicator)
    columns = (
        name(say("territory.name")),
        *figures(year_mark(indicator, year, say) for year in years),
        *figures(say(f"territory.{key}", year=report.year) for key in ("share", "contributors")),
    )
    rows = (
        *(_territory_row(report, indicator, each, "plain", say) for each in indicator.territories),
        _territory_row(report, indicator, indicator.total, "total", say),
    )
    overlap = [say("territory.overlap")] if indicator.unit == "patents" else []
    parts = [part for each in indicator.territories for part in each.years]
    withheld = [say("table.withheld_sign")] if any(part.status == "Q" for part in parts) else []
    notes = (say("territory.note"), *overlap, *_running_note(indicator, say), *withheld)
    caption = say("territory.caption", number=indicator.number, unit=say(f"unit_name.{indicator.unit}"))
    return [Table(caption, columns, rows, notes)]


def _years(report: Report, indicator: Indicator) -> list[int]:
    """Years until the reporting year, and later ones that have a value already."""
    return [each.year for each in indicator.total.years if each.year <= report.year or each.value is not None]


def _territory_row(
    report: Report, indicator: Indicator, each: Territory, kind: Literal["plain", "total"], say: Say
) -> Row:
    part = each.of(report.year)
    cells = (
        say("table.total") if kind == "total" else each.name,
        *(_part(indicator, each.of(year), say) for year in _years(report, indicator)),
        _share(part, say),
        say("table.missing") if part is None else number(part.contributors),
    )
    return Row(cells, kind)


def _part(indicator: Indicator, part: TerritoryYear | None, say: Say) -> str:
    if part is not None and part.status == "Q":
        return say("table.withheld")
    return figure_of(None if part is None else part.value, indicator.unit, say)


def _share(part: TerritoryYear | None, say: Say) -> str:
    if part is None or part.share_percent is None:
        return say("table.not_applicable")
    return number(part.share_percent, 1)


def _reconciliation(report: Report, indicator: Indicator, say: Say) -> list[Block]:
    found = [each for each in indicator.reconciliation if each.year <= report.year]
    both = [each for each in found if each.difference is not None]
    if not found:
        return []
    if not both:
        return [Paragraph(say("filed.only_one", number=indicator.number), "note")]
    columns = (
        name(say("filed.territory")),
        words(say("filed.year")),
        *figures(say(f"filed.{key}") for key in ("filed", "tabulated", "difference")),
    )
    rows = []
    for each in both:
        assert each.filed_value is not None
        assert each.difference is not None
        places = digits(each.filed_value, indicator.unit, each.tabulated_value)
        cells = (
            territory(report, each.territory_code, say),
            str(each.year),
            figure_of(each.filed_value, indicator.unit, say, each.tabulated_value),
            figure_of(each.tabulated_value, indicator.unit, say, each.filed_value),
            signed(each.difference, max(places, DIGITS[indicator.unit])),
        )
        rows.append(Row(cells, "total" if each.territory_code == "total" else "plain"))
    caption = say("filed.caption", number=indicator.number, unit=say(f"unit_name.{indicator.unit}"))
    return [Table(caption, columns, tuple(rows), (say("filed.note"),))]
