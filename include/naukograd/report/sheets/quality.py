"""Sheets of checks, decisions, sources and method."""

from __future__ import annotations

from collections.abc import Iterable

from naukograd.core.periods import ALMATY
from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.page import Paragraph
from naukograd.report.sections.method import method as method_section
from naukograd.report.sections.quality import assertion, subject
from naukograd.report.sheets.sheet import Sheet, sheet, yes
from naukograd.report.wording import named


def checks(report: Report, say: Say) -> Sheet:
    """Every check of every run, those that failed first."""
    fields = ("checked_thing", "ran_on", "check", "severity", "outcome", "violations", "of_rows")
    found = sorted(
        ((gate, check) for gate in report.quality.gates for check in gate.checks), key=lambda pair: pair[1].passed
    )
    rows = (
        (
            subject(gate, say),
            None if gate.ran_at is None else gate.ran_at.astimezone(ALMATY).date(),
            assertion(gate, check, say),
            say(f"annex.{check.severity}"),
            say("annex.passed" if check.passed else "annex.failed"),
            *(check.count, check.of),
        )
        for gate, check in found
    )
    return sheet("quality", fields, rows, say)


def decisions(report: Report, say: Say) -> Sheet:
    fields = ("decision", "decision_kind", "subject", "value", "decided_by", "decided_on", "valid_until", "because")
    rows = (
        (
            *(each.decision_id, named(say, "decision_kind", each.kind), each.subject),
            *(
                each.value and named(say, "decision_value", each.value),
                each.decided_by,
                each.decided_on,
                each.valid_until,
                each.because,
            ),
        )
        for each in report.decisions
    )
    return sheet("decisions", fields, rows, say)


def sources(report: Report, say: Say) -> Sheet:
    fields = ("dataset", "dataset_name", "publisher", "slices", "latest", "rows_read", "rows_quarantined", "is_sample")
    rows = (
        (
            *(each.dataset, say(f"dataset.{each.dataset}"), say(f"publisher.{each.dataset.partition('.')[0]}")),
            each.slices,
            each.latest_counts_from.astimezone(ALMATY).date() if each.latest_counts_from else None,
            *(each.rows_read, each.rows_quarantined, yes(each.is_sample, say)),
        )
        for each in report.quality.sources
    )
    return sheet("sources", fields, rows, say)


def identifiers(found: Iterable[Sheet], say: Say) -> Sheet:
    """How to name a number: which column of which mart each column of the sheets is."""
    rows = (
        (each.name, label, mart, column, f"{mart}/…:{column}")
        for each in found
        for label, cells in zip(each.header, each.cells, strict=False)
        for mart, column in cells
    )
    return sheet("identifiers", ("sheet", "sheet_column", "mart", "mart_column", "form"), rows, say)


def method(report: Report, say: Say) -> Sheet:
    """The texts of the method, one a row."""
    rows = (
        (part.title, block.text)
        for part in method_section(report, say).parts
        for block in part.blocks
        if isinstance(block, Paragraph)
    )
    return sheet("method", ("part", "text"), rows, say)
