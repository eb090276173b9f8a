"""Patents of the year, and owners of whom a person still has to decide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from naukograd.report.messages import Say
from naukograd.report.model import Patent, Report, UndecidedPatents
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.russian import day_of, number
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.wording import territory

TOTAL = "total"


def patents(report: Report, say: Say) -> Iterator[Section]:
    """One line per patent, whatever the number of its owners."""
    found = [each for each in report.details.patents if each.registered_on.year == report.year]
    blocks: list[Block] = []
    if found:
        blocks.append(_list(report, found, say))
    else:
        blocks.append(Paragraph(say("patent.none", year=report.year)))
    yield Section(say("patent.title"), tuple(blocks))
    yield Section(say("undecided.title"), tuple(_undecided(report, say)))


def _list(report: Report, found: list[Patent], say: Say) -> Table:
    columns = (
        words(say("patent.number")),
        words(say("patent.registered_on")),
        words(say("patent.bulletin")),
        name(say("patent.name"), 3),
        name(say("patent.owner"), 3),
        name(say("patent.territory")),
    )
    rows = []
    ordered = sorted(found, key=lambda each: (each.registered_on, each.gos_number, each.territory_code, each.owner))
    for _, group in groupby(ordered, key=lambda each: (each.registered_on, each.gos_number)):
        same = list(group)
        first = same[0]
        cells = (
            say("patent.annulled", number=first.gos_number) if first.is_annulled else first.gos_number,
            day_of(first.registered_on),
            first.bulletin,
            first.title,
            "; ".join(dict.fromkeys(each.owner for each in same)),
            "; ".join(dict.fromkeys(territory(report, each.territory_code, say) for each in same)),
        )
        rows.append(Row(cells, "muted" if first.is_annulled else "plain"))
    return Table(say("patent.caption", year=report.year), columns, tuple(rows), (say("patent.note"),))


def _undecided(report: Report, say: Say) -> Iterator[Block]:
    """Who is undecided, and what difference it could make to the year."""
    if not report.details.owner_candidates:
        yield Paragraph(say("undecided.none"))
        return
    yield _candidates(report, say)
    found = [each for each in report.details.undecided_patents if each.year == report.year]
    for each in found:
        if each.territory_code == TOTAL:
            yield Paragraph(_difference(each, say))
    if found:
        yield _effect(report, found, say)


def _candidates(report: Report, say: Say) -> Table:
    columns = (
        name(say("undecided.owner"), 3),
        words(say("undecided.resembles")),
        name(say("undecided.reason"), 3),
        *figures([say("undecided.patents")]),
    )
    rows = tuple(
        Row((each.owner, each.resembles_bin, each.reason, number(each.patents)))
        for each in report.details.owner_candidates
    )
    return Table(say("undecided.caption"), columns, rows, (say("undecided.note"),))


def _difference(total: UndecidedPatents, say: Say) -> str:
    if not total.undecided_patents:
        return say("undecided.no_difference", year=total.year)
    both = say(
        "undecided.difference",
        year=total.year,
        none=number(total.value_if_none),
        all=number(total.value_if_all),
    )
    if total.target_value is None or total.verdict_if_none not in ("met", "missed"):
        return say("undecided.not_judged", difference=both)
    return say(
        "undecided.same_verdict" if total.verdict_if_all == total.verdict_if_none else "undecided.other_verdict",
        difference=both,
        target=number(total.target_value),
        now=say(f"verdict.{total.verdict_if_none}"),
        then=say(f"verdict.{total.verdict_if_all}"),
    )


def _effect(report: Report, found: list[UndecidedPatents], say: Say) -> Table:
    columns = (
        name(say("undecided.territory")),
        *figures(say(f"undecided.{key}") for key in ("if_none", "undecided", "if_all")),
    )
    rows = tuple(
        Row(
            (
                territory(report, each.territory_code, say),
                number(each.value_if_none),
                number(each.undecided_patents),
                number(each.value_if_all),
            ),
            "total" if each.territory_code == TOTAL else "plain",
        )
        for each in found
    )
    return Table(say("undecided.effect", year=report.year), columns, rows, (say("undecided.effect_note"),))
