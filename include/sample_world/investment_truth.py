"""The right answer of indicator 4, private investment, and what each usual mistake would make of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from sample_world.answers import TOTAL, Answer, Mistake
from sample_world.investments import (
    FILED_YEARS,
    Filing,
    Investment,
    Nature,
    current_filing,
    filings,
    form,
    tabulated_years,
)
from sample_world.participants import CORES

INDICATOR = "private_investment"
Reading = Callable[[Investment, bool], int]
"""How a row is read, told whether its recipient is of the territory: hundreds of tenge."""


def _right(row: Investment, is_ours: bool) -> int:
    return row.spent if row.nature is Nature.PRIVATE and is_ours else 0


def _also(*natures: Nature) -> Reading:
    return lambda row, is_ours: row.spent if row.nature in natures and is_ours else _right(row, is_ours)


def _with_commitments(row: Investment, is_ours: bool) -> int:
    promised = row.committed or 0 if row.nature is Nature.PRIVATE and is_ours else 0
    return _right(row, is_ours) + promised


def _whoever_received(row: Investment, is_ours: bool) -> int:
    return _right(row, True)


def _without_lenders(row: Investment, is_ours: bool) -> int:
    return 0 if row.sector == "банк второго уровня" else _right(row, is_ours)


_READINGS: tuple[tuple[str, str, Reading], ...] = (
    ("quasi_state_counted", "money of quasi-state companies counted", _also(Nature.QUASI_STATE)),
    ("grants_counted", "grants counted", _also(Nature.GRANT)),
    ("international_counted", "money of international institutions counted", _also(Nature.INTERNATIONAL)),
    ("development_loans_counted", "loans of a development institution counted", _also(Nature.DEVELOPMENT_LOAN)),
    ("budget_counted", "money of the budget counted", _also(Nature.BUDGET)),
    ("ppp_state_share_counted", "the State's share of a partnership counted", _also(Nature.PPP_STATE_SHARE)),
    ("commitments_counted", "money promised and not spent counted", _with_commitments),
    ("loan_counted_twice", "a loan counted by its borrower and by its bank", _also(Nature.LENDERS_RECORD)),
    ("banks_left_out", "every row of a bank left out, though nobody else reports the loan", _without_lenders),
    ("outsiders_counted", "money for those who were no participants in the year counted", _whoever_received),
)


def answer(seed: int, year: int, known_by: datetime) -> Answer:
    """Private investment of ``year`` in bn tenge: the Bureau's where it has tabulated the year, else as filed."""
    current = {code: current_filing(seed, code, year, known_by) for code in CORES}
    filed = {code: _sum(filing, _right, known_by) for code, filing in current.items()}
    if year not in tabulated_years(known_by):
        mistakes = _mistakes_about_filings(seed, year, known_by, current)
        return Answer(INDICATOR, year, "provisional", _values(filed), mistakes)
    rows = form(seed, year)
    final = {code: row.private for code, row in rows.items()}
    # A withheld total cannot be taken for the private part.
    whole = {code: 0 if row.is_withheld else row.total - row.private for code, row in rows.items()}
    whole_total = sum(row.total - row.private for row in rows.values())
    mistakes = (
        _mistake(
            "provisional_where_final_exists",
            "the filed figure kept after the Bureau has tabulated the year",
            {code: (filed[code] or 0) - final[code] for code in CORES},
        ),
        _mistake("total_investment_taken", "all investment in fixed capital taken", whole, whole_total),
        _mistake(
            "thousands_read_as_tenge",
            "thousands of tenge read as tenge",
            {code: -value * Decimal("0.999") for code, value in final.items()},
        ),
    )
    return Answer(INDICATOR, year, "final", _values(dict(final)), mistakes)


def _mistakes_about_filings(
    seed: int, year: int, known_by: datetime, current: dict[str, Filing | None]
) -> tuple[Mistake, ...]:
    right = {code: _sum(filing, _right, known_by) or 0 for code, filing in current.items()}
    readings = tuple(
        _mistake(
            name,
            what,
            {code: (_sum(filing, reading, known_by) or 0) - right[code] for code, filing in current.items()},
        )
        for name, what, reading in _READINGS
    )
    of_years = {
        code: [current_filing(seed, code, each, known_by) for each in FILED_YEARS if each <= year] for code in CORES
    }
    by_act = {
        code: sum(
            _right(row, row.is_for_the_territory(known_by))
            for filing in found
            if filing
            for row in filing.rows
            if row.act.year == year
        )
        for code, found in of_years.items()
    }
    every = {
        code: sum(
            _sum(each, _right, known_by) or 0
            for each in filings(seed)
            if (each.territory, each.year) == (code, year) and each.moment <= known_by
        )
        for code in CORES
    }
    return (
        *readings,
        _mistake(
            "thousands_read_as_tenge",
            "thousands of tenge read as tenge",
            {code: -value * Decimal("0.999") for code, value in right.items()},
        ),
        _mistake(
            "year_of_the_act",
            "the year taken from the day of the act, not from the spending",
            {code: by_act[code] - right[code] for code in CORES},
        ),
        _mistake(
            "superseded_filings_added",
            "a workbook and the one that replaces it added up",
            {code: every[code] - right[code] for code in CORES},
        ),
    )


def _sum(filing: Filing | None, reading: Reading, known_by: datetime) -> int | None:
    if filing is None:
        return None
    return sum(reading(row, row.is_for_the_territory(known_by)) for row in filing.rows)


def _values(amounts: dict[str, int | None]) -> dict[str, Decimal | None]:
    known = [amount for amount in amounts.values() if amount is not None]
    values = {code: None if amount is None else _billions(amount) for code, amount in amounts.items()}
    return values | {TOTAL: _billions(sum(known)) if known else None}


def _mistake(
    name: str, what: str, by_territory: dict[str, int] | dict[str, Decimal], total: int | None = None
) -> Mistake:
    errors = {code: _billions(amount) for code, amount in by_territory.items()}
    return Mistake(
        name, what, errors | {TOTAL: sum(errors.values(), Decimal(0)) if total is None else _billions(total)}
    )


def _billions(hundreds: int | Decimal) -> Decimal:
    return Decimal(hundreds).scaleb(-7)
