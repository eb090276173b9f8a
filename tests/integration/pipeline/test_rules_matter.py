"""Each rule of an indicator broken in turn, in SQL or seeds: the figure changes, so the sample world sets its trap."""

from __future__ import annotations

import pytest

from naukograd.core.periods import parse_moment
from sample_world.truth import truth

from .conftest import CLOCK, Broken

pytestmark = pytest.mark.thorough

FROM_STAGING = ("path:models/staging", "path:models/per_delivery")
PAYMENTS = "models/as_of/tax_receipts/participant_payments.sql"
PARSING = "macros/parsing/payments.sql"
TAKEN = "select * from {{ staged }}\n    where {{ is_pending() }}"

# The file and the words that hold the rule, what somebody might write, what must be built again beside as_of.
BROKEN = {
    "joined on": (PAYMENTS, "and memberships.joined_on <= daily.receipt_date", ""),
    "left on": (PAYMENTS, "memberships.left_on > daily.receipt_date", "true"),
    "category 1": ("macros/tax_scope.sql", "applied.is_counted and coalesce(payments.category = 1, false)", "true"),
    "what counts": ("models/as_of/tax_receipts/tax_receipts.sql", "where payments.is_counted", "where true"),
    "branches": (
        "models/as_of/participation/memberships.sql",
        "select * from branches",
        "select * from branches where false",
    ),
    "day of receipt": (
        "models/as_of/tax_receipts/tax_receipts.sql",
        "extract(year from payments.receipt_date)",
        "extract(year from payments.receipt_date - 1)",
    ),
    "penalties": ("seeds/tax/tax_scope.csv", "Пеня,false", "Пеня,true", "path:seeds/tax"),
    "withheld tax": ("seeds/tax/tax_scope.csv", "101201,Налог,true", "101201,Налог,false", "path:seeds/tax"),
    "import VAT": ("seeds/tax/tax_scope.csv", "105102,Налог,true", "105102,Налог,false", "path:seeds/tax"),
    "receipt date": (PARSING, "delivered.receipt_date') }} as", "delivered.write_off_date') }} as", *FROM_STAGING),
    "refunds": (PARSING, TAKEN, TAKEN + " and entry_type <> 'Возврат'", *FROM_STAGING),
    "offsets": (PARSING, TAKEN, TAKEN + " and entry_type <> 'Зачет'", *FROM_STAGING),
    "signs": (
        PARSING,
        "sum(amount_kzt) as amount_kzt,\n        cast",
        "sum(abs(amount_kzt)) as amount_kzt,\n        cast",
        *FROM_STAGING,
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_of_tax_receipts_broken_in_sql_changes_the_figure(rule: str, broken: Broken) -> None:
    file, right, wrong, *selected = BROKEN[rule]
    before, after = broken("tax_receipts", file, right, wrong, selected)
    assert after.keys() == before.keys()
    assert {key for key in before if before[key] != after[key] and key[1] == 2025}


RANK = "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql"
BY_NAME = "and indicator_key = 'gerd financed by business, %'"

# The mistakes that the sample world prices for the rank, as somebody might write them.
MISTAKEN = {
    "by_number": (BY_NAME, "and indicator_number = 'IN.5.1.4'"),
    "performed_by_business": (BY_NAME, "and indicator_key = 'gerd performed by business, % gdp'"),
}


@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_mistaken_rank_is_the_one_that_the_sample_world_foretells(mistake: str, broken: Broken) -> None:
    _, after = broken("gii_business_rd_rank", RANK, *MISTAKEN[mistake], [])
    for year in (2025, 2026):
        told = truth(year, known_by=parse_moment(CLOCK)).gii_business_rd_rank
        trap = next(trap for trap in told.traps if trap.name == mistake)
        assert trap.error_places
        assert after["total", year] == trap.reads
