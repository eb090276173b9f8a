"""The published indicator against the sample world's tally, which no query has touched."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from naukograd import pipeline
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import PROJECT, Settings
from naukograd.warehouse import builds, dbt
from sample_world.server import serve
from sample_world.truth import truth
from sample_world.world import World

from .conftest import CLOCK, Thread

BILLION = Decimal(1_000_000_000)
Figures = dict[tuple[str, int], Decimal]


def expected(seed: int, known_by: str) -> Figures:
    figures: Figures = {}
    for year in (2025, 2026):
        tally = truth(year, known_by=parse_moment(known_by), seed=seed)
        figures["total", year] = Decimal(tally.total.amount_kzt) / BILLION
        figures |= {(code, year): Decimal(t.amount_kzt) / BILLION for code, t in tally.territories.items()}
    return figures


def computed(settings: Settings, schema: str = "marts") -> Figures:
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select territory_code, year, value from {schema}.indicator_values"
            " where indicator_code = 'tax_receipts' and year in (2025, 2026)"
        ).fetchall()
    return {(territory, year): value for territory, year, value in rows}


def ranks(settings: Settings, schema: str = "marts") -> dict[int, tuple[Decimal | None, str, Decimal]]:
    """Place in the index, under which territory, and coverage, by year."""
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select year, value, territory_code, coverage from {schema}.indicator_values"
            " where indicator_code = 'gii_business_rd_rank'"
        ).fetchall()
    return {year: (value, territory, coverage) for year, value, territory, coverage in rows}


Answers = dict[tuple[str, int, str], tuple[Decimal | None, str]]


def told(seed: int, known_by: str) -> Answers:
    """Value and stage of every indicator that answers beside tax receipts and the rank, by year and place."""
    moment = parse_moment(known_by)
    return {
        (code, year, place): (value, answer.stage)
        for year in (2025, 2026)
        for code, answer in truth(year, known_by=moment, seed=seed).answers.items()
        for place, value in answer.values.items()
    }


def answered(settings: Settings, schema: str = "marts") -> Answers:
    with connect(settings.warehouse_url) as conn:
        rows = conn.execute(
            f"select indicator_code, year, territory_code, value, stage from {schema}.indicator_values"
            " where indicator_code not in ('tax_receipts', 'gii_business_rd_rank') and year in (2025, 2026)"
        ).fetchall()
    return {(code, year, place): (value, stage) for code, year, place, value, stage in rows}


@pytest.mark.parametrize("seed", [1134, 1, 2, 3])
def test_what_is_published_is_the_truth_to_the_tiyn(seed: int, thread: Thread) -> None:
    with serve(World(seed=seed, payments=0)) as world:
        thread.world = world
        build_id = thread.run()
    assert build_id is not None
    found = computed(thread.settings)
    assert found == expected(seed, CLOCK)
    assert found["total", 2025] == Decimal("2.3"), "the decreed baseline"
    assert ranks(thread.settings) == {
        year: (truth(year, known_by=parse_moment(CLOCK), seed=seed).gii_business_rd_rank.rank, "total", 1)
        for year in (2025, 2026)
    } | {2027: (None, "total", 0)}
    assert answered(thread.settings) == told(seed, CLOCK)
    assert not pipeline.needs_build(thread.settings, parse_moment(CLOCK))


def test_what_was_known_earlier_stays_what_it_was(thread: Thread) -> None:
    early, late = "2026-04-20T23:59:59+05:00", CLOCK
    for number, clock in enumerate((early, late)):
        thread.world.site.now = parse_moment(clock)
        thread.clock = clock
        thread.run_id = f"night {number}"
        assert thread.run() is not None
        assert computed(thread.settings)["total", 2025] == expected(1134, clock)["total", 2025]
        assert answered(thread.settings) == told(1134, clock)
    assert expected(1134, early)["total", 2025] != expected(1134, late)["total", 2025]
    pipeline.build(thread.settings, parse_moment(early))
    assert computed(thread.settings)["total", 2025] == expected(1134, early)["total", 2025]
    assert answered(thread.settings) == told(1134, early)


AS_OF = ("path:models/as_of", "path:models/marts")
FROM_STAGING = ("path:models",)
FROM_SEEDS = ("path:models/as_of", "path:models/marts", "path:seeds/tax")

PAYMENTS = "models/as_of/tax_receipts/participant_payments.sql"
PARSING = "macros/parsing/payments.sql"
TAKEN = "select * from {{ staged }}\n    where {{ is_pending() }}"

# Each rule of the indicator: the file and the words that hold it, what somebody might write, what must be built again.
BROKEN = {
    "joined on": (PAYMENTS, "and memberships.joined_on <= daily.receipt_date", "", AS_OF),
    "left on": (PAYMENTS, "memberships.left_on > daily.receipt_date", "true", AS_OF),
    "category 1": (PAYMENTS, "applied.is_counted and coalesce(payments.category = 1, false)", "true", AS_OF),
    "what counts": ("models/as_of/tax_receipts/tax_receipts.sql", "where payments.is_counted", "where true", AS_OF),
    "branches": (
        "models/as_of/participation/memberships.sql",
        "select * from branches",
        "select * from branches where false",
        AS_OF,
    ),
    "day of receipt": (
        "models/as_of/tax_receipts/tax_receipts.sql",
        "extract(year from payments.receipt_date)",
        "extract(year from payments.receipt_date - 1)",
        AS_OF,
    ),
    "penalties": ("seeds/tax/tax_scope.csv", "Пеня,false", "Пеня,true", FROM_SEEDS),
    "withheld tax": ("seeds/tax/tax_scope.csv", "101201,Налог,true", "101201,Налог,false", FROM_SEEDS),
    "import VAT": ("seeds/tax/tax_scope.csv", "105102,Налог,true", "105102,Налог,false", FROM_SEEDS),
    "receipt date": (PARSING, "delivered.receipt_date') }} as", "delivered.write_off_date') }} as", FROM_STAGING),
    "refunds": (PARSING, TAKEN, TAKEN + " and entry_type <> 'Возврат'", FROM_STAGING),
    "offsets": (PARSING, TAKEN, TAKEN + " and entry_type <> 'Зачет'", FROM_STAGING),
    "signs": (
        PARSING,
        "sum(amount_kzt) as amount_kzt,\n        cast",
        "sum(abs(amount_kzt)) as amount_kzt,\n        cast",
        FROM_STAGING,
    ),
}


@pytest.fixture(scope="module")
def built(server: str, prepared: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database broken template {prepared}")
    state = tmp_path_factory.mktemp("broken")
    url = psycopg.conninfo.make_conninfo(server, dbname="broken")
    settings = Settings(state, str(state / "archive"), state / "pages", 0, url)
    with serve(World(seed=1134, payments=0)) as world:
        Thread(settings, world).run()
    assert computed(settings) == expected(1134, CLOCK)
    return settings


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_broken_in_sql_changes_the_figure(
    rule: str, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, right, wrong, selected = BROKEN[rule]
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project)
    text = (project / file).read_text("utf-8")
    assert text.count(right) == 1, f"{file} no longer says {right!r} once"
    (project / file).write_text(text.replace(right, wrong), "utf-8")
    monkeypatch.setattr(dbt, "DBT_PROJECT", project)
    with connect(built.warehouse_url) as conn:
        build = builds.published(conn)
    assert build is not None
    # What the last broken rule left per delivery is of another version, and so computed again where it is asked for.
    selected = selected if selected is FROM_STAGING else ("path:models/per_delivery", *selected)
    command = ["build", "--select", *selected, "--exclude-resource-type", "test", "unit_test"]
    dbt.run(built, "broken", command, build.variables("broken"))
    truth_2025 = {key: value for key, value in expected(1134, CLOCK).items() if key[1] == 2025}
    found = {key: value for key, value in computed(built, "broken").items() if key[1] == 2025}
    assert found.keys() == truth_2025.keys()
    assert found != truth_2025


def test_before_its_edition_a_year_has_no_rank_and_keeps_none_when_asked_again(thread: Thread) -> None:
    summer = "2026-06-01T00:00:00+05:00"
    thread.world.site.now = parse_moment(summer)
    thread.clock = summer
    assert thread.run() is not None
    assert ranks(thread.settings) == {2025: (31, "total", 1), 2026: (None, "total", 0)}
    assert truth(2026, known_by=parse_moment(summer)).gii_business_rd_rank.rank is None


RANK = "models/as_of/gii_business_rd_rank/gii_business_rd_rank.sql"
BY_NAME = "and indicator_key = 'gerd financed by business, %'"

# The mistakes that the sample world prices for the rank, as somebody might write them.
MISTAKEN = {
    "by_number": (BY_NAME, "and indicator_number = 'IN.5.1.4'"),
    "performed_by_business": (BY_NAME, "and indicator_key = 'gerd performed by business, % gdp'"),
}


@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_mistaken_rank_is_the_one_that_the_sample_world_foretells(
    mistake: str, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, wrong = MISTAKEN[mistake]
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project)
    text = (project / RANK).read_text("utf-8")
    assert text.count(right) == 1
    (project / RANK).write_text(text.replace(right, wrong), "utf-8")
    monkeypatch.setattr(dbt, "DBT_PROJECT", project)
    with connect(built.warehouse_url) as conn:
        build = builds.published(conn)
    assert build is not None
    command = ["build", "--select", "path:models/per_delivery", *AS_OF, "--exclude-resource-type", "test", "unit_test"]
    dbt.run(built, "broken", command, build.variables("broken"))
    for year in (2025, 2026):
        told = truth(year, known_by=parse_moment(CLOCK)).gii_business_rd_rank
        trap = next(trap for trap in told.traps if trap.name == mistake)
        assert trap.error_places
        assert ranks(built, "broken")[year] == (trap.reads, "total", 1)
