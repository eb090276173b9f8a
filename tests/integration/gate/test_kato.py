"""The classifier's checks: a state of some twenty thousand codes, and the least that spoils it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from naukograd.gate import GateRecord, PendingDelivery, judge_deliveries

from .cases.bns import ELSEWHERE, KATO

if TYPE_CHECKING:
    from conftest import Scratch

# All regions; in the first 99 districts, 99 sub-districts in each, a settlement in each of those.
_STATE = """
with codes as (
    select region_kato as kato, null as parent_kato from seeds.regions
    where exists_to is null and region_kato <> '000000000'
    union all
    select '10' || d || '00000', '100000000' from numbers as n (d)
    union all
    select '10' || d || s || '000', '10' || d || '00000' from numbers as n (d) cross join numbers as m (s)
    union all
    select '10' || d || s || '100', '10' || d || s || '000' from numbers as n (d) cross join numbers as m (s)
)
insert into staging.stg_bns__kato (delivery_id, place, kato, parent_kato, name_ru, state_on)
select 1, codes.kato, codes.kato, codes.parent_kato, coalesce(r.name_ru, h.name_ru, 'с.' || codes.kato), '2026-07-17'
from codes left join seeds.regions as r on codes.kato = r.region_kato
left join seeds.kato_history as h on codes.kato = h.kato and h.valid_to is null and h.level <> 'oblast'
"""
NUMBERS = "create temporary view numbers as select to_char(n, 'FM00') as d from generate_series(1, 99) as n"
CODES = 20 + 99 + 2 * 99 * 99
CHANGES = {
    "enough_codes": "delete from staging.stg_bns__kato where kato > '104000000'",
    "code_repeated": "insert into staging.stg_bns__kato select * from staging.stg_bns__kato where kato = '100101100'",
    "region_unknown": "update staging.stg_bns__kato set kato = '200101100' where kato = '100101100'",
    "regions_missing": "delete from staging.stg_bns__kato where kato = '790000000'",
    "level_wrong": "update staging.stg_bns__kato set level = 'district' where kato = '100101000'",
    "levels_missing": "update staging.stg_bns__kato set level = 'settlement' where kato = '100101100'",
    "names_in_russian": "update staging.stg_bns__kato set name_ru = 'c.Abai' where kato = '100101100'",
    "names_by_law": "update staging.stg_bns__kato set name_ru = 'Каспийская область' where kato = '110000000'",
    "parent_missing": "delete from staging.stg_bns__kato where kato = '100101000'",
    "code_reused": "update staging.stg_bns__kato set name_before_ru = 'г.Другой' where kato = '100101100'",
}


@pytest.fixture
def state(scratch: Scratch) -> Scratch:
    scratch.conn.execute(NUMBERS)
    scratch.conn.execute(_STATE)
    return scratch


def judge(state: Scratch, expectations: Path, unreadable: int = 0) -> GateRecord:
    [(count,)] = state.conn.execute("select count(*) from staging.stg_bns__kato").fetchall()
    pending = PendingDelivery(1, "2026-07-17", int(str(count)) + unreadable, state.now)
    return judge_deliveries(state.url, KATO, [pending], expectations, state.now)


def failed(record: GateRecord) -> set[str]:
    return {check.check for check in record.failed}


def test_a_sound_state_passes(state: Scratch, expectations: Path) -> None:
    assert failed(judge(state, expectations)) == set()


@pytest.mark.parametrize(("name", "change"), CHANGES.items())
def test_a_check_fails(state: Scratch, expectations: Path, name: str, change: str) -> None:
    state.conn.execute(change)
    record = judge(state, expectations)
    assert name in failed(record)
    severity = next(check.severity for check in record.checks if check.check == name)
    assert record.passed == (severity != "critical")


def test_a_row_that_cannot_be_read_rejects_the_state(state: Scratch, expectations: Path) -> None:
    assert "fully_readable" in failed(judge(state, expectations, unreadable=1))


def test_sizes_are_compared(state: Scratch, expectations: Path) -> None:
    state.accept(KATO, "2026-07-17", CODES * 2)
    assert failed(judge(state, expectations)) == {"not_shrunk"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("codes_gone", "delete from staging.stg_bns__kato where delivery_id = 2 and kato = '100101100'"),
        (
            "names_changed",
            "update staging.stg_bns__kato set name_ru = 'с.Другое' where delivery_id = 2 and kato = '100101100'",
        ),
    ],
)
def test_a_state_keeps_what_it_said(state: Scratch, expectations: Path, name: str, change: str) -> None:
    first = PendingDelivery(1, "2026-07-17", CODES, state.now)
    state.enter(KATO, first, judge(state, expectations), [])
    state.conn.execute("create temporary table again as table staging.stg_bns__kato")
    state.conn.execute("update again set delivery_id = 2")
    state.conn.execute("insert into staging.stg_bns__kato table again")
    state.conn.execute(change)
    record = judge_deliveries(
        state.url, KATO, [PendingDelivery(2, "2026-07-17", CODES, state.now)], expectations, state.now
    )
    assert name in failed(record)


@pytest.mark.parametrize("is_new", [False, True])
def test_a_state_of_another_day_brings_something_new(state: Scratch, expectations: Path, is_new: bool) -> None:
    state.enter(KATO, PendingDelivery(1, "2022-10-17", CODES, state.now), judge(state, expectations), [])
    state.conn.execute("create temporary table again as table staging.stg_bns__kato")
    state.conn.execute("update again set delivery_id = 2")
    if is_new:
        state.conn.execute("update again set name_ru = 'с.Другое' where kato = '100101100'")
    state.conn.execute("insert into staging.stg_bns__kato table again")
    record = judge_deliveries(
        state.url, KATO, [PendingDelivery(2, "2026-07-17", CODES, state.now)], expectations, state.now
    )
    assert ("something_is_new" in failed(record)) is not is_new


def test_all_checks_are_here() -> None:
    assert {(KATO, name) for name in CHANGES} | {
        (KATO, name)
        for name in (
            "fully_readable",
            "not_shrunk",
            "codes_gone",
            "names_changed",
            "something_is_new",
        )
    } == ELSEWHERE
