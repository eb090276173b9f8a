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
from sample_world.participants import participants_of
from sample_world.patent_truth import invention_patents
from sample_world.patents import FORMER_NAME

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


@pytest.mark.thorough
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


def test_of_whom_a_person_must_decide_is_told_and_counts_nowhere(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        rows = conn.execute("select owner_key, reason, patents from marts.owner_candidates").fetchall()
        undecided = conn.execute(
            """
            select
                year, territory_code, undecided_patents, value_if_all - value_if_none, verdict_if_none, verdict_if_all
            from marts.invention_patents_undecided where undecided_patents > 0 or territory_code = 'total'
            """
        ).fetchall()
    reasons = {
        owner.partition(" ")[0]: (reason.partition(";")[0].partition(" «")[0], patents)
        for owner, reason, patents in rows
    }
    assert len(rows) == 4
    assert reasons == {
        "АО": ("другая организационно-правовая форма", 1),
        "ИЯФ": ("сокращение", 1),
        "ТОО": ("отдельная буква:", 1),
    }
    assert {(year, count, added) for year, place, count, added, *_ in undecided if place == "total"} == {
        (2025, 1, 1),
        (2026, 3, 3),
    }
    assert sum(count for year, place, count, *_ in undecided if place != "total" and year == 2026) == 3
    assert all(each[4:] == (None, None) for each in undecided if each[1] != "total")


def test_a_decision_makes_an_owner_a_participant_that_no_name_does(built: Settings) -> None:
    with connect(built.warehouse_url) as conn:
        rules = conn.execute(
            "select match_rule, decision_id, count(*) from marts.invention_patents_list group by 1, 2"
        ).fetchall()
        [by_decision] = conn.execute(
            "select owner_ru, participant_bin, match_reason from marts.invention_patents_list"
            " where decision_id = 'mnvo/1'"
        ).fetchall()
    assert {(rule, decision) for rule, decision, _ in rules} == {
        ("name_ru", None),
        ("name_kk", None),
        ("decision", "mnvo/1"),
    }
    assert by_decision == (FORMER_NAME, participants_of(1134)[0].head.bin, "решение mnvo/1 от 29.03.2027")
