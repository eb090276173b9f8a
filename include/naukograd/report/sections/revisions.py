"""What changed against the report sealed before, by how much, why, and by which deliveries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from naukograd.core.cell import beside, cell
from naukograd.core.cell import figure_of as figure_named
from naukograd.report.marks import marked
from naukograd.report.messages import Say
from naukograd.report.model import Report, RevisedFigure, Revisions, RevisionSummary, Unit
from naukograd.report.page import Block, Paragraph, Points, Row, Section, Table
from naukograd.report.russian import day, digits_to_tell, number, signed
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.wording import DIGITS, change_of, figure_of, territory

REASON = "revision_reason"
"""Kind of the decision that gives the reason of a revision."""


def revisions(report: Report, say: Say) -> tuple[Section, ...]:
    """Nothing when there is no sealed report to stand against."""
    found = report.revisions
    if found is None:
        return ()
    told = told_of(found)
    blocks: list[Block] = [
        Paragraph(
            say("revision.against", earlier=found.earlier, day=day(found.earlier_as_of), later=day(found.later_as_of))
        )
    ]
    if found.is_other_method:
        blocks.append(
            Paragraph(say("revision.other_method", earlier=found.earlier_method, later=found.later_method), "note")
        )
    blocks.append(_summary(report, found, say))
    if not told:
        blocks.append(Paragraph(say("revision.none")))
    else:
        blocks += [_figures(report, told, say), _deliveries(told, say), *_reasons(report, found, say)]
    blocks.append(
        Paragraph(say("revision.cells", count=number(found.changed_cells), sheet=say("sheet.cells.name")), "note")
    )
    return (Section(say("revision.title"), tuple(blocks)),)


def told_of(found: Revisions) -> tuple[RevisedFigure, ...]:
    """Revised figures of years that were over: what a running year gains is no revision."""
    return tuple(each for each in found.figures if each.was_over)


def _summary(report: Report, found: Revisions, say: Say) -> Table:
    columns = (
        name(say("revision.indicator")),
        *figures((say(f"revision.{key}") for key in ("compared", "revised", "mean", "mean_absolute")), share=1),
        name(say("revision.largest"), 2),
        words(say("revision.tolerance")),
    )
    rows = tuple(_summary_row(report, each, say) for each in _in_order(report, found.summaries))
    return Table(say("revision.summary"), columns, rows, (say("revision.measures"),))


def _in_order(report: Report, summaries: Iterable[RevisionSummary]) -> list[RevisionSummary]:
    places = {each.code: each.number for each in report.indicators}
    return sorted(summaries, key=lambda each: places[each.indicator_code])


def _summary_row(report: Report, each: RevisionSummary, say: Say) -> Row:
    tolerance = each.tolerance
    cells = (
        _indicator(report, each.indicator_code, say),
        number(each.compared),
        number(each.revised),
        _mean(each.mean, each.unit, signed, say),
        _mean(each.mean_absolute, each.unit, number, say),
        _largest(report, each, say),
        say(
            f"revision.tolerance_{tolerance.kind}",
            value=marked(_exact(tolerance.value), figure_named(tolerance.value)),
            unit=say(f"unit_name.{each.unit}"),
        ),
    )
    return Row(cells, "focus" if each.beyond else "plain")


def _mean(value: Decimal | None, unit: Unit, written: Callable[[Decimal, int], str], say: Say) -> str:
    """At least two decimals, since a mean of whole numbers is none."""
    if value is None:
        return say("table.missing")
    return written(value, digits_to_tell(value, Decimal(0), max(DIGITS[unit], 2)))


def _exact(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _largest(report: Report, summary: RevisionSummary, say: Say) -> str:
    each = summary.largest
    if each is None:
        return say("table.not_applicable")
    place, measure = territory(report, each.territory_code, say), beside(summary.compared, "largest")
    moved = each.moved if measure is None else cell(each.moved, measure)
    return say("revision.figure", place=place, year=each.year, value=change_of(moved, each.unit, say))


def _indicator(report: Report, code: str, say: Say) -> str:
    [found] = [each for each in report.indicators if each.code == code]
    return say("revision.named", number=found.number, name=found.name)


def _figures(report: Report, told: tuple[RevisedFigure, ...], say: Say) -> Table:
    numbers = {each.code: each.number for each in report.indicators}
    columns = (
        words(say("revision.number")),
        name(say("revision.place")),
        words(say("revision.year")),
        *figures(say(f"revision.{key}") for key in ("earlier", "later", "difference")),
        name(say("revision.why"), 3),
    )
    rows = []
    for each in sorted(told, key=lambda each: (numbers[each.indicator_code], each.year)):
        why = (
            say("revision.part", type=say(f"revision_type.{part.type}"), value=change_of(part.value, each.unit, say))
            for part in each.parts
        )
        cells = (
            str(numbers[each.indicator_code]),
            territory(report, each.territory_code, say),
            str(each.year),
            figure_of(each.earlier, each.unit, say, each.later),
            figure_of(each.later, each.unit, say, each.earlier),
            signed(each.moved, digits_to_tell(each.moved, Decimal(0), DIGITS[each.unit])),
            "; ".join(why),
        )
        rows.append(Row(cells, "total" if each.territory_code == "total" else "plain"))
    return Table(
        say("revision.figures"), columns, tuple(rows), (say("revision.parts_note"), say("revision.types_note"))
    )


def _deliveries(told: tuple[RevisedFigure, ...], say: Say) -> Table:
    columns = (
        name(say("revision.dataset"), 2),
        name(say("revision.slice"), 1),
        words(say("revision.state")),
        words(say("revision.delivery")),
    )
    found = sorted({each for figure in told for part in figure.parts for each in part.deliveries})
    rows = tuple(
        Row(
            (
                say(f"dataset.{each.dataset}"),
                each.slice,
                say("revision.in_later" if each.is_later else "revision.in_earlier"),
                each.delivery,
            )
        )
        for each in found
    )
    return Table(say("revision.deliveries"), columns, rows)


def _reasons(report: Report, found: Revisions, say: Say) -> tuple[Block, ...]:
    """The written reasons in force of what this release revises, word for word."""
    subjects = {f"{found.later}/{each.code}" for each in report.indicators}
    given = [
        say("revision.reason", subject=each.subject, by=each.decided_by, because=each.because)
        for each in report.decisions
        if each.kind == REASON and each.subject in subjects
    ]
    return (Paragraph(say("revision.reasons")), Points(tuple(given))) if given else ()
