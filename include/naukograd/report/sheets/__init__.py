"""The report as sheets of plain values: numbers stay numbers, in long tables that another program can read."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.sheets import country, details, indicators, quality, revisions
from naukograd.report.sheets.sheet import Sheet

__all__ = ["Sheet", "sheets"]


def sheets(report: Report, say: Say) -> tuple[Sheet, ...]:
    """All sheets in the order of the workbook; one that has no rows still shows its header."""
    found = (
        indicators.summary(report, say),
        indicators.path(report, say),
        indicators.values(report, say),
        indicators.changes(report, say),
        indicators.reconciliation(report, say),
        details.composition(report, say),
        details.taxes(report, say),
        details.researchers(report, say),
        details.investment(report, say),
        details.output(report, say),
        details.patents(report, say),
        details.undecided_owners(report, say),
        details.undecided_patents(report, say),
        revisions.measures(report, say),
        revisions.revisions(report, say),
        revisions.parts(report, say),
        revisions.cells(report, say),
        country.expected_results(report, say),
        country.regions(report, say),
        country.comparisons(report, say),
        country.facts(report, say),
        quality.checks(report, say),
        quality.decisions(report, say),
        quality.sources(report, say),
        quality.method(report, say),
    )
    return (*found, quality.identifiers(found, say))
