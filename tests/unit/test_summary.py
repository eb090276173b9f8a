"""The revisions that the console tells."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from naukograd.summary import ReleaseSummary, RevisionSummary, Summary, lines

MOMENT = datetime(2027, 10, 15, 13, tzinfo=UTC)


def told(*revisions: RevisionSummary) -> list[str]:
    sealed = ReleaseSummary("2026.2", 2026, MOMENT, "final", "/releases/2026.2", True)
    found = Summary([], [], "b", MOMENT, True, True, [], [sealed], list(revisions))
    words = [" ".join(line.split()) for line in lines(found)]
    return words[words.index("release 2026.2, frozen 2027-10-15: sealed, /releases/2026.2") + 1 :]


def part(kind: str, value: str) -> RevisionSummary:
    figure = "indicator_values/tax_receipts/total/2026:value"
    return RevisionSummary(figure, "bn_kzt", Decimal("2.36"), Decimal("2.3718"), kind, Decimal(value), [])


def test_a_revised_figure_is_one_line_with_all_its_causes() -> None:
    assert told(part("late_row", "0.0138"), part("register", "-0.0020")) == [
        "revisions in 2026.2:",
        "tax_receipts/total/2026 2.36 bn ₸ → 2.3718 bn ₸ late_row +0.0138; register -0.002",
    ]


def test_without_revisions_there_is_no_table() -> None:
    assert told() == []
