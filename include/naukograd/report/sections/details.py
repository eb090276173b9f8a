"""What single indicators are made of in the reporting year: counted and not counted, amounts in mln tenge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from naukograd.report.messages import Say
from naukograd.report.model import Indicator, InvestmentSource, Report, ResearchUnit, ScopeRow
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.russian import number
from naukograd.report.sections.patents import patents
from naukograd.report.sections.tables import figures, known_sum, millions, name, value, words
from naukograd.report.wording import named


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


def _taxes(report: Report, say: Say) -> Iterator[Section]:
    found = [row for row in report.details.tax_scope if row.year == report.year]
    blocks: list[Block] = []
    if found:
        columns = (
            name(say("scope.name")),
            words(say("table.counting")),
            *figures([say("scope.payments"), say("table.mln")]),
        )
        rows = _counted_first(
            [(row.is_counted, (row.name, _counting(row.is_counted, say), *_payments([row], say))) for row in found],
            {
                is_counted: _payments([row for row in found if row.is_counted == is_counted], say)
                for is_counted in (True, False)
            },
            say,
        )
        blocks.append(Table(say("scope.caption", year=report.year), columns, rows, (say("scope.note"),)))
    blocks.append(Paragraph(_tax_reconciliation(report, say)))
    yield Section(say("scope.title"), tuple(blocks))


def _payments(rows: Iterable[ScopeRow], say: Say) -> tuple[str, str]:
    rows = list(rows)
    return number(sum(row.payments for row in rows)), millions(sum((r.amount_kzt for r in rows), Decimal(0)), say)


def _tax_reconciliation(report: Report, say: Say) -> str:
    found = next((each for each in report.details.tax_reconciliation if each.year == report.year), None)
    if found is None or found.compared == 0:
        return say("tax_reconciliation.none", year=report.year)
    return say(
        "tax_reconciliation.differ" if found.differing else "tax_reconciliation.equal",
        year=report.year,
        compared=number(found.compared),
        differing=number(found.differing),
        difference=say("unit.kzt", value=number(found.difference_kzt, 2)),
    )


def _researchers(report: Report, say: Say) -> Iterator[Section]:
    found = [row for row in report.details.research_units if row.year == report.year]
    if not found:
        return
    columns = (
        name(say("research.why")),
        words(say("table.counting")),
        *figures(say(f"research.{key}") for key in ("units", "headcount", "fte")),
    )

    def by_reason(row: ResearchUnit) -> tuple[bool, str]:
        return not row.is_counted, row.why

    groups = [list(rows) for _, rows in groupby(sorted(found, key=by_reason), key=by_reason)]
    rows = _counted_first(
        [(g[0].is_counted, (g[0].why, _counting(g[0].is_counted, say), *_heads(g, say))) for g in groups],
        {
            is_counted: _heads([row for row in found if row.is_counted == is_counted], say)
            for is_counted in (True, False)
        },
        say,
    )
    yield Section(
        say("research.title"),
        (Table(say("research.caption", year=report.year), columns, rows, (say("research.note"),)),),
    )


def _heads(rows: list[ResearchUnit], say: Say) -> tuple[str, str, str]:
    heads = known_sum(None if row.headcount is None else Decimal(row.headcount) for row in rows)
    units = len({(row.territory_code, row.bin, row.unit) for row in rows})
    return number(units), value(heads, 0, say), value(known_sum(row.fte for row in rows), 1, say)


def _investment(report: Report, say: Say) -> Iterator[Section]:
    found = [row for row in report.details.investment if row.year == report.year]
    if not found:
        return
    columns = (
        name(say("investment.source")),
        name(say("investment.sector")),
        words(say("table.counting")),
        *figures([say("table.mln"), say("investment.committed")]),
    )

    def by_source(row: InvestmentSource) -> tuple[bool, str, str]:
        return not row.is_private, row.sector, row.finance_source

    groups = [list(rows) for _, rows in groupby(sorted(found, key=by_source), key=by_source)]
    rows = _counted_first(
        [
            (g[0].is_private, (g[0].finance_source, g[0].sector, _counting(g[0].is_private, say), *_money(g, say)))
            for g in groups
        ],
        {
            is_private: _money([row for row in found if row.is_private == is_private], say)
            for is_private in (True, False)
        },
        say,
        blank=2,
    )
    yield Section(
        say("investment.title"),
        (Table(say("investment.caption", year=report.year), columns, rows, (say("investment.note"),)),),
    )


def _money(rows: list[InvestmentSource], say: Say) -> tuple[str, str]:
    return (
        millions(known_sum(row.amount_kzt for row in rows), say),
        millions(known_sum(row.committed_kzt for row in rows), say),
    )


def _output(report: Report, say: Say) -> Iterator[Section]:
    found = [row for row in report.details.output if row.year == report.year]
    if not found:
        return
    sums: dict[tuple[bool, str], Decimal] = {}
    for row in found:
        key = (row.is_counted, row.kind)
        sums[key] = sums.get(key, Decimal(0)) + row.amount_kzt
    rows = _counted_first(
        [
            (is_counted, (named(say, "output_kind", kind), _counting(is_counted, say), millions(amount, say)))
            for (is_counted, kind), amount in sorted(
                sums.items(), key=lambda item: (not item[0][0], -item[1], item[0][1])
            )
        ],
        {
            is_counted: (millions(sum((a for (c, _), a in sums.items() if c == is_counted), Decimal(0)), say),)
            for is_counted in (True, False)
        },
        say,
    )
    columns = (name(say("output.kind")), words(say("table.counting")), *figures([say("table.mln")]))
    yield Section(
        say("output.title"),
        (Table(say("output.caption", year=report.year), columns, rows, (say("output.note"),)),),
    )


def _counting(is_counted: bool, say: Say) -> str:
    return say("table.is_counted" if is_counted else "table.not_counted")


def _counted_first(
    rows: list[tuple[bool, tuple[str, ...]]], totals: dict[bool, tuple[str, ...]], say: Say, blank: int = 1
) -> tuple[Row, ...]:
    """What counts and its total, then what does not and its own; ``blank`` columns of words have no total."""
    told: list[Row] = []
    for is_counted in (True, False):
        mine = [Row(cells) for counts, cells in rows if counts == is_counted]
        label = say("table.total_counted" if is_counted else "table.total_not_counted")
        told += [*mine, Row((label, *[""] * blank, *totals[is_counted]), "total")] if mine else []
    return tuple(told)
