"""Every figure follows from its inputs; figures drawn at random are followed to the archive's bytes by a stranger."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from psycopg import sql

from naukograd import pipeline
from naukograd.core.database import Connection, connect
from naukograd.core.errors import UsageError
from naukograd.core.figure import figure
from naukograd.core.settings import PROJECT, Settings
from naukograd.deliveries.archive import Archive
from naukograd.explaining.figures import key_columns
from naukograd.explaining.files import Files
from naukograd.explaining.lineage import Lineage
from naukograd.explaining.reading import lineage
from naukograd.warehouse import states

from . import independent

NO_FIGURES = {"figure_sources", "indicator_contributions", "participants", "decisions"}
UNEXPLAINED = (":number",)
"""A number in a list is no figure."""


@pytest.fixture(scope="module")
def conn(built: Settings) -> Iterator[Connection]:
    with connect(built.warehouse_url) as conn:
        yield conn


@pytest.fixture(scope="module")
def behind(conn: Connection, built: Settings) -> Lineage:
    return lineage(conn, Files(conn, Archive(built.archive, built.state / "incoming")), states.state(conn, "now"))


@pytest.fixture(scope="module")
def printed(conn: Connection) -> dict[str, Decimal | int]:
    """Every numeric cell of every mart, by identifier."""
    marts = conn.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()
    found: dict[str, Decimal | int] = {}
    for (mart,) in marts:
        if mart in NO_FIGURES:
            continue
        key = key_columns(conn, states.state(conn, "now"), mart)
        cursor = conn.execute(sql.SQL("select * from {}").format(sql.Identifier("marts", mart)))
        columns = [each.name for each in cursor.description or []]
        for values in cursor:
            row = dict(zip(columns, values, strict=True))
            for column, value in row.items():
                name = str(figure(mart, *(row[part] for part in key), column=column))
                if column in key or isinstance(value, bool) or any(part in name for part in UNEXPLAINED):
                    continue
                if isinstance(value, int | Decimal):
                    found[name] = value
    return found


def test_every_figure_follows_from_its_inputs(behind: Lineage, printed: dict[str, Decimal | int]) -> None:
    assert len(printed) > 3000
    assert {name: (value, behind.value(name)) for name, value in printed.items() if behind.value(name) != value} == {}


def test_nothing_is_explained_that_is_not_there(behind: Lineage, printed: dict[str, Decimal | int]) -> None:
    others = ("invention_patents_list/", "data_sources/", "report_totals/", "late_filings/")
    texts = (":note_ru",)
    explained = {name for name in behind.figures() if not name.startswith(others) and not name.endswith(texts)}
    assert explained - printed.keys() == set()


def test_a_part_of_a_participant_is_what_its_rows_make(behind: Lineage) -> None:
    parts = [
        each
        for inputs in behind.inputs.values()
        for each in inputs
        if each.input_figure and each.participant_bin and each.value is not None
    ]
    assert parts
    wrong = [each for each in parts if behind.value(each.input_figure or "", each.participant_bin) != each.value]
    assert wrong == []


@pytest.mark.parametrize("seed", [1134])
def test_a_stranger_reaches_figures_drawn_at_random_from_the_bytes(
    built: Settings, behind: Lineage, printed: dict[str, Decimal | int], seed: int
) -> None:
    """Half of them computed. First a kind of figure is drawn, then one of it: else most would be of other countries."""
    kinds: dict[bool, dict[tuple[str, str], list[str]]] = {True: {}, False: {}}
    for name in sorted(printed):
        if any(row.place for row in behind.rows(name)):
            kind = (name.partition("/")[0], name.rpartition(":")[2])
            kinds[behind.formula(name).kind != "copied"].setdefault(kind, []).append(name)
    draw = random.Random(seed)
    drawn = [draw.choice(of[kind]) for of in kinds.values() for kind in draw.sample(sorted(of), 10)]
    for name in drawn:
        told = independent.as_printed(pipeline.explain(built, name))
        reached, places = independent.figure(told, built.archive, str(PROJECT))
        assert (name, reached) == (name, printed[name])
        assert places > 0


def test_the_command_prints_what_a_stranger_needs(built: Settings) -> None:
    name = "indicator_progress/tax_receipts/2026:target_value"
    env = {**os.environ, "WAREHOUSE_URL": built.warehouse_url, "NAUKOGRAD_STATE": str(built.state)}
    command = [str(Path(sys.executable).parent / "naukograd"), "-q", "explain", name, "--bytes"]
    shown = subprocess.run(command, env=env, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    assert "tax_receipts,2026,2.35,false" in shown.stdout
    printed = subprocess.run([*command, "--json"], env=env, capture_output=True, text=True)
    assert independent.figure(json.loads(printed.stdout), built.archive, str(PROJECT)) == (Decimal("2.35"), 1)


def test_a_copied_figure_ends_in_bytes_that_hold_it(built: Settings, behind: Lineage) -> None:
    for mart in ("national_facts", "regional_profile", "international_comparison", "researchers_by_unit"):
        name = next(each for each in sorted(behind.inputs) if each.startswith(mart) and len(behind.inputs[each]) == 1)
        told = pipeline.explain(built, name, bytes_of=1)
        assert told.agrees
        (spot,) = told.spots[0]
        assert Decimal(spot.text.replace(",", ".")) == told.value
        assert spot.text in spot.raw


def test_an_indicator_is_asked_for_by_code_and_shown_with_who_contributes(built: Settings) -> None:
    told = pipeline.explain(built, "tax_receipts", year=2025, territory="kurchatov", bytes_of=3)
    assert told.figure == "indicator_values/tax_receipts/kurchatov/2025:value"
    assert told.unit == "bn_kzt"
    assert sum(Decimal(str(each.value)) for each in told.contributors) == told.value
    assert {row.delivery for row in told.rows} <= told.deliveries.keys()
    assert all("<Summa>" in spot.raw for at in told.spots for spot in told.spots[at])
    total = pipeline.explain(built, "tax_receipts", year=2026)
    assert total.target == ("indicator_progress/tax_receipts/2026:target_value", Decimal("2.35"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tax_receipts", "which year"),
        ("nothing/tax_receipts:value", "no mart nothing"),
        ("indicator_values/tax_receipts/2026:value", "2 parts of a key of 3"),
        ("indicator_values/tax_receipts/moon/2026:value", "no row"),
        ("indicator_values/tax_receipts/total/2026:weight", "no column weight"),
    ],
)
def test_what_is_not_there_is_told(built: Settings, name: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        pipeline.explain(built, name)
