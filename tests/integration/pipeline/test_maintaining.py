"""Superseded deliveries leave the database and come back when a moment asks for them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest

from naukograd import pipeline
from naukograd.core.database import Connection, connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.pipeline import Purpose

from .conftest import CLOCK, Copied

BULK = "kgd.payments_bulk"
MONTH = "2026-05"
EARLIER = parse_moment("2026-12-31")
"""When the file that was handed over counted, and what the sample world's clock brings did not yet."""
COUNTED = {
    "raw": "select count(*), count(distinct place) from raw.kgd_payments_bulk where delivery_id = %s",
    "daily": "select sum(payments), sum(amount_kzt) from per_delivery.payments_bulk_daily where delivery_id = %s",
}


@pytest.fixture(scope="module")
def settings(copied: Copied) -> Settings:
    # The sample world's deliveries count from a day that is still to come: the horizon lies beyond it.
    return replace(copied("maintaining"), keep_superseded=timedelta(days=-600))


@pytest.fixture(scope="module")
def superseded(settings: Settings) -> int:
    """A file of a month that counted before the sample world's own, and is computed."""
    with pipeline.opened(settings) as (conn, archive):
        row = conn.execute(
            "select sha256 from ledger.deliveries where dataset = %s and slice = %s", [BULK, MONTH]
        ).fetchone()
        assert row is not None
        with archive.open(row[0]) as body:
            lines = gzip.decompress(body.read()).splitlines(keepends=True)
    file = settings.state / f"payments_{MONTH}.csv.gz"
    file.write_bytes(gzip.compress(b"".join(lines[:-1])))
    pipeline.load_file(settings, BULK, file, slice_=None, statement=None)
    compute(settings)
    with connect(settings.warehouse_url) as conn:
        row = conn.execute(
            "select delivery_id from ledger.current_deliveries(%s) where dataset = %s and slice = %s",
            [EARLIER, BULK, MONTH],
        ).fetchone()
        assert row is not None
        return int(row[0])


def compute(settings: Settings) -> None:
    build = pipeline.begin_build(settings, EARLIER, Purpose.AS_OF)
    assert build is not None
    pipeline.build_per_delivery(settings, build)


def counted(conn: Connection, delivery: int) -> dict[str, object]:
    return {name: conn.execute(query, [delivery]).fetchone() for name, query in COUNTED.items()}  # type: ignore[call-overload]


def test_what_was_superseded_leaves_and_comes_back_with_a_moment_that_asks_for_it(
    settings: Settings, superseded: int
) -> None:
    with connect(settings.warehouse_url) as conn:
        before = counted(conn, superseded)
        assert pipeline.retire(settings) == {BULK: 0}, "a build that is not over lists it"
        pipeline.begin_build(settings, parse_moment(CLOCK), Purpose.AS_OF)
        assert pipeline.retire(settings) == {BULK: 1}
        assert counted(conn, superseded) == {"raw": (0, 0), "daily": (None, None)}
        assert conn.execute("select to_regclass(%s)", [f"raw.kgd_payments_bulk_{superseded:016x}"]).fetchone() == (
            None,
        )
        pipeline.load(settings, BULK)
        assert counted(conn, superseded)["raw"] == (0, 0), "nobody asks for it"
        compute(settings)
        assert counted(conn, superseded) == before


def test_what_a_release_was_computed_from_stays(settings: Settings, superseded: int) -> None:
    pipeline.begin_build(settings, EARLIER, Purpose.RELEASE)
    pipeline.begin_build(settings, parse_moment(CLOCK), Purpose.AS_OF)
    assert pipeline.retire(settings) == {BULK: 0}


def test_what_is_not_old_enough_stays(settings: Settings, superseded: int) -> None:
    assert pipeline.retire(replace(settings, keep_superseded=timedelta(days=1))) == {BULK: 0}


def test_rewritten_tables_are_vacuumed(settings: Settings) -> None:
    assert {"marts.indicator_values", "per_delivery.payments_bulk_daily", "ledger.arrivals"} <= set(
        pipeline.vacuum(settings)
    )
    with connect(settings.warehouse_url) as conn:
        row = conn.execute(
            "select last_vacuum is not null from pg_stat_user_tables where relid = 'marts.indicator_values'::regclass"
        ).fetchone()
    assert row == (True,)
