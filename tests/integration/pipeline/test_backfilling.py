"""Runs of old dates, cleared and repeated: what was known at a moment stays what it was."""

from __future__ import annotations

from datetime import datetime

from naukograd import pipeline
from naukograd.core.periods import parse_moment
from naukograd.orchestration import years_asked

from .conftest import CLOCK, Thread

LATER = "2027-10-15T18:00:00+05:00"
DATASETS = ("filings.participants", "kgd.payments_by_bin")


def receive(thread: Thread, logical_date: str) -> None:
    """A run of that logical date: it chooses the years to ask for."""
    for dataset in DATASETS:
        thread.take(dataset, years_asked(None, datetime.fromisoformat(logical_date)))


def known(thread: Thread, moment: str) -> list[tuple[object, ...]]:
    with pipeline.opened(thread.settings) as (conn, _):
        query = "select * from ledger.build_list(%s, array['kgd.payments_by_bin'], '{}') order by delivery_id"
        return conn.execute(query, [parse_moment(moment)]).fetchall()


def test_a_run_repeated_with_an_old_date_alters_no_earlier_moment(thread: Thread) -> None:
    receive(thread, "2027-04-20T01:00:00+05:00")
    before = known(thread, CLOCK)
    assert before
    thread.clock, thread.run_id = LATER, "scheduled for 2027-04-20, cleared in October"
    thread.world.site.now = parse_moment(LATER)
    # A retry of a cleared run, and a backfill of a year nobody had asked for.
    for logical_date in ("2027-04-20T01:00:00+05:00", "2025-06-01T01:00:00+05:00"):
        receive(thread, logical_date)
        thread.run_id = f"backfill of {logical_date}"
    assert known(thread, CLOCK) == before
    assert len(known(thread, LATER)) > len(before)
    pipeline.replay(thread.settings)
    assert known(thread, CLOCK) == before
