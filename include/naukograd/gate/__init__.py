"""The gate: run a suite of expectations in the warehouse, record what it found, decide.

Suites are JSON under ``expectations/`` in Great Expectations' own form. A critical check that fails rejects
(deliveries) or stops (marts); a warning is reported. Nothing is written here: the caller archives the record.
"""

from naukograd.gate.deliveries import judge_deliveries
from naukograd.gate.marts import judge_marts, judge_release
from naukograd.gate.profile import PendingDelivery
from naukograd.gate.record import CheckResult, GateRecord, SampleRow, Verdict

__all__ = [
    "CheckResult",
    "GateRecord",
    "PendingDelivery",
    "SampleRow",
    "Verdict",
    "judge_deliveries",
    "judge_marts",
    "judge_release",
]
