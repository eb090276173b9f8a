"""Every check of every delivery suite, made to fail by a small bad delivery that stands beside a good one."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from naukograd.core.errors import UsageError
from naukograd.gate import GateRecord, PendingDelivery, judge_deliveries
from naukograd.gate.record import SAMPLE_ROWS
from naukograd.sources import DATASETS

from .cases import bns, concept, filings, investments, kazpatent, kgd, national, output, researchers, wipo
from .cases.kgd import BIN, BULK, BY_BIN, OTHER_BIN, payment, payments
from .cases.researchers import FILED, FORM, SLICE, form, unit
from .cases.wipo import INDEX, ranks

if TYPE_CHECKING:
    from conftest import Scratch

MODULES = (bns, concept, filings, investments, kazpatent, kgd, national, output, researchers, wipo)
GOOD = {dataset: good for module in MODULES for dataset, good in module.GOOD.items()}
FAILING = [case for module in MODULES for case in module.FAILING]
SHRINKING = [case for module in MODULES for case in module.SHRINKING]
CHANGING = [case for module in MODULES for case in getattr(module, "CHANGING", [])]
EVERYWHERE = ("units_unchanged", "layout_unchanged")
"""Checks that every suite has."""
LAYOUT = ["sheet Data", "Внутренние затраты, тыс. тенге"]


def judge(scratch: Scratch, expectations: Path, dataset: str, *pending: PendingDelivery) -> GateRecord:
    return judge_deliveries(scratch.url, dataset, pending, expectations, scratch.now)


def check(record: GateRecord, name: str) -> Any:
    return next(c for c in record.checks if c.check == name)


@pytest.mark.parametrize("dataset", GOOD)
def test_a_good_delivery_passes_every_check(scratch: Scratch, expectations: Path, dataset: str) -> None:
    record = judge(scratch, expectations, dataset, scratch.deliver(dataset, *GOOD[dataset]))
    assert record.passed
    assert record.failed == ()
    assert record.lines() == [
        f"gate {dataset}: 0 of 1 deliveries rejected ({len(record.checks)} checks, 0 critical failed, 0 warned)"
    ]


@pytest.mark.parametrize("dataset", GOOD)
def test_each_check_fails_for_its_bad_delivery_and_not_for_the_good_one(
    scratch: Scratch, expectations: Path, dataset: str
) -> None:
    # All at once, as a gate's run takes them: starting it costs far more than a delivery.
    good = scratch.deliver(dataset, *GOOD[dataset])
    cases = [case for case in FAILING if case[0] == dataset]
    bad = [scratch.deliver(dataset, slice_key, rows, unreadable) for _, _, slice_key, rows, unreadable in cases]
    record = judge(scratch, expectations, dataset, good, *{each.delivery_id: each for each in bad}.values())
    verdicts = {verdict.delivery_id: verdict for verdict in record.verdicts}
    assert verdicts[good.delivery_id].reason == f"No critical check failed; {len(record.checks)} ran."
    for (_, name, slice_key, *_), delivery in zip(cases, bad, strict=True):
        found, verdict = check(record, name), verdicts[delivery.delivery_id]
        # The reason of a rejection names what rejects; what warns beside it stands apart.
        assert f"{name}: " in verdict.reason or name in verdict.warnings, (name, slice_key)
        assert 1 <= len(found.sample) <= SAMPLE_ROWS
        assert found.severity != "critical" or not verdict.accepted, (name, slice_key)


@pytest.mark.parametrize(("dataset", "name", "slice_key", "rows", "before"), SHRINKING)
def test_a_delivery_is_compared_with_the_accepted_one_it_would_replace(
    scratch: Scratch,
    expectations: Path,
    dataset: str,
    name: str,
    slice_key: str,
    rows: list[Mapping[str, object]],
    before: int,
) -> None:
    delivery = scratch.deliver(dataset, slice_key, rows)
    assert check(judge(scratch, expectations, dataset, delivery), name).passed
    scratch.accept(dataset, slice_key, before)
    assert not check(judge(scratch, expectations, dataset, delivery), name).passed


@pytest.mark.parametrize(("dataset", "name", "slice_before", "before", "slice_now", "now"), CHANGING)
def test_a_change_against_what_was_accepted_before_is_noticed(
    scratch: Scratch,
    expectations: Path,
    dataset: str,
    name: str,
    slice_before: str,
    before: list[Mapping[str, object]],
    slice_now: str,
    now: list[Mapping[str, object]],
) -> None:
    first = scratch.deliver(dataset, slice_before, before)
    scratch.enter(dataset, first, judge(scratch, expectations, dataset, first), LAYOUT)
    assert not check(judge(scratch, expectations, dataset, scratch.deliver(dataset, slice_now, now)), name).passed


@pytest.mark.parametrize(
    ("layout", "failing"),
    [
        (LAYOUT, []),
        ([*LAYOUT, "Оценка"], ["layout_unchanged"]),
        (["sheet Data", "Внутренние затраты, млн. тенге"], ["units_unchanged", "layout_unchanged"]),
    ],
)
def test_a_change_of_units_holds_and_one_of_layout_is_told(
    scratch: Scratch, expectations: Path, layout: list[str], failing: list[str]
) -> None:
    first = scratch.deliver(INDEX, "2025", ranks())
    scratch.enter(INDEX, first, judge(scratch, expectations, INDEX, first), LAYOUT)
    second = scratch.deliver(INDEX, "2026", ranks())
    scratch.lay_out(second, layout)
    found = judge(scratch, expectations, INDEX, second)
    assert [each.check for each in found.failed if each.check in EVERYWHERE] == failing


@pytest.mark.parametrize(("figure", "is_one"), [("80.5", True), ("82", False)])
@pytest.mark.parametrize(
    ("dataset", "name", "other"),
    [
        (national.DATA, "republic_as_in_the_tree", national.TREE),
        (national.TREE, "republic_as_the_gdp", national.DATA),
    ],
)
def test_the_country_is_one_in_series_and_tree(
    scratch: Scratch, expectations: Path, dataset: str, name: str, other: str, figure: str, is_one: bool
) -> None:
    rows = {national.DATA: national.readings(figure=figure), national.TREE: national.terms(national.GRP)}
    known = scratch.deliver(other, national.GOOD[other][0], rows[other])
    scratch.enter(other, known, judge(scratch, expectations, other, known), LAYOUT)
    delivery = scratch.deliver(dataset, national.GOOD[dataset][0], rows[dataset])
    assert check(judge(scratch, expectations, dataset, delivery), name).passed == is_one


@pytest.mark.parametrize("usual", [100, 1000])
def test_a_month_of_unusual_size_is_reported(scratch: Scratch, expectations: Path, usual: int) -> None:
    for month in ("2025-10", "2025-11", "2025-12"):
        scratch.accept(BULK, month, usual)
    record = judge(scratch, expectations, BULK, scratch.deliver(BULK, *GOOD[BULK]))
    assert not check(record, "usual_size").passed
    assert record.passed


@pytest.mark.parametrize(
    ("edition", "data_year", "is_news"), [("2025", "2023", False), ("2025", "2024", True), ("2026", "2023", True)]
)
def test_a_rank_of_data_no_newer_than_the_edition_before_is_reported(
    scratch: Scratch, expectations: Path, edition: str, data_year: str, is_news: bool
) -> None:
    before = ranks()
    scratch.accept(INDEX, "2024", len(before))
    scratch.deliver(INDEX, "2024", before)
    scratch.conn.execute("update staging.stg_wipo__gii set delivery_id = (select delivery_id from ledger.deliveries)")
    delivery = scratch.deliver(INDEX, edition, ranks({"data_year_as_delivered": data_year}))
    record = judge(scratch, expectations, INDEX, delivery)
    assert check(record, "data_year_moved").passed == is_news
    assert record.passed


@pytest.mark.parametrize(
    ("territory", "bins", "joined_on", "left_on", "failing"),
    [
        ("kurchatov", [BIN], "2025-12-31", None, []),
        ("kurchatov", [OTHER_BIN, BIN], "2024-02-01", "2025-01-02", []),
        ("kurchatov", [BIN], "2026-01-01", None, ["unit_without_participant"]),
        ("kurchatov", [BIN], "2024-02-01", "2025-01-01", ["unit_without_participant"]),
        ("nu_park", [OTHER_BIN, BIN], "2025-12-31", None, ["participant_elsewhere"]),
    ],
)
def test_who_is_filed_must_have_taken_part_in_that_territory_that_year(
    scratch: Scratch,
    expectations: Path,
    territory: str,
    bins: list[str],
    joined_on: str,
    left_on: str | None,
    failing: list[str],
) -> None:
    for of in {territory, "kurchatov"}:
        scratch.accept("filings.participants", of, 1)
    scratch.conn.execute(
        "insert into staging.stg_filings__participants (delivery_id, territory_code, bin, branch_bins, joined_on,"
        " left_on) select delivery_id, slice, %s, %s, %s, %s from ledger.deliveries where slice = %s",
        [bins[0], bins[1:], joined_on, left_on, territory],
    )
    record = judge(scratch, expectations, FILED, scratch.deliver(FILED, SLICE, [unit()]))
    assert [found.check for found in record.failed] == failing
    assert record.passed == ("participant_elsewhere" not in failing)


def test_a_total_is_no_sum_where_a_territory_is_withheld(scratch: Scratch, expectations: Path) -> None:
    withheld = form(researchers=None, is_researchers_confidential=True)
    assert judge(scratch, expectations, FORM, scratch.deliver(FORM, "990301", withheld)).failed == ()


def register(scratch: Scratch, expectations: Path, bin_: str, **changed: object) -> None:
    """Enter an accepted register of Kurchatov."""
    rows = [filings.participant(bin=bin_, joined_on="2024-01-01", **changed)]
    delivery = scratch.deliver(filings.PEOPLE, "kurchatov", rows)
    scratch.enter(filings.PEOPLE, delivery, judge(scratch, expectations, filings.PEOPLE, delivery), LAYOUT)


@pytest.mark.parametrize(
    ("dataset", "name", "before", "now", "left_on", "is_sound"),
    [
        (output.FILED, "quarter_missing", [], output.year(1, 1, 0, 1), None, False),
        (output.FILED, "quarter_missing", [], output.year(1, 1, 0, 0), "2025-07-01", True),
        (output.FILED, "seller_stopped", output.year(1, year=2024), output.sales(bin=OTHER_BIN)[2:], None, False),
        (
            output.FILED,
            "seller_stopped",
            output.year(1, year=2024),
            output.sales(bin=OTHER_BIN)[2:],
            "2025-07-01",
            True,
        ),
        (FILED, "units_missing", [unit()], [unit(unit_key="цех")], None, False),
        (FILED, "units_missing", [unit()], [unit(unit_key="цех")], "2025-07-01", True),
        (
            investments.FILED,
            "recipient_in_no_register",
            [investments.investment(year=2024)],
            [investments.investment(recipient_role="participant")],
            None,
            True,
        ),
        (
            investments.FILED,
            "recipient_in_no_register",
            [investments.investment(year=2024)],
            [investments.investment(recipient_role="participant", recipient_bin=OTHER_BIN)],
            None,
            False,
        ),
    ],
)
def test_what_was_there_before_must_be_there_while_the_register_says_so(
    scratch: Scratch,
    expectations: Path,
    dataset: str,
    name: str,
    before: list[dict[str, object]],
    now: list[dict[str, object]],
    left_on: str | None,
    is_sound: bool,
) -> None:
    register(scratch, expectations, "020240000555", left_on=left_on)
    if before:
        first = scratch.deliver(dataset, "kurchatov/2024", before)
        scratch.enter(dataset, first, judge(scratch, expectations, dataset, first), LAYOUT)
    record = judge(scratch, expectations, dataset, scratch.deliver(dataset, "kurchatov/2025", now))
    assert check(record, name).passed == is_sound


@pytest.mark.parametrize(("registered", "is_known"), [("020240000555", True), ("990540001234", False)])
def test_output_of_whom_no_register_names_is_reported(
    scratch: Scratch, expectations: Path, registered: str, is_known: bool
) -> None:
    register(scratch, expectations, registered)
    record = judge(scratch, expectations, output.FILED, scratch.deliver(output.FILED, "kurchatov/2025", output.sales()))
    assert check(record, "unknown_participant").passed == is_known


def test_every_check_of_the_suites_is_made_to_fail_here(expectations: Path) -> None:
    proven = {(dataset, name) for dataset, name, *_ in [*FAILING, *SHRINKING, *CHANGING]}
    proven |= {(dataset, name) for dataset in DATASETS for name in EVERYWHERE}
    proven |= {check for module in MODULES for check in module.ELSEWHERE}
    written = {
        (dataset, expectation["meta"]["name"])
        for dataset in DATASETS
        for expectation in json.loads(
            (expectations / "deliveries" / f"{dataset.replace('.', '_')}.json").read_text("utf-8")
        )["expectations"]
    }
    assert written == proven


def test_counts_amounts_and_a_bounded_sample_of_the_largest(scratch: Scratch, expectations: Path) -> None:
    rows = [payment(n, budget_code="999999", amount_kzt=Decimal(n)) for n in range(20)] + payments(5)
    first = scratch.deliver(BY_BIN, f"{BIN}/2026", rows)
    second = scratch.deliver(BY_BIN, *GOOD[BY_BIN])
    found = check(judge(scratch, expectations, BY_BIN, first, second), "unknown_budget_code")
    assert (found.count, found.of, found.amount_kzt) == (20, 28, Decimal(190))
    assert [row.values["amount_kzt"] for row in found.sample] == ["19", "18", "17", "16", "15"]
    assert found.sample[0].place == "21"


def test_a_valid_empty_answer_is_accepted(scratch: Scratch, expectations: Path) -> None:
    record = judge(scratch, expectations, BY_BIN, scratch.deliver(BY_BIN, f"{BIN}/2026", []))
    assert record.passed
    assert record.failed == ()


def test_one_unreadable_row_does_not_reject_a_small_answer(scratch: Scratch, expectations: Path) -> None:
    record = judge(scratch, expectations, BY_BIN, scratch.deliver(BY_BIN, f"{BIN}/2026", payments(3), 1))
    assert record.passed
    assert not check(record, "fully_readable").passed


def test_rows_that_come_out_twice_are_not_readable_rows(scratch: Scratch, expectations: Path) -> None:
    delivery = scratch.deliver(BY_BIN, f"{BIN}/2026", payments(3))
    fewer = PendingDelivery(delivery.delivery_id, delivery.slice, 2, scratch.now)
    assert not check(judge(scratch, expectations, BY_BIN, fewer), "mostly_readable").passed


def test_the_password_reaches_neither_log_nor_record(
    scratch: Scratch,
    expectations: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    url = psycopg.conninfo.make_conninfo(scratch.url, password="hunter2")
    delivery = scratch.deliver(BY_BIN, f"{BIN}/2026", payments(3, bin=OTHER_BIN))
    with caplog.at_level(logging.DEBUG):
        record = judge_deliveries(url, BY_BIN, [delivery], expectations, scratch.now)
    out, err = capfd.readouterr()
    assert "hunter2" not in caplog.text + out + err + json.dumps(record.to_json())
    assert out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., Path]:
    def write(kwargs: dict[str, Any], kind: str = "expect_column_values_to_be_between") -> Path:
        (tmp_path / "deliveries").mkdir()
        expectation = {
            "type": kind,
            "kwargs": kwargs,
            "severity": "warning",
            "meta": {"name": "broken", "says": "It cannot be evaluated."},
        }
        suite = {"name": "x", "expectations": [expectation], "meta": {}}
        (tmp_path / "deliveries" / "kgd_payments_by_bin.json").write_text(json.dumps(suite), "utf-8")
        return tmp_path

    return write


def test_a_check_that_cannot_be_evaluated_lets_nothing_through(scratch: Scratch, broken: Callable[..., Path]) -> None:
    folder = broken({"column": "no_such_figure", "max_value": 0})
    with pytest.raises(UsageError, match="broken cannot be evaluated"):
        judge(scratch, folder, BY_BIN, scratch.deliver(BY_BIN, *GOOD[BY_BIN]))


def test_a_check_that_names_no_delivery_is_refused(scratch: Scratch, broken: Callable[..., Path]) -> None:
    folder = broken({"column": "row_count", "max_value": 0}, "expect_column_max_to_be_between")
    with pytest.raises(UsageError, match="cannot tell which deliveries"):
        judge(scratch, folder, BY_BIN, scratch.deliver(BY_BIN, *GOOD[BY_BIN]))


def test_the_warehouse_is_only_read(scratch: Scratch, expectations: Path) -> None:
    delivery = scratch.deliver(BY_BIN, *GOOD[BY_BIN])
    judge(scratch, expectations, BY_BIN, delivery)
    with psycopg.connect(scratch.url) as conn:
        left = conn.execute(
            # Of a temporary table the server rids itself a moment after the session has ended.
            "select count(*) from pg_class where relname = 'delivery_profile' and relpersistence <> 't'"
        ).fetchone()
    assert left == (0,)
