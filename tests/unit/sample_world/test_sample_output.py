"""Output as the sample world invents it: calibrated, with every trap set, growing with what is known."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from sample_world.answers import Answer
from sample_world.innovative_output import NATION, innovation_moments, innovation_rows
from sample_world.output_truth import science_output
from sample_world.sites.output import output_publications, output_workbooks
from sample_world.times import ALMATY, DEFAULT_CLOCK

SEEDS = (1134, 0, 1, 2, 3, 77)
FILED_2025 = datetime(2026, 5, 1, tzinfo=ALMATY)


def answers(seed: int) -> tuple[Answer, Answer, Answer]:
    """2025 as filed, 2025 as tabulated, 2026 as filed."""
    filed, final = science_output(seed, 2025, FILED_2025), science_output(seed, 2025, DEFAULT_CLOCK)
    return filed, final, science_output(seed, 2026, DEFAULT_CLOCK)


@pytest.mark.parametrize("seed", SEEDS)
def test_2025_is_the_baseline_of_the_concept_and_was_filed_otherwise(seed: int) -> None:
    filed, final, next_year = answers(seed)
    assert (filed.stage, final.stage, next_year.stage) == ("provisional", "final", "provisional")
    assert final.values["total"] == 4
    assert min(value or 0 for value in final.values.values()) > 0
    assert filed.values["total"] != 4
    assert sum(value or 0 for place, value in final.values.items() if place != "total") == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_2026_is_near_its_target_and_differs_by_seed(seed: int) -> None:
    total = science_output(seed, 2026, DEFAULT_CLOCK).values["total"]
    assert total is not None
    assert Decimal("3.8") < total < Decimal("4.2")
    assert total != science_output(seed + 1, 2026, DEFAULT_CLOCK).values["total"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_costs_something(seed: int) -> None:
    _, final, next_year = answers(seed)
    assert [mistake.name for answer in (final, next_year) for mistake in answer.mistakes if not mistake.is_set] == []


def test_what_is_known_grows() -> None:
    def total(year: int, *day: int) -> Decimal | None:
        return science_output(1134, year, datetime(*day, tzinfo=ALMATY)).values["total"]  # type: ignore[misc]

    assert total(2025, 2026, 3, 1) is None
    kurchatov, corrected, all_filed = total(2025, 2026, 3, 13), total(2025, 2026, 3, 31), total(2025, 2026, 5, 1)
    assert kurchatov is not None
    assert corrected is not None
    assert kurchatov < corrected == all_filed
    # The register's correction of October names who had left.
    assert total(2026, 2026, 12, 31) is None
    assert science_output(1134, 2026, datetime(2027, 8, 1, tzinfo=ALMATY)).stage == "final"


def test_innovative_output_of_2024_is_the_decreed_share_of_gdp() -> None:
    [nation] = [row for row in innovation_rows(7, 2024) if row.year == 2024 and row.kato == NATION[0]]
    assert nation.hundredths is not None
    gdp_mln = Decimal("134251900")
    assert Decimal(nation.hundredths) / 100 / gdp_mln * 100 == Decimal("1.37")
    assert [year for _, year in innovation_moments()] == [2024, 2025, 2026]


def test_equal_seeds_give_equal_bytes() -> None:
    once = [*output_workbooks(3), *output_publications(3)]
    again = [*output_workbooks(3), *output_publications(3)]
    assert len({(name, moment) for name, moment, _ in once}) == 8 + 6
    for (name, moment, render), (_, _, rendered) in list(zip(once, again, strict=True))[::3]:
        assert render(False) == rendered(False), (name, moment)
        assert render(False) != rendered(True), (name, moment)
