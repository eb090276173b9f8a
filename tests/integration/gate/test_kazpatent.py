"""Kazpatent's bulletins held against each other, against their list, and against the registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from naukograd.gate import GateRecord, PendingDelivery, judge_deliveries

from .cases.filings import participant
from .cases.kazpatent import INVENTIONS, LIST, bulletin, in_the_week_before, patent

if TYPE_CHECKING:
    from conftest import Scratch

LISTED = [bulletin(40, bulletin_on=date(2025, 10, 3)), bulletin(41, bulletin_on=date(2025, 10, 10))]


def judge(scratch: Scratch, expectations: Path, dataset: str, *pending: PendingDelivery) -> set[str]:
    """Names of the checks that fail."""
    record = judge_deliveries(scratch.url, dataset, pending, expectations, scratch.now)
    return {check.check for check in record.failed}


def enter(scratch: Scratch, dataset: str, slice_key: str, rows: list[dict[str, object]]) -> None:
    """Rows of an accepted delivery."""
    record = GateRecord("delivery", dataset, scratch.now, True, (), ())
    scratch.enter(dataset, scratch.deliver(dataset, slice_key, rows), record, [])


@pytest.mark.parametrize(("day", "is_same"), [(date(2025, 10, 3), True), (date(2025, 10, 2), False)])
def test_a_bulletin_is_of_the_day_that_the_list_gives(
    scratch: Scratch, expectations: Path, day: date, is_same: bool
) -> None:
    enter(scratch, LIST, "2025", LISTED)
    failed = judge(scratch, expectations, INVENTIONS, scratch.deliver(INVENTIONS, "2025/40", [patent(bulletin_on=day)]))
    assert ("day_of_list" not in failed) == is_same


@pytest.mark.parametrize(("day", "is_same"), [(date(2025, 10, 3), True), (date(2025, 10, 2), False)])
def test_the_list_is_of_the_days_that_bulletins_print(
    scratch: Scratch, expectations: Path, day: date, is_same: bool
) -> None:
    enter(scratch, INVENTIONS, "2025/40", [patent(bulletin_on=day), patent(2, bulletin_on=day)])
    failed = judge(scratch, expectations, LIST, scratch.deliver(LIST, "2025", LISTED))
    assert ("printed_under_another_day" not in failed) == is_same


def test_a_patent_printed_again_as_it_was_is_nothing_to_tell(scratch: Scratch, expectations: Path) -> None:
    enter(scratch, INVENTIONS, "2025/39", [in_the_week_before(0)])
    again = in_the_week_before(0) | {"bulletin_number": "40", "bulletin_on": date(2025, 10, 3)}
    assert judge(scratch, expectations, INVENTIONS, scratch.deliver(INVENTIONS, "2025/40", [again, patent()])) == set()


@pytest.mark.parametrize(
    ("published", "is_told"), [(None, True), ("2025-10-03 10:00+05", True), ("2026-01-15 11:00+05", False)]
)
def test_a_number_left_out_of_a_corrected_bulletin_is_of_an_annulled_patent(
    scratch: Scratch, expectations: Path, published: str | None, is_told: bool
) -> None:
    delivery = scratch.deliver(INVENTIONS, "2025/40", [patent(1), patent(3)])
    scratch.accept(LIST, "2025", 1)
    scratch.conn.execute(
        "insert into ledger.deliveries values (%s, %s, '2025/40', 'x', 1)", [delivery.delivery_id, INVENTIONS]
    )
    scratch.conn.execute(
        "update ledger.arrivals set delivery_id = %s, published_at = %s", [delivery.delivery_id, published]
    )
    assert ("numbers_counted_through" in judge(scratch, expectations, INVENTIONS, delivery)) == is_told


def test_a_number_that_was_there_before_is_of_an_annulled_patent(scratch: Scratch, expectations: Path) -> None:
    enter(scratch, INVENTIONS, "2025/40", [patent(1), patent(2), patent(3)])
    now = scratch.deliver(INVENTIONS, "2025/40", [patent(1), patent(3)])
    assert judge(scratch, expectations, INVENTIONS, now) == set()


@pytest.mark.parametrize(("kazakh", "is_told"), [("векторжшс", False), ("сигмажшс", True), ("басқажшс", False)])
def test_an_owner_is_one_participant_in_both_languages(
    scratch: Scratch, expectations: Path, kazakh: str, is_told: bool
) -> None:
    registered = [
        participant(bin=f"99054000{n}234", name_ru=f'ТОО "{name}"', name_kk=f'"{name}" ЖШС')
        for n, name in enumerate(("Вектор", "Сигма"))
    ]
    enter(scratch, "filings.participants", "kurchatov", registered)
    owned = patent(owner_ru="ТОО «Вектор»", owner_ru_letters="тоовектор", owner_kk_letters=kazakh)
    failed = judge(scratch, expectations, INVENTIONS, scratch.deliver(INVENTIONS, "2025/40", [owned]))
    assert ("one_owner_in_both_languages" in failed) == is_told
