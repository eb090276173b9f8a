"""The gate: run a suite of expectations in the warehouse, record what it found, decide.

Suites are JSON under ``expectations/`` in Great Expectations' own form. A critical check that fails rejects
(deliveries) or stops (marts); a warning holds the annual report until it is mended or waived; an info is told.
Nothing is written here: the caller archives the record.
"""

from naukograd.gate.deliveries import judge_deliveries
from naukograd.gate.holds import Hold, Waiver, holds, require_waivers, waivers
from naukograd.gate.marts import judge_marts, judge_release
from naukograd.gate.profile import PendingDelivery
from naukograd.gate.record import CheckResult, GateRecord, SampleRow, Verdict

__all__ = [
    "CheckResult",
    "GateRecord",
    "Hold",
    "PendingDelivery",
    "SampleRow",
    "Verdict",
    "Waiver",
    "holds",
    "judge_deliveries",
    "judge_marts",
    "judge_release",
    "require_waivers",
    "waivers",
]
