"""The table of revisions as the console shows it."""

from __future__ import annotations

from decimal import Decimal

from naukograd.summary import RevisedFigure, revision_lines


def revised(indicator: str, unit: str, earlier: str | None, later: str | None) -> RevisedFigure:
    values = [None if value is None else Decimal(value) for value in (earlier, later)]
    return RevisedFigure("2026.1", "2026.2", indicator, "total", 2026, unit, *values)


def words(*revisions: RevisedFigure) -> list[str]:
    return [" ".join(line.split()) for line in revision_lines(list(revisions))]


def test_a_revision_says_from_what_to_what_and_by_how_much() -> None:
    assert words(
        revised("tax_receipts", "bn_kzt", "2.36", "2.3718"),
        revised("gii_business_rd_rank", "rank", "30", "28"),
        revised("researchers", "persons", None, "891"),
    ) == [
        "revisions 2026.1 → 2026.2",
        "tax_receipts total 2026 2.36 bn ₸ 2.3718 bn ₸ +0.0118 (+0.50 %)",
        "gii_business_rd_rank total 2026 place 30 place 28 -2",
        "researchers total 2026 no data 891 persons",
    ]


def test_without_an_earlier_release_there_is_no_table() -> None:
    assert words() == []
