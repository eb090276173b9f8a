"""Rules of indicator 5 broken in SQL: the figure goes wrong by exactly what the sample world foretells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naukograd.core.periods import parse_moment
from sample_world.output_truth import science_output

from .conftest import CLOCK, Broken

SEED = 1134
ROWS = "models/as_of/science_output/science_output_rows.sql"
BY_PARTICIPANT = "models/as_of/science_output/science_output_by_participant.sql"

# The mistake as the sample world calls it, and as somebody might write it.
MISTAKEN = {
    "vat_included": (BY_PARTICIPANT, "sum(revenue_kzt)", "sum(revenue_kzt + vat_kzt)"),
    "sales_among_participants": (ROWS, "when is_sold_to_participant then 'intragroup'", ""),
    "whole_university": (ROWS, "when not is_in_scope then 'outside_scope'", ""),
    "todays_list": (
        ROWS,
        "products.valid_from <= sold.starts_on\n            and",
        "products.valid_from < '2027-01-01'\n            and products.valid_to is null\n            and",
    ),
    "superseded_workbooks": (ROWS, "inner join current_deliveries", "left join current_deliveries"),
    "provisional_kept": (
        "macros/filed_and_tabulated.sql",
        "coalesce(tabulated.value, filed.value)",
        "coalesce(filed.value, tabulated.value)",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", MISTAKEN)
def test_a_mistake_with_output_costs_what_the_sample_world_foretells(name: str, broken: Broken) -> None:
    _, after = broken("science_output", *MISTAKEN[name], [])
    told = {year: science_output(SEED, year, parse_moment(CLOCK)) for year in (2025, 2026)}
    errors = {year: mistake.error for year, each in told.items() for mistake in each.mistakes if mistake.name == name}
    assert any(any(error.values()) for error in errors.values())
    expected = {
        (place, year): (value or Decimal(0)) + errors.get(year, {}).get(place, Decimal(0))
        for year, each in told.items()
        for place, value in each.values.items()
    }
    assert {key: value for key, value in after.items() if key[1] < 2027} == expected
