"""Mistakes in counting patents, written as somebody might write them, give what the sample world foretells."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.warehouse import builds, dbt
from sample_world.patent_truth import invention_patents

from .conftest import CLOCK

FOLDER = "models/as_of/invention_patents"

# File, its words, and the mistaken ones.
MISTAKEN = {
    "eurasian_patents": ("registered_patents.sql", "where is_counted", "where true"),
    "day_of_leaving": (
        "participant_patents.sql",
        "owners.registered_on < register.left_on",
        "owners.registered_on <= register.left_on",
    ),
    "every_owner": (
        "invention_patents.sql",
        "count(distinct patents.gos_number) as patents",
        "count(*) as patents",
    ),
    "year_of_the_bulletin": (
        "participant_patents.sql",
        "extract(year from owners.registered_on)",
        "left(owners.bulletin, 4)",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_mistaken_count_is_the_one_that_the_sample_world_foretells(
    mistake: str, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, right, wrong = MISTAKEN[mistake]
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project)
    path = project / FOLDER / file
    text = path.read_text("utf-8")
    assert text.count(right) == 1, f"{file} no longer says {right!r} once"
    path.write_text(text.replace(right, wrong), "utf-8")
    monkeypatch.setattr(dbt, "DBT_PROJECT", project)
    with connect(built.warehouse_url) as conn:
        build = builds.published(conn)
    assert build is not None
    others = ("path:seeds", "path:models/staging", "path:models/per_delivery")
    dbt.run(built, "broken", ["run", "--select", "+invention_patents", "--exclude", *others], build, schema="broken")
    with connect(built.warehouse_url) as conn:
        rows = conn.execute("select territory_code, year, value from broken.invention_patents").fetchall()
    found = {(place, year): value for place, year, value in rows}
    for year in (2025, 2026):
        answer = invention_patents(1134, year, parse_moment(CLOCK))
        foretold = next(each for each in answer.mistakes if each.name == mistake)
        for place, value in answer.values.items():
            assert found[place, year] == (value or Decimal(0)) + foretold.error[place]


def test_what_is_not_matched_but_resembles_a_participant_is_a_candidate(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        rows = conn.execute("select owner_ru, reason, patents from marts.owner_candidates order by 1").fetchall()
        matched = conn.execute("select distinct match_rule from marts.invention_patents_list order by 1").fetchall()
    assert len(rows) == 2
    assert {(owner.partition(" ")[0], reason, patents) for owner, reason, patents in rows} == {
        ("АО", "another_legal_form", 1)
    }
    assert matched == [("name_kk",), ("name_ru",)]
