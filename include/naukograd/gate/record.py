"""What a run of a gate says: the one message that ledger, log, console and report read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Gate = Literal["delivery", "mart", "release"]
Severity = Literal["critical", "warning", "info"]
"""What a failed check does: rejects the delivery or stops the marts; holds the report; is told, no more."""

SAMPLE_ROWS = 5
LINE_VALUE = 80


@dataclass(frozen=True)
class SampleRow:
    """One row that fails a check.

    Attributes:
        delivery: 16 hexadecimal digits of its delivery; empty where a row comes from no single delivery.
        slice: the delivery's slice; empty likewise.
        place: line, cell or XML path within the delivery, or the mart's name.
        values: the columns that show what is wrong.
    """

    delivery: str
    slice: str
    place: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        shown = " ".join(f"{name}={_short(value)}" for name, value in self.values.items())
        return " ".join(
            part for part in (self.delivery, self.slice, f"@{self.place}" if self.place else "", shown) if part
        )


@dataclass(frozen=True)
class CheckResult:
    """One check over everything the run looked at.

    Attributes:
        count, of: how many of how many fail; rows for checks of rows, deliveries for checks of a delivery's figures.
        amount_kzt: sum over the failing rows, tenge; None where the check is not about money.
        sample: at most ``SAMPLE_ROWS`` of the failing rows.
    """

    check: str
    says: str
    severity: Severity
    passed: bool
    count: int
    of: int
    amount_kzt: Decimal | None = None
    sample: tuple[SampleRow, ...] = ()

    def line(self) -> str:
        """The check in one line of a log."""
        amount = f", {self.amount_kzt} KZT" if self.amount_kzt is not None else ""
        rows = f" | {'; '.join(map(str, self.sample))}" if self.sample else ""
        return f"{self.severity} {self.check}: {self.count} of {self.of} fail{amount}. {self.says}{rows}"


@dataclass(frozen=True)
class Verdict:
    """What the gate decided of one delivery, with the reason in words.

    Attributes:
        warnings: names of the checks that warn.
        fingerprint: figures and dictionaries that later deliveries are compared with.
    """

    delivery_id: int
    slice: str
    accepted: bool
    reason: str
    warnings: tuple[str, ...] = ()
    fingerprint: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GateRecord:
    """One run of a gate.

    Attributes:
        subject: the dataset, or ``build <id>``.
        passed: every delivery was accepted, or no critical check of the marts failed.
        verdicts: one per pending delivery, in the order given; empty for marts.
        checks: every check that ran, in the order of the suites.
    """

    gate: Gate
    subject: str
    ran_at: datetime
    passed: bool
    verdicts: tuple[Verdict, ...]
    checks: tuple[CheckResult, ...]

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        return tuple(check for check in self.checks if not check.passed)

    def to_json(self) -> dict[str, Any]:
        """The record of plain JSON values: decimals as text, moments and days in ISO 8601."""
        record: dict[str, Any] = {
            "gate": self.gate,
            "subject": self.subject,
            "ran_at": self.ran_at,
            "passed": self.passed,
            "deliveries": [
                {
                    "delivery_id": hex_id(v.delivery_id),
                    "slice": v.slice,
                    "accepted": v.accepted,
                    "reason": v.reason,
                    "warnings": v.warnings,
                    "fingerprint": v.fingerprint,
                }
                for v in self.verdicts
            ],
            "checks": [
                {
                    "check": c.check,
                    "says": c.says,
                    "severity": c.severity,
                    "passed": c.passed,
                    "count": c.count,
                    "of": c.of,
                    "amount_kzt": c.amount_kzt,
                    "sample": [
                        {"delivery": s.delivery, "slice": s.slice, "place": s.place, "values": s.values}
                        for s in c.sample
                    ],
                }
                for c in self.checks
            ],
        }
        plain: dict[str, Any] = _plain(record)
        return plain

    def lines(self) -> list[str]:
        """One line that sums up the run, then one per failed check, critical ones first."""
        failed = sorted(self.failed, key=lambda check: ("critical", "warning", "info").index(check.severity))
        return [self._summary(), *(check.line() for check in failed)]

    def _summary(self) -> str:
        critical = sum(check.severity == "critical" for check in self.failed)
        warned = sum(check.severity == "warning" for check in self.failed)
        told = len(self.failed) - critical - warned
        found = f"{len(self.checks)} checks, {critical} critical failed, {warned} warned" + (
            f", {told} told" if told else ""
        )
        if self.gate != "delivery":
            return f"gate {self.subject}: {'passed' if self.passed else 'stopped'} ({found})"
        rejected = sum(not verdict.accepted for verdict in self.verdicts)
        return f"gate {self.subject}: {rejected} of {len(self.verdicts)} deliveries rejected ({found})"


def hex_id(delivery_id: int) -> str:
    """A delivery's public identifier: 16 hexadecimal digits."""
    return f"{delivery_id:016x}"


def _short(value: object) -> str:
    text = str(_plain(value))
    return text if len(text) <= LINE_VALUE else f"{text[:LINE_VALUE]}…"


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    # JSON has no exact fractions: what is not an integer, a truth value or text goes as text.
    return value if value is None or isinstance(value, bool | int | str) else str(value)
