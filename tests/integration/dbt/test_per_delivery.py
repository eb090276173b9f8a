"""What is computed from one delivery is computed once, and again when its SQL changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.builds import write_build

from naukograd.core.database import Connection
from naukograd.core.settings import PROJECT

from .conftest import Dbt

BIN = "990140000007"
OF_A_DATASET = ("daily", "totals", "quarantined")
MODELS = [f"payments_{what}_{kind}" for what in ("by_bin", "bulk") for kind in OF_A_DATASET]


@pytest.fixture
def conn(dbt: Dbt) -> Iterator[Connection]:
    with psycopg.connect(dbt.url, autocommit=True) as conn:
        yield conn


@pytest.fixture(autouse=True)
def two_deliveries(conn: Connection) -> Iterator[None]:
    """One delivery of each payment dataset, and a build b1 that lists both."""
    deliver(conn, 1, "kgd.payments_by_bin", f"{BIN}/2026", ["100.50", "-0.50"])
    deliver(conn, 2, "kgd.payments_bulk", "2026-03", ["100.50", ""])
    build(conn, "b1", 1, 2)
    yield
    conn.execute("truncate ledger.computed, ledger.builds, ledger.build_deliveries, ledger.deliveries cascade")
    conn.execute("truncate raw.kgd_payments_by_bin, raw.kgd_payments_bulk")
    conn.execute("drop schema per_delivery cascade")


def deliver(conn: Connection, delivery_id: int, dataset: str, slice_: str, sums: list[str]) -> None:
    table = f"raw.{dataset.replace('.', '_')}"
    conn.execute(
        "insert into ledger.deliveries values (%s, %s, %s, %s, 1)",
        [delivery_id, dataset, slice_, f"{delivery_id}"],
    )
    if dataset == "kgd.payments_bulk":
        conn.execute(
            f"create table if not exists raw.bulk_{delivery_id} partition of {table} for values in ({delivery_id})"
        )
    for place, amount in enumerate(sums, start=2):
        conn.execute(
            f"insert into {table} (delivery_id, place, iin_bin, kbk, pay_type, receipt_date, summa)"
            " values (%s, %s, %s, '101111', 'Налог', '2026-03-01+05:00', %s)",
            [delivery_id, place, BIN, amount],
        )
    conn.execute("insert into ledger.loads values (%s, %s, now())", [delivery_id, len(sums)])


def build(conn: Connection, build_id: str, *delivery_ids: int) -> None:
    write_build(conn, build_id, delivery_ids)


def stored(conn: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every per-delivery table with the transaction that wrote them."""
    return {
        model: conn.execute(
            f"select xmin::text, delivery_id, to_jsonb(t) - 'delivery_id' from per_delivery.{model} t order by 2, 3"
        ).fetchall()
        for model in MODELS
    }


def computed(conn: Connection) -> set[tuple[Any, ...]]:
    return set(conn.execute("select model, delivery_id from ledger.computed").fetchall())


def versions(conn: Connection) -> dict[Any, Any]:
    found = conn.execute("select distinct model, version from ledger.computed").fetchall()
    assert len(found) == len(MODELS)
    return dict(found)


def of(dataset: str, delivery_id: int) -> set[tuple[Any, ...]]:
    """What the ledger says once all models of a dataset have been computed from a delivery."""
    return {(f"{dataset}_{kind}", delivery_id) for kind in OF_A_DATASET}


EXPECTED_COMPUTED = of("payments_by_bin", 1) | of("payments_bulk", 2)


def test_a_delivery_is_computed_once(dbt: Dbt, conn: Connection) -> None:
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    first = stored(conn)
    assert [row[2]["amount_kzt"] for row in first["payments_by_bin_daily"]] == [100]
    assert [row[2]["rows_readable"] for row in first["payments_bulk_totals"]] == [1]
    assert computed(conn) == EXPECTED_COMPUTED

    build(conn, "b2", 1, 2)
    dbt.succeed("run", "--select", "per_delivery", build_id="b2")
    assert stored(conn) == first, "the second build wrote rows again"


def test_only_the_new_delivery_is_computed(dbt: Dbt, conn: Connection) -> None:
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    first = stored(conn)
    deliver(conn, 3, "kgd.payments_by_bin", f"{BIN}/2027", ["7.00"])
    build(conn, "b2", 1, 2, 3)
    dbt.succeed("run", "--select", "per_delivery", build_id="b2")
    for model, rows in stored(conn).items():
        assert [row for row in rows if row[1] != 3] == first[model]
    assert computed(conn) == EXPECTED_COMPUTED | of("payments_by_bin", 3)


