"""The parts of the report: each turns one part of the model into paragraphs, tables, figures and notes."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.page import Section
from naukograd.report.sections.country import baseline, comparisons, expected_results, facts, regions, territories
from naukograd.report.sections.indicator import indicator_section
from naukograd.report.sections.method import method
from naukograd.report.sections.quality import annex, quality, sources
from naukograd.report.sections.revisions import revisions
from naukograd.report.sections.summary import summary
from naukograd.report.sections.trace import trace

__all__ = ["sections", "summary"]


def sections(report: Report, say: Say) -> tuple[Section, ...]:
    """All sections after the first page, in order. The baseline record leaves out what is no part of a baseline."""
    indicators = tuple(indicator_section(report, each, say) for each in report.indicators)
    around: tuple[Section, ...] = ()
    if not report.is_baseline:
        around = (
            baseline(report, say),
            expected_results(report, say),
            regions(report, say),
            comparisons(report, say),
            facts(report, say),
        )
    return (
        territories(report, say),
        *indicators,
        *around,
        *revisions(report, say),
        quality(report, say),
        sources(report, say),
        method(report, say),
        annex(report, say),
        trace(report, say),
    )
