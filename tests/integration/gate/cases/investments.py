"""Private investment: what territories file, and form 1-инвест as the Bureau tabulates it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import Case, Change

FILED, FORM = "filings.investments", "bns.investment_form"
BIN, OTHER_BIN = "020240000555", "990540001234"
TERRITORIES = ("inp_park", "nu_park", "kurchatov")


def investment(**changed: object) -> dict[str, object]:
    return {
        "territory_code": "kurchatov",
        "year": 2025,
        "investor_name": "ТОО «Пример»",
        "investor_bin": BIN,
        "sector": "предпринимательский частный",
        "finance_source": "собственные средства",
        "recipient_bin": BIN,
        "recipient_role": "managing_company",
        "object_code": "O1",
        "amount_kzt": Decimal(1_000_000),
        "committed_kzt": None,
        "act_date": date(2025, 6, 1),
    } | changed


def tabulated(**changed: object) -> list[dict[str, object]]:
    """A year of the form, each source 1, 2, 3 mln tenge in the territories; ``changed`` goes into Kurchatov's row."""
    names = ("private_own", "bank_loans", "private_foreign", "quasi_state", "budget", "international")
    rows: list[dict[str, object]] = [
        {"territory_code": code, "year": 2025, "is_confidential": False}
        | {f"{name}_kzt": Decimal(1_000_000 * size) for name in names}
        | {"private_kzt": Decimal(3_000_000 * size), "total_kzt": Decimal(6_000_000 * size)}
        for code, size in [*zip(TERRITORIES, (1, 2, 3), strict=True), ("total", 6)]
    ]
    rows[2] |= changed
    return rows


def earlier() -> list[dict[str, object]]:
    return [row | {"year": 2024} for row in tabulated()]


LOAN = "кредит банка второго уровня"
ZERO_AND_PROMISED = investment(object_code="O2", amount_kzt=Decimal(0), committed_kzt=Decimal(5_000))