def test_rows_that_cannot_be_read_are_found_once(dbt: Dbt, conn: Connection) -> None:
    deliver(conn, 3, "kgd.payments_bulk", "2026-04", ["1.00", "…", "10 тг"])
    deliver(conn, 4, "kgd.payments_bulk", "2026-05", [""])
    deliver(conn, 5, "kgd.payments_bulk", "2026-06", ["5.00"])
    build(conn, "b2", 1, 2, 3, 4, 5)
    dbt.succeed("run", "--select", "per_delivery", build_id="b2")
    quarantined = "select delivery_id, place, reason from per_delivery.payments_bulk_quarantined"
    staged = "select delivery_id, place, reason from staging.stg_kgd__payments_bulk_quarantined"
    found = conn.execute(quarantined).fetchall()
    assert sorted(found) == sorted(conn.execute(staged).fetchall())
    assert sorted(row[:2] for row in found) == [(2, 3), (3, 3), (3, 4), (4, 2)]
    assert conn.execute("select from per_delivery.payments_by_bin_quarantined").fetchall() == []


def test_without_a_build_nothing_is_computed(dbt: Dbt, conn: Connection) -> None:
    dbt.succeed("run", "--select", "per_delivery")
    assert all(rows == [] for rows in stored(conn).values())
    assert computed(conn) == set()


@pytest.mark.parametrize("how", ["table dropped", "full refresh", "empty run"])
def test_the_ledger_never_outlives_the_rows(dbt: Dbt, conn: Connection, how: str) -> None:
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    before = {model: [row[1:] for row in rows] for model, rows in stored(conn).items()}
    if how == "table dropped":
        conn.execute("drop table per_delivery.payments_by_bin_daily")
    flags = {"full refresh": ["--full-refresh"], "empty run": ["--empty"]}.get(how, [])
    dbt.succeed("run", "--select", "per_delivery", *flags, build_id="b1")
    assert {model: [row[1:] for row in rows] for model, rows in stored(conn).items()} == before
    assert computed(conn) == EXPECTED_COMPUTED


def test_a_failure_half_way_leaves_nothing_behind(dbt: Dbt, conn: Connection) -> None:
    conn.execute("alter table ledger.computed add constraint no_day_without_trouble check (delivery_id <> 1)")
    outcome = dbt("run", "--select", "payments_by_bin_daily", build_id="b1")
    assert not outcome.success
    assert conn.execute("select to_regclass('per_delivery.payments_by_bin_daily')").fetchone() == (None,)
    conn.execute("alter table ledger.computed drop constraint no_day_without_trouble")
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    assert computed(conn) == EXPECTED_COMPUTED


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("macros/parsing/numbers.sql", {"payments_by_bin_daily", "payments_bulk_daily"}),
        ("models/per_delivery/payments_bulk_daily.sql", {"payments_bulk_daily"}),
    ],
)
def test_changed_sql_is_a_new_version_and_computed_again(
    dbt: Dbt, conn: Connection, tmp_path: Path, file: str, changed: set[str]
) -> None:
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    first, first_versions = stored(conn), versions(conn)
    copy = replace(dbt, project=tmp_path / "dbt_project", target=tmp_path / "target")
    shutil.copytree(PROJECT / "dbt_project", copy.project, ignore=shutil.ignore_patterns("target", "logs"))
    path = copy.project / file
    # Only the text differs: equal rows written anew show that the version, not the outcome, decides.
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("{%- endmacro %}", "/* changed */{%- endmacro %}") if "macros" in file else text + "-- changed\n",
        "utf-8",
    )
    copy.succeed("run", "--select", "per_delivery", build_id="b1")
    with_what_reads_them = {name.replace("daily", kind) for name in changed for kind in OF_A_DATASET}
    for model, rows in stored(conn).items():
        anew = model in with_what_reads_them
        assert [row[1:] for row in rows] == [row[1:] for row in first[model]]
        assert not rows or (rows != first[model]) is anew, model
    different = {model for model, version in versions(conn).items() if first_versions[model] != version}
    assert different == with_what_reads_them
    assert computed(conn) == EXPECTED_COMPUTED


def test_a_delivery_whose_rows_are_not_there_is_not_computed(dbt: Dbt, conn: Connection) -> None:
    conn.execute("delete from ledger.loads where delivery_id = 1")
    dbt.succeed("run", "--select", "per_delivery", build_id="b1")
    assert conn.execute("select count(*) from ledger.computed where delivery_id = 1").fetchone() == (0,)
