"""The first page: where all indicators stand, in a table and in sentences that need no second reading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from naukograd.report.messages import Say
from naukograd.report.model import ExpectedResult, Indicator, Report
from naukograd.report.page import Block, Paragraph, Points, Row, Table
from naukograd.report.russian import day, number
from naukograd.report.sections.tables import figures, name, value, words
from naukograd.report.sections.verdict import freeze, is_withheld, standing
from naukograd.report.wording import (
    coverage,
    figure_of,
    gap,
    indicators_of,
    named,
    numbers,
    percent_of_target,
    stage,
)

ORDER = ("met", "missed", "incomplete", "no_data")


def summary(report: Report, say: Say) -> tuple[Block, ...]:
    """The lead, the table of six, conclusions, the expected results, and what to bear in mind."""
    if report.is_baseline:
        lead = say("summary.baseline_lead", year=report.year)
        return (
            Paragraph(lead, "lead"),
            baseline_table(report, say),
            Points(tuple(_caveats(report, say)), "remarks"),
            _signatures(say),
        )
    return (
        Paragraph(_lead(report, say), "lead"),
        _table(report, say),
        Points(tuple(_conclusions(report, say))),
        *([results_table(report, say)] if report.expected_results else []),
        Paragraph(say("summary.caveats")),
        Points(tuple(_caveats(report, say)), "remarks"),
        _signatures(say),
    )


def baseline_table(report: Report, say: Say) -> Table:
    """Decreed beside recomputed, without a verdict; the decreed value is never replaced."""
    year = report.baseline().year
    columns = (
        words(say("summary.number")),
        name(say("summary.indicator")),
        *figures(say(f"baseline.{key}") for key in ("decreed", "recomputed", "difference", "coverage")),
        words(say("summary.stage")),
    )
    rows = []
    for each in report.indicators:
        row = each.of(year)
        cells = (
            str(each.number),
            _name(each, say),
            figure_of(row.target, each.unit, say, row.actual),
            figure_of(row.actual, each.unit, say, row.target),
            gap(row, each.unit, say),
            coverage(row.coverage, say),
            stage(row, say),
        )
        rows.append(Row(cells))
    return Table(say("baseline.caption", year=year), columns, tuple(rows), (say("baseline.note"),))


def results_table(report: Report, say: Say) -> Table:
    """The two expected results: from where, where now, to where."""
    columns = (
        name(say("result.name")),
        *figures(say(f"result.{key}") for key in ("baseline", "value", "target")),
    )
    rows = tuple(_result_row(each, say) for each in report.expected_results)
    return Table(say("result.caption"), columns, rows)


def _result_row(each: ExpectedResult, say: Say) -> Row:
    def of(amount: Decimal | None, year: int | None) -> str:
        if amount is None:
            return say("table.missing")
        text = say(f"result_unit.{each.unit}", value=number(amount, 2 if each.unit == "percent" else 0))
        return text if year is None else say("result.of_year", value=text, year=year)

    cells = (
        say("result.numbered", number=each.number, name=each.name),
        say("table.not_applicable") if each.baseline_value is None else of(each.baseline_value, each.baseline_year),
        of(each.value, each.year),
        of(each.target_value, each.target_year),
    )
    return Row(cells)


def _lead(report: Report, say: Say) -> str:
    parts = []
    for verdict in ORDER:
        found = indicators_of(report, verdict)
        key = verdict if found else f"none_{verdict}"
        count = _count(report, f"indicators_{verdict}", say)
        if found or verdict == "met":
            parts.append(
                say(f"lead.{key}", count=count, all=_count(report, "indicators", say), numbers=numbers(found, say))
            )
    return say("lead.all", year=report.year, parts="; ".join(parts))


def _count(report: Report, total_code: str, say: Say) -> str:
    return value(report.total(total_code), 0, say)


def _table(report: Report, say: Say) -> Table:
    columns = (
        words(say("summary.number")),
        name(say("summary.indicator")),
        *figures(say(f"summary.{key}") for key in ("target", "actual", "gap", "percent")),
        words(say("summary.verdict")),
        words(say("summary.stage")),
        *figures([say("summary.coverage")]),
    )
    return Table(
        say("summary.caption", year=report.year),
        columns,
        tuple(_row(report, each, say) for each in report.indicators),
        (say("summary.rank_note"), say("table.signs")),
    )


def _row(report: Report, each: Indicator, say: Say) -> Row:
    row = each.of(report.year)
    cells = (
        str(each.number),
        _name(each, say),
        figure_of(row.target, each.unit, say, row.actual),
        figure_of(row.actual, each.unit, say, row.target),
        gap(row, each.unit, say),
        percent_of_target(row, say),
        say(f"verdict.{row.verdict}"),
        stage(row, say),
        coverage(row.coverage, say),
    )
    return Row(cells, "focus" if row.verdict == "missed" else "plain")


def _name(each: Indicator, say: Say) -> str:
    return say("summary.name", name=say(f"indicator.{each.code}"), unit=say(f"unit_name.{each.unit}"))


def _conclusions(report: Report, say: Say) -> Iterator[str]:
    """What is not met, one sentence each, of what has no data one for all; what is met needs none beyond the table."""
    for verdict in ("missed", "incomplete"):
        for each in indicators_of(report, verdict):
            yield say("summary.about", number=each.number, standing=standing(each, each.of(report.year), say))
    missing = indicators_of(report, "no_data")
    withheld = [each for each in missing if is_withheld(each, report.year)]
    if withheld:
        yield say("summary.withheld", numbers=numbers(withheld, say))
    if len(missing) > len(withheld):
        yield say("summary.no_data", numbers=numbers((each for each in missing if each not in withheld), say))
    if len(indicators_of(report, "met")) == len(report.indicators):
        yield say("summary.all_met", year=report.year)


def _signatures(say: Say) -> Table:
    """Room for those who answer for the report."""
    columns = (
        words(say("signature.role")),
        name(say("signature.position")),
        *(name(say(f"signature.{key}"), 1) for key in ("signature", "date")),
    )
    rows = tuple(Row((say(f"signature.{key}"), "", "", ""), "signature") for key in ("prepared", "checked", "approved"))
    return Table(say("signature.caption"), columns, rows)


def _caveats(report: Report, say: Say) -> Iterator[str]:
    early = [each for each in report.indicators if each.of(report.year).stage == "provisional"]
    if early:
        yield say("caveat.provisional", numbers=numbers(early, say), freeze=freeze(report), year=report.year + 1)
    yield say("caveat.share")
    if not report.is_baseline:
        yield say("caveat.back_loaded")
    yield say(
        "caveat.quality",
        **{column: number(report.quality.number(column)) for column in ("passed", "checks", "failed")},
        quarantined=_count(report, "rows_quarantined", say),
    )
    if report.total("late_filings"):
        yield say("caveat.late", count=_count(report, "late_filings", say))
    if report.decisions:
        kinds = sorted({named(say, "decision_kind", each.kind) for each in report.decisions})
        yield say("caveat.decisions", count=_count(report, "decisions_in_force", say), kinds=", ".join(kinds))
    if report.quality.sources:
        latest = [each.latest_counts_from for each in report.quality.sources if each.latest_counts_from]
        yield say("caveat.latest", day=day(max(latest)))