GOOD = {
    FILED: ("kurchatov/2025", [investment(act_date=date(2026, 3, 31)), ZERO_AND_PROMISED]),
    FORM: ("900104", tabulated(total_kzt=None, international_kzt=None)),
}
_BAD_INVESTMENTS: list[tuple[str, list[dict[str, object]], int]] = [
    ("has_rows", [], 0),
    ("fully_readable", [investment()], 1),
    ("invested_in_another_territory", [investment(territory_code="nu_park")], 0),
    ("invested_in_another_year", [investment(year=2024, act_date=date(2024, 6, 1))], 0),
    ("act_outside_year", [investment(act_date=date(2024, 12, 31))], 0),
    ("act_outside_year", [investment(act_date=date(2026, 4, 1))], 0),
    ("negative_investment", [investment(amount_kzt=Decimal(-1))], 0),
    ("negative_investment", [investment(committed_kzt=Decimal(-1))], 0),
    ("repeated_investment", [investment(), investment(amount_kzt=Decimal(7))], 0),
    ("repeated_investment", [investment(investor_bin=None), investment(investor_bin=None)], 0),
    ("implausible_investment", [investment(amount_kzt=Decimal(5_000_000_001))], 0),
    ("implausible_investment", [investment(committed_kzt=Decimal(5_000_000_001))], 0),
    ("repeated_investment", [investment(), investment(investor_name="ТОО  “Пример“")], 0),
    ("total_among_rows", [investment(investor_name="Итого")], 0),
    (
        "total_among_rows",
        [investment(object_code=f"O{n}", amount_kzt=Decimal(n)) for n in (1, 2, 3, 6)],
        0,
    ),
    ("neither_spent_nor_promised", [investment(amount_kzt=Decimal(0))], 0),
    ("promise_as_spending", [investment(committed_kzt=Decimal(1_000_000))], 0),
    (
        "far_from_the_others",
        [investment(), investment(object_code="O2"), investment(object_code="O3", amount_kzt=Decimal(4_999))],
        0,
    ),
    ("begins_like_a_formula", [investment(object_ru="=cmd|' /C calc'!A0")], 0),
    ("spoiled_name", [investment(investor_name="РўРћРћ")], 0),
    ("unknown_investor_sector", [investment(sector="частный")], 0),
    # The first letter is Latin.
    ("unknown_finance_source", [investment(finance_source="coбственные средства")], 0),
    ("looks_public", [investment(investor_name="АО «НК «Образец»")], 0),
    ("recipient_not_registered", [investment(recipient_role="participant")], 0),
    (
        "lender_differs",
        [
            investment(finance_source=LOAN),
            investment(sector="банк второго уровня", finance_source=LOAN, amount_kzt=Decimal(1_000_001)),
        ],
        0,
    ),
]
_BAD_FORMS: list[tuple[str, list[dict[str, object]], int]] = [
    ("has_rows", [], 0),
    ("fully_readable", tabulated(), 1),
    ("investment_of_every_territory", tabulated()[1:], 0),
    ("investment_row_repeated", [*tabulated(), tabulated()[0]], 0),
    ("investment_year_implausible", [row | {"year": 2027} for row in tabulated()], 0),
    ("investment_year_implausible", [row | {"year": 2019} for row in tabulated()], 0),
    ("tabulated_investment_negative", tabulated(budget_kzt=Decimal(-1)), 0),
    ("investment_parts_beyond_total", tabulated(total_kzt=Decimal(17_989_999)), 0),
    ("investment_total_is_not_the_sum", tabulated(bank_loans_kzt=Decimal(3_010_001)), 0),
    ("investment_total_is_not_the_sum", tabulated(bank_loans_kzt=Decimal(2_989_999)), 0),
    ("investment_parts_below_total", tabulated(total_kzt=Decimal(18_010_001)), 0),
    ("investment_repeated_elsewhere", tabulated(private_own_kzt=Decimal(1_000_000)), 0),
    ("investment_is_fresh", [row | {"year": 2023} for row in tabulated()], 0),
    ("private_investment_withheld", tabulated(private_kzt=None, is_confidential=True), 0),
    ("private_investment_missing", tabulated(private_kzt=None), 0),
]
# Another slice than that of the good one: the check must name the bad delivery alone.
FAILING: list[Case] = [
    *((FILED, name, "kurchatov/2025", rows, unreadable) for name, rows, unreadable in _BAD_INVESTMENTS),
    *((FORM, name, "900105", rows, unreadable) for name, rows, unreadable in _BAD_FORMS),
]
SHRINKING: list[Case] = [
    (FILED, "not_shrunk", "kurchatov/2025", [investment()], 2),
]
CHANGING: list[Change] = [
    (FORM, "figures_gone", "900104", tabulated(), "900104", tabulated(private_kzt=None, is_confidential=True)),
    (FORM, "figures_gone", "900104", [*tabulated(), *earlier()], "900104", tabulated()),
    (FORM, "figures_revised", "900104", tabulated(), "900104", tabulated(budget_kzt=Decimal(3_030_001))),
]
BEFORE, NOW = "kurchatov/2024", "kurchatov/2025"
TWO = [investment(year=2024), investment(year=2024, investor_name="ТОО «Другое»")]
CHANGING += [
    (FILED, "investors_missing", BEFORE, TWO, NOW, [investment()]),
    (
        FILED,
        "investors_missing",
        BEFORE,
        TWO,
        NOW,
        [investment(), investment(investor_name="ТОО «Другое»", amount_kzt=0)],
    ),
    (
        FILED,
        "promise_as_spending",
        NOW,
        [investment(committed_kzt=Decimal(400_000))],
        NOW,
        [investment(committed_kzt=Decimal(400_000), amount_kzt=Decimal(1_400_000))],
    ),
    (FILED, "private_of_year_before", BEFORE, TWO, NOW, [investment(amount_kzt=Decimal(900_000))]),
]
ELSEWHERE = {
    (FORM, "investment_differs_from_filings"),
    (FILED, "recipient_in_no_register"),
    (FILED, "investment_out_of_scale"),
    (FORM, "tabulated_investment_out_of_scale"),
}
