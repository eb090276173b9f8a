"""The rules of indicator 3 broken in SQL: the figure becomes the one that the sample world foretells of the mistake."""

from __future__ import annotations

import pytest

from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from sample_world.answers import Answer
from sample_world.truth import truth

from .conftest import CLOCK, Broken

UNITS = "models/as_of/researchers/researchers_units.sql"
BY_PARTICIPANT = "models/as_of/researchers/researchers_by_participant.sql"

# The mistakes that the sample world prices, as somebody might write them: file, right, wrong, the year that shows it.
MISTAKEN = {
    "all_staff": (BY_PARTICIPANT, "sum(researchers) filter", "sum(staff) filter", 2026),
    "pilot_units": (UNITS, "then 'pilot_unit'", "then 'counted'", 2026),
    "whole_university": (UNITS, "then 'outside_scope'", "then 'counted'", 2026),
    "provisional_taken": (
        "macros/filed_and_tabulated.sql",
        "coalesce(tabulated.value, filed.value) as value",
        "coalesce(filed.value, tabulated.value) as value",
        2025,
    ),
}


def answer(year: int) -> Answer:
    return truth(year, known_by=parse_moment(CLOCK)).answers["researchers"]


@pytest.mark.thorough
@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_mistaken_number_of_researchers_is_the_one_that_is_foretold(mistake: str, broken: Broken) -> None:
    file, right, wrong, year = MISTAKEN[mistake]
    _, after = broken("researchers", file, right, wrong, [])
    [price] = [each.error for each in answer(year).mistakes if each.name == mistake]
    assert price["total"]
    for place, value in answer(year).values.items():
        assert value is not None
        assert after[place, year] == value + price[place]


@pytest.mark.thorough
def test_participants_that_left_change_the_figure_when_counted(broken: Broken) -> None:
    due = "models/as_of/researchers/researchers_due.sql"
    before, after = broken("researchers", due, "register.left_on >= years.ends_before", "true", [])
    assert after["total", 2026] != before["total", 2026]


def test_filed_figures_stay_beside_tabulated_ones_and_show_what_counted(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        figures = conn.execute(
            "select year, value, stage, filed_value, tabulated_value, coverage, contributors > 30"
            " from candidate.researchers where territory_code = 'total' and year in (2025, 2026) order by year"
        ).fetchall()
        kept = conn.execute(
            "select distinct staff_group, is_counted, why_ru from marts.researchers_by_unit"
            " where year = 2026 order by 1, 3"
        ).fetchall()
        failed = conn.execute(
            "select distinct subject, c ->> 'check', s ->> 'slice' from ledger.gate_runs,"
            " jsonb_array_elements(record -> 'checks') as c, jsonb_array_elements(c -> 'sample') as s"
            " where not (c ->> 'passed')::boolean and (subject in ('filings.researchers', 'bns.science_form')"
            " or c ->> 'check' like 'researchers%')"
        ).fetchall()
    filed = {mistake.name: mistake.error["total"] for mistake in answer(2025).mistakes}["provisional_taken"] + 878
    now = answer(2026).values["total"]
    assert figures == [(2025, 878, "final", filed, 878, 1, True), (2026, now, "provisional", now, None, 1, True)]
    assert [(group, counted) for group, counted, _ in kept] == [
        ("main_job", True),
        *[("main_job", False)] * 3,
        ("other_staff", False),
        ("secondary_job", False),
    ]
    # Kurchatov's first workbook of 2026 lacks units that its correction brings.
    assert failed == [("filings.researchers", "units_missing", "kurchatov/2026")]
