"""Why the value changed against the year before."""

from __future__ import annotations

from decimal import Decimal

from naukograd.report.figures import changes_figure
from naukograd.report.messages import Say
from naukograd.report.model import Change, Component, Indicator, Report
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.russian import digits_to_tell, number, signed
from naukograd.report.sections.tables import figures, name
from naukograd.report.wording import DIGITS, change_of, figure_of, territory

ORDER: tuple[Component, ...] = ("like_for_like", "price", "joined", "left", "scope", "revision")


def changes(report: Report, indicator: Indicator, say: Say) -> tuple[Section, ...]:
    """Nothing for an indicator of the country: no participants stand behind it."""
    if indicator.is_national:
        return ()
    title = say("change.title", before=report.year - 1)
    found = [each for each in indicator.changes if each.year == report.year]
    parts, this = _of(found, "total"), indicator.total.of(report.year)
    whole = None if this is None else this.change_from_previous
    if whole is None or not parts:
        return (Section(title, (Paragraph(say("change.unknown", before=report.year - 1)),)),)
    largest = max(parts, key=lambda part: abs(part.value))
    sentence = say(
        "change.sentence",
        before=report.year - 1,
        year=report.year,
        whole=change_of(whole, indicator.unit, say),
        largest=say(f"component.{largest.component}"),
        value=change_of(largest.value, indicator.unit, say),
    )
    blocks: list[Block] = [Paragraph(sentence), changes_figure(report, indicator, parts, whole, say)]
    blocks.append(_table(report, indicator, found, say))
    return (Section(title, tuple(blocks)),)


def _of(found: list[Change], territory_code: str) -> tuple[Change, ...]:
    """The parts of a territory that are more than nothing, in their order."""
    mine = {each.component: each for each in found if each.territory_code == territory_code}
    return tuple(mine[name] for name in ORDER if name in mine and (mine[name].value or mine[name].participants))


def _table(report: Report, indicator: Indicator, found: list[Change], say: Say) -> Table:
    codes = [*(each.code for each in indicator.territories), "total"]
    columns = (
        name(say("change.component")),
        *figures((territory(report, code, say) for code in codes), share=1),
        *figures([say("change.participants")]),
    )
    by_cell = {(each.territory_code, each.component): each for each in found}
    rows = [_value_row(indicator, report.year - 1, codes, say)]
    for component in ORDER:
        of = {code: by_cell.get((code, component)) for code in codes}
        if not any(each and (each.value or each.participants) for each in of.values()):
            continue
        whole = of["total"]
        cells = (
            say(f"component.{component}"),
            *(_part(indicator, each, say) for each in of.values()),
            number(whole.participants) if whole else say("table.not_applicable"),
        )
        rows.append(Row(cells))
    rows.append(_value_row(indicator, report.year, codes, say))
    caption = say("change.caption", number=indicator.number, unit=say(f"unit_name.{indicator.unit}"))
    price = [say("change.price_note")] if any(each.component == "price" for each in found) else []
    overlap = [say("territory.overlap")] if indicator.unit == "patents" else []
    return Table(caption, columns, tuple(rows), (say("change.note"), *price, *overlap))


def _value_row(indicator: Indicator, year: int, codes: list[str], say: Say) -> Row:
    places = {each.code: each for each in (*indicator.territories, indicator.total)}
    values = (found.value if (found := places[code].of(year)) else None for code in codes)
    cells = (
        say("change.value", year=year),
        *(figure_of(value, indicator.unit, say) for value in values),
        say("table.not_applicable"),
    )
    return Row(cells, "total")


def _part(indicator: Indicator, part: Change | None, say: Say) -> str:
    if part is None:
        return say("table.not_applicable")
    return signed(part.value, digits_to_tell(part.value, Decimal(0), DIGITS[indicator.unit]))
