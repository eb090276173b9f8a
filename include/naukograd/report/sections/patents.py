"""Patents of the year, and owners that a person still has to decide on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from naukograd.report.messages import Say
from naukograd.report.model import Patent, Report
from naukograd.report.page import Block, Paragraph, Row, Section, Table
from naukograd.report.russian import day_of, number
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.wording import named, territory


def patents(report: Report, say: Say) -> Iterator[Section]:
    """One line per patent, whatever the number of its owners."""
    found = [each for each in report.details.patents if each.registered_on.year == report.year]
    blocks: list[Block] = []
    if found:
        blocks.append(_list(report, found, say))
    else:
        blocks.append(Paragraph(say("patent.none", year=report.year)))
    if report.details.owner_candidates:
        blocks.append(_candidates(report, say))
    yield Section(say("patent.title"), tuple(blocks))


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


def _candidates(report: Report, say: Say) -> Table:
    columns = (
        name(say("patent.owner")),
        words(say("patent.resembles")),
        name(say("patent.reason")),
        *figures([say("patent.patents")]),
    )
    rows = tuple(
        Row(
            (
                each.owner,
                each.resembles_bin or say("table.not_applicable"),
                named(say, "match_reason", each.reason),
                number(each.patents),
            )
        )
        for each in report.details.owner_candidates
    )
    return Table(say("patent.candidates"), columns, rows, (say("patent.candidates_note"),))
