"""The statement of quality of a release, under the headings of the European Statistical System, in their order.

Source of the headings: ESS handbook for quality and metadata reports, 2020 (chapters of the concept list SIMS).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from naukograd.report.marks import plain
from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.page import Block, Page, Paragraph, Points, Row, Section, Table
from naukograd.report.russian import day_and_time, number
from naukograd.report.sections.quality import quality, sources
from naukograd.report.sections.tables import figures, name, words
from naukograd.report.sections.verdict import freeze
from naukograd.report.wording import coverage, figure_of, stage


def statement(report: Report, page: Page, say: Say) -> Page:
    """
    Args:
        page: the report's own page; the statement has its marks and warnings.
    """
    title = say("statement.title", title=page.title)
    headings = (
        ("relevance", _relevance(report, say)),
        ("accuracy", _accuracy(report, say)),
        ("timeliness", _timeliness(report, say)),
        ("coherence", _coherence(report, say)),
        ("accessibility", _accessibility(report, say)),
    )
    return Page(
        language=page.language,
        document_title=say("document.sample_title", title=title) if page.band else title,
        band=page.band,
        programme=page.programme,
        title=title,
        subtitle=page.subtitle,
        marks=page.marks,
        contents=page.contents,
        summary=(Paragraph(say("statement.lead")), _figures(report, say)),
        sections=tuple(Section(say(f"statement.{key}"), *content) for key, content in headings),
        page_of=page.page_of,
    )


def to_json(page: Page) -> bytes:
    """The same statement for machines: its texts and tables, without the layout."""
    body = {
        "title": page.title,
        "warning": page.band,
        "subtitle": page.subtitle,
        "marks": page.marks,
        "summary": [asdict(block) for block in page.summary],
        "headings": [asdict(section) for section in page.sections],
    }
    return (plain(json.dumps(body, ensure_ascii=False, indent=2)) + "\n").encode()


Content = tuple[tuple[Block, ...], tuple[Section, ...]]


def _figures(report: Report, say: Say) -> Table:
    """How firm and how complete the figure of each indicator is."""
    columns = (
        name(say("statement.indicator"), 4),
        *figures([say("statement.value")]),
        words(say("statement.stage")),
        *figures([say("statement.coverage")]),
        words(say("statement.verdict")),
    )
    rows = []
    for each in report.indicators:
        row = each.of(report.year)
        cells = (
            f"{each.number}. {each.name}",
            figure_of(row.actual, each.unit, say, row.target),
            stage(row, say),
            coverage(row.coverage, say),
            say(f"verdict.{row.verdict}"),
        )
        rows.append(Row(cells))
    return Table(say("statement.figures", year=report.year), columns, tuple(rows))


def _relevance(report: Report, say: Say) -> Content:
    lacking = [f"{each.number}. {each.name}" for each in report.indicators if each.of(report.year).actual is None]
    told = Points(tuple(lacking)) if lacking else Paragraph(say("statement.all_have_data", year=report.year))
    about = Paragraph(say("statement.relevance_text", year=report.year))
    return (about, *([Paragraph(say("statement.lacking", year=report.year))] if lacking else []), told), ()


def _accuracy(report: Report, say: Say) -> Content:
    return (), (*_parts(report, say, "quality.checks", "quality.coverage", "decision.title"), _revisions(say))


def _revisions(say: Say) -> Section:
    # The one place where the revisions against the release before enter (Report.revisions).
    return Section(say("statement.revisions"), (Paragraph(say("statement.revisions_text")),))


def _timeliness(report: Report, say: Say) -> Content:
    texts = (
        say("statement.frozen", moment=day_and_time(report.heading.as_of), freeze=freeze(report)),
        say("statement.due", next=report.year + 1),
    )
    return tuple(Paragraph(text) for text in texts), tuple(_parts(report, say, "late.title"))


def _coherence(report: Report, say: Say) -> Content:
    columns = (
        name(say("statement.indicator"), 4),
        *figures(say(f"statement.{key}") for key in ("filed", "tabulated", "difference")),
    )
    rows = []
    for each in report.indicators:
        for row in each.reconciliation:
            if row.year == report.year and row.territory_code == "total":
                values = (row.filed_value, row.tabulated_value, row.difference)
                rows.append(Row((each.name, *(figure_of(value, each.unit, say) for value in values))))
    table = Table(say("statement.reconciled", year=report.year), columns, tuple(rows))
    none = Paragraph(say("statement.not_reconciled", year=report.year))
    method = Paragraph(say("statement.method", version=report.heading.code_version))
    return (method, table if rows else none), ()


def _accessibility(report: Report, say: Say) -> Content:
    datasets, rows = (report.total(code) or 0 for code in ("datasets_read", "rows_read"))
    texts = (
        say("statement.files"),
        say("statement.verify"),
        say("statement.sources", datasets=number(datasets), rows=number(rows)),
    )
    return tuple(Paragraph(text) for text in texts), (sources(report, say),)


def _parts(report: Report, say: Say, *keys: str) -> Iterator[Section]:
    """Parts of the report's own section on quality, by their titles."""
    parts = {part.title: part for part in quality(report, say).parts}
    return (parts[say(key)] for key in keys)
