"""Rules of indicator 5 broken in SQL: the figure goes wrong by exactly what the sample world foretells."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.warehouse import builds, dbt
from sample_world.output_truth import science_output

from .conftest import CLOCK

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


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_mistake_costs_what_the_sample_world_foretells(
    name: str, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, right, wrong = MISTAKEN[name]
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project)
    text = (project / file).read_text("utf-8")
    assert text.count(right) == 1, f"{file} no longer says {right!r} once"
    (project / file).write_text(text.replace(right, wrong), "utf-8")
    monkeypatch.setattr(dbt, "DBT_PROJECT", project)
    with connect(built.warehouse_url) as conn:
        build = builds.published(conn)
    assert build is not None
    select = ["--select", "+science_output,path:models/as_of", "--exclude-resource-type", "test", "unit_test"]
    dbt.run(built, "broken", ["build", *select], build.variables("broken"))
    with connect(built.warehouse_url) as conn:
        rows = conn.execute(
            "select year, territory_code, value from broken.science_output where year < 2027"
        ).fetchall()
    told = {year: science_output(SEED, year, parse_moment(CLOCK)) for year in (2025, 2026)}
    errors = {year: mistake.error for year, each in told.items() for mistake in each.mistakes if mistake.name == name}
    assert any(any(error.values()) for error in errors.values())
    expected = {
        (year, place): (value or Decimal(0)) + errors.get(year, {}).get(place, Decimal(0))
        for year, each in told.items()
        for place, value in each.values.items()
    }
    assert {(year, place): value for year, place, value in rows} == expected
