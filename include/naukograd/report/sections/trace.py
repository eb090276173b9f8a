"""How a reader traces a printed number to what it was made of."""

from __future__ import annotations

from naukograd.core.figure import figure
from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.page import Paragraph, Section


def trace(report: Report, say: Say) -> Section:
    """The command, with an identifier of this report and the state that it shows."""
    example = figure("indicator_progress", report.indicators[0].code, report.year, column="actual_value")
    release = report.heading.release
    state = f"--release {release.release_id}" if release else f"--as-of {report.heading.as_of.isoformat()}"
    texts = (
        say("trace.about"),
        say("trace.command", example=example, state=state),
        say("trace.printed"),
        say("trace.exempt"),
    )
    return Section(say("trace.title"), tuple(Paragraph(text) for text in texts))
