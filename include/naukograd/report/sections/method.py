"""How the figures are made: general rules, then one paragraph per indicator."""

from __future__ import annotations

from naukograd.report.messages import Say
from naukograd.report.model import Report
from naukograd.report.page import Paragraph, Section
from naukograd.report.sections.verdict import freeze

GENERAL = ("basis", "participation", "judgement", "stages", "changes", "chance", "rounding")


def method(report: Report, say: Say) -> Section:
    """Short: the whole method of each indicator stands in the documentation."""
    general = tuple(Paragraph(say(f"method.{key}", freeze=freeze(report))) for key in GENERAL)
    single = tuple(
        Paragraph(say("method.indicator", number=each.number, text=say(f"method.{each.code}"), code=each.code))
        for each in report.indicators
    )
    parts = (Section(say("method.general"), general), Section(say("method.single"), single))
    return Section(say("method.title"), parts=parts)
