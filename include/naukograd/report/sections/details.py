"""What single indicators are made of in the reporting year: counted and not counted, amounts in mln tenge."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naukograd.report.messages import Say
from naukograd.report.model import Composition, Indicator, Report
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.sections.patents import patents
from naukograd.report.sections.tables import figures, millions, name, value, words
from naukograd.report.wording import named

TOTAL = "total"


def details(report: Report, indicator: Indicator, say: Say) -> tuple[Section, ...]:
    """The parts of the indicators that have one; none where the year has no rows."""
    make = {
        "tax_receipts": _taxes,
        "researchers": _researchers,
        "private_investment": _investment,
        "science_output": _output,
        "invention_patents": patents,
    }.get(indicator.code)
    return () if make is None else tuple(make(report, say))


def _of(report: Report, indicator_code: str) -> list[Composition]:
    return [
        row for row in report.details.composition if (row.indicator_code, row.year) == (indicator_code, report.year)
    ]


def _taxes(report: Report, say: Say) -> Iterator[Section]:
    found = _of(report, "tax_receipts")
    blocks: list[Block] = []
    if found:
        columns = (
            name(say("scope.name")),
            words(say("table.counting")),
            *figures([say("scope.payments"), say("table.mln")]),
        )
        rows = _counted_first(
            found,
            lambda row: (row.name or row.item, _counting(row, say)),
            lambda row: (value(row.parts, 0, say), millions(row.amount_kzt, say)),
            say,
        )
        blocks.append(Table(say("scope.caption", year=report.year), columns, rows, (say("scope.note"),)))
    blocks.append(Paragraph(_tax_reconciliation(report, say)))
    yield Section(say("scope.title"), tuple(blocks))


def _tax_reconciliation(report: Report, say: Say) -> str:
    compared, differing = (report.total(f"tax_bins_{code}") for code in ("compared", "differing"))
    if not compared:
        return say("tax_reconciliation.none", year=report.year)
    return say(
        "tax_reconciliation.differ" if differing else "tax_reconciliation.equal",
        year=report.year,
        compared=value(compared, 0, say),
        differing=value(differing, 0, say),
        difference=say("unit.kzt", value=value(report.total("tax_difference_kzt"), 2, say)),
    )


def _researchers(report: Report, say: Say) -> Iterator[Section]:
    found = sorted(_of(report, "researchers"), key=lambda row: row.name or "")
    if not found:
        return
    columns = (
        name(say("research.why")),
        words(say("table.counting")),
        *figures(say(f"research.{key}") for key in ("units", "headcount", "fte")),
    )
    rows = _counted_first(
        found,
        lambda row: (row.name or row.item, _counting(row, say)),
        lambda row: (value(row.parts, 0, say), value(row.headcount, 0, say), value(row.fte, 1, say)),
        say,
    )
    yield Section(
        say("research.title"),
        (Table(say("research.caption", year=report.year), columns, rows, (say("research.note"),)),),
    )


def _investment(report: Report, say: Say) -> Iterator[Section]:
    found = sorted(_of(report, "private_investment"), key=lambda row: (row.sector or "", row.name or ""))
    if not found:
        return
    columns = (
        name(say("investment.source")),
        name(say("investment.sector")),
        words(say("table.counting")),
        *figures([say("table.mln"), say("investment.committed")]),
    )
    rows = _counted_first(
        found,
        lambda row: (row.name or row.item, row.sector or say("table.not_applicable"), _counting(row, say)),
        lambda row: (millions(row.amount_kzt, say), millions(row.committed_kzt, say)),
        say,
    )
    yield Section(
        say("investment.title"),
        (Table(say("investment.caption", year=report.year), columns, rows, (say("investment.note"),)),),
    )


def _output(report: Report, say: Say) -> Iterator[Section]:
    found = _of(report, "science_output")
    if not found:
        return
    columns = (name(say("output.kind")), words(say("table.counting")), *figures([say("table.mln")]))
    rows = _counted_first(
        found,
        lambda row: (named(say, "output_kind", row.item), _counting(row, say)),
        lambda row: (millions(row.amount_kzt, say),),
        say,
    )
    yield Section(
        say("output.title"),
        (Table(say("output.caption", year=report.year), columns, rows, (say("output.note"),)),),
    )


def _counting(row: Composition, say: Say) -> str:
    return say("table.is_counted" if row.is_counted else "table.not_counted")


Cells = Callable[[Composition], tuple[str, ...]]


def _counted_first(found: list[Composition], worded: Cells, measured: Cells, say: Say) -> tuple[Row, ...]:
    """What counts and its total, then what does not and its own; the columns of words have no total."""
    told: list[Row] = []
    for is_counted in (True, False):
        side = [row for row in found if row.is_counted == is_counted]
        told += [Row((*worded(row), *measured(row))) for row in side if row.item != TOTAL]
        label = say("table.total_counted" if is_counted else "table.total_not_counted")
        for row in side:
            if row.item == TOTAL:
                told.append(Row((label, *[""] * (len(worded(row)) - 1), *measured(row)), "total"))
    return tuple(told)
