"""The table of revisions as the console shows it."""

from __future__ import annotations

from decimal import Decimal

from naukograd.summary import RevisionSummary, revision_lines


def part(indicator: str, unit: str, earlier: str | None, later: str | None, type_: str, value: str) -> RevisionSummary:
    values = [None if given is None else Decimal(given) for given in (earlier, later)]
    return RevisionSummary(f"indicator_values/{indicator}/total/2026:value", unit, *values, type_, Decimal(value), [])


def test_a_revision_says_from_what_to_what_and_by_which_causes() -> None:
    lines = revision_lines(
        "2026.2",
        [
            part("tax_receipts", "bn_kzt", "2.36", "2.3718", "late_row", "0.02"),
            part("tax_receipts", "bn_kzt", "2.36", "2.3718", "register", "-0.0082"),
            part("researchers", "persons", None, "891", "revision", "891"),
        ],
    )
    assert [" ".join(line.split()) for line in lines] == [
        "revisions in 2026.2:",
        "tax_receipts/total/2026 2.36 bn ₸ → 2.3718 bn ₸ late_row +0.02; register -0.0082",
        "researchers/total/2026 no data → 891 persons revision +891",
    ]
