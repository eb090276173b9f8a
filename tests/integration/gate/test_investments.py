"""Money a hundred times off what is known already is a wrong unit, not a good year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from naukograd.gate import GateRecord, judge_deliveries

from .cases.investments import FILED, FORM, investment, tabulated

if TYPE_CHECKING:
    from conftest import Scratch


def known(scratch: Scratch, dataset: str, slice_key: str, rows: Sequence[Mapping[str, object]]) -> None:
    """An accepted delivery with these rows."""
    delivery = scratch.deliver(dataset, slice_key, rows)
    scratch.accept(dataset, slice_key, len(rows))
    scratch.conn.execute(
        f"update staging.stg_{dataset.replace('.', '__')} set delivery_id = (select delivery_id"
        " from ledger.deliveries where dataset = %s and slice = %s) where delivery_id = %s",
        [dataset, slice_key, delivery.delivery_id],
    )


def passes(record: GateRecord, name: str) -> bool:
    assert record.passed == next(check.passed for check in record.checks if check.check == name)
    return record.passed


@pytest.mark.parametrize(("times", "is_plausible"), [("1000", False), ("0.001", False), ("30", True), ("0.03", True)])
@pytest.mark.parametrize("slice_key", ["kurchatov/2025", "kurchatov/2024"])
def test_thousands_filed_as_millions_are_told_by_the_filing_before(
    scratch: Scratch, expectations: Path, slice_key: str, times: str, is_plausible: bool
) -> None:
    known(scratch, FILED, slice_key, [investment(year=int(slice_key[-4:]))])
    rows = [investment(amount_kzt=Decimal(1_000_000) * Decimal(times))]
    pending = scratch.deliver(FILED, "kurchatov/2025", rows)
    record = judge_deliveries(scratch.url, FILED, [pending], expectations, scratch.now)
    assert passes(record, "investment_out_of_scale") == is_plausible


@pytest.mark.parametrize(("times", "is_plausible"), [("10000", False), ("1", True)])
def test_thousands_filed_as_millions_are_told_by_the_bureau(
    scratch: Scratch, expectations: Path, times: str, is_plausible: bool
) -> None:
    known(scratch, FORM, "900104", tabulated())
    pending = scratch.deliver(FILED, "kurchatov/2025", [investment(amount_kzt=Decimal(1_000_000) * Decimal(times))])
    record = judge_deliveries(scratch.url, FILED, [pending], expectations, scratch.now)
    assert passes(record, "investment_out_of_scale") == is_plausible


@pytest.mark.parametrize(("times", "is_plausible"), [("0.001", False), ("1.01", True)])
def test_a_table_that_changed_its_unit_is_told_by_the_issue_before(
    scratch: Scratch, expectations: Path, times: str, is_plausible: bool
) -> None:
    known(scratch, FORM, "900104", tabulated())
    money = [name for name in tabulated()[0] if name.endswith("_kzt")]
    rows = [row | {name: Decimal(str(row[name])) * Decimal(times) for name in money} for row in tabulated()]
    record = judge_deliveries(scratch.url, FORM, [scratch.deliver(FORM, "900104", rows)], expectations, scratch.now)
    assert passes(record, "tabulated_investment_out_of_scale") == is_plausible
