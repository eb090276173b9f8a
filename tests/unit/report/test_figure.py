from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from naukograd.report.figure import figure
from naukograd.report.messages import catalogue

from .factory import path, report, year_row


def test_a_column_that_misses_its_target_by_little_does_not_read_as_met() -> None:
    whole = report()
    missed = replace(whole, indicator=replace(whole.indicator, path=path(y2026=year_row(2026, Decimal("2.3465")))))
    assert "2026: цель 2,35, поступило 2,347." in figure(missed, catalogue("ru")).alt.replace("\u00a0", " ")
