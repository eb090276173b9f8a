"""The rules of indicator 4 broken in SQL: the figure becomes the one that the sample world foretells of the mistake."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from sample_world.answers import Answer
from sample_world.truth import truth

from .conftest import CLOCK, Broken

CLASSED = "models/as_of/private_investment/classed_investments.sql"
FULLY_NAMED = "applied.is_private and applied.sector is not null and applied.finance_source is not null, false"
COUNTS = "is_private_money and not is_repeated and participant_bin is not null as is_private"

# The mistakes that the sample world prices, as somebody might write them: file, right, wrong, the year that shows it.
MISTAKEN = {
    "quasi_state_counted": (
        CLASSED,
        FULLY_NAMED,
        "applied.scope_rule in ('private', 'lender_record', 'quasi_state')",
        2026,
    ),
    "loan_counted_twice": (CLASSED, COUNTS, "is_private_money and participant_bin is not null as is_private", 2026),
    "year_of_the_act": (
        CLASSED,
        "territory_code,\n        year,",
        "territory_code,\n        cast(extract(year from act_date) as integer) as year,",
        2026,
    ),
    "commitments_counted": (
        "models/as_of/private_investment/private_investment_filed.sql",
        "sum(investments.amount_kzt) as",
        "sum(investments.amount_kzt + coalesce(investments.committed_kzt, 0)) as",
        2026,
    ),
    "provisional_where_final_exists": (
        "macros/filed_and_tabulated.sql",
        "coalesce(tabulated.value, filed.value) as value",
        "coalesce(filed.value, tabulated.value) as value",
        2025,
    ),
}


def answer(year: int) -> Answer:
    return truth(year, known_by=parse_moment(CLOCK)).answers["private_investment"]


@pytest.mark.thorough
@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_mistaken_investment_is_the_one_that_is_foretold(mistake: str, broken: Broken) -> None:
    file, right, wrong, year = MISTAKEN[mistake]
    _, after = broken("private_investment", file, right, wrong, [])
    [price] = [each.error for each in answer(year).mistakes if each.name == mistake]
    assert price["total"]
    for place, value in answer(year).values.items():
        assert value is not None
        assert after[place, year] == value + price[place]


def test_filed_and_tabulated_stand_side_by_side_and_participants_add_up(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        figures = conn.execute(
            "select year, value, stage, filed_value, tabulated_value, coverage from candidate.private_investment"
            " where territory_code = 'total' and year in (2025, 2026) order by year"
        ).fetchall()
        apart = conn.execute(
            "select f.territory_code, f.year from candidate.private_investment_filed as f"
            " left join (select territory_code, year, sum(value) as value"
            " from candidate.private_investment_by_participant group by territory_code, year) as p"
            " using (territory_code, year) where f.territory_code <> 'total' and f.value is distinct from p.value"
            " and f.year < 2027"
        ).fetchall()
        rejected = conn.execute(
            "select distinct subject, c ->> 'check', s ->> 'slice' from ledger.gate_runs,"
            " jsonb_array_elements(record -> 'checks') as c, jsonb_array_elements(c -> 'sample') as s"
            " where not (c ->> 'passed')::boolean and (subject in ('filings.investments', 'bns.investment_form')"
            " or c ->> 'check' like 'private_investment%') order by 2, 3"
        ).fetchall()
    [revision] = [each.error for each in answer(2025).mistakes if each.name == "provisional_where_final_exists"]
    baseline, now = Decimal("0.6"), answer(2026).values["total"]
    assert figures == [
        (2025, baseline, "final", baseline + revision["total"], baseline, 1),
        (2026, now, "provisional", now, None, 1),
    ]
    assert apart == []
    # Money for somebody who was no participant in the year is filed, shown, and not counted; Kurchatov's first workbook
    # of 2026 lacks rows that its correction brings.
    assert {each for each in rejected if each[1] != "recipient_not_registered"} == {
        ("filings.investments", "investors_missing", "kurchatov/2026")
    }
    assert {each[0] for each in rejected} == {"filings.investments"}
