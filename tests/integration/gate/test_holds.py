"""What holds a report, as a ledger tells it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from tests.integration.builds import write_build
from tests.integration.unwritten import Unwritten

from naukograd.core.database import connect, migrate
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Event, Stored
from naukograd.deliveries.ledger import Receipt, delivery_id, shown
from naukograd.gate.holds import holds
from naukograd.sources.dataset import Statement

DATASET, SLICE = "kazpatent.inventions", "2026/5"


def day(number: int) -> datetime:
    return datetime(2026, 6, number, tzinfo=UTC)


def sha256(letter: str) -> str:
    return hashlib.sha256(letter.encode()).hexdigest()


def arrival(letter: str, number: int) -> Event:
    receipt = Receipt(day(number), {}, is_sample=True, has_own_clock=True, statement=Statement(day(number), "shown"))
    return ledger.arrival(Unwritten(), DATASET, SLICE, Stored(sha256(letter), 1), receipt)


def judged(letter: str, number: int, accepted: bool, warnings: list[str]) -> Event:
    said = {"dataset": DATASET, "slice": SLICE, "sha256": sha256(letter), "accepted": accepted, "reason": "looked at"}
    identity = shown(delivery_id(DATASET, SLICE, sha256(letter)))
    record = {
        "gate": "delivery",
        "subject": DATASET,
        "passed": accepted,
        "checks": [{"check": name, "says": f"Not {name}."} for name in warnings],
        "deliveries": [{"delivery_id": identity, "warnings": warnings}],
    }
    return ledger.gate_run(Unwritten(), record, [said], day(number))


@pytest.mark.parametrize(
    ("arrived", "replaced_by", "held"),
    [
        ("AB", "accepted", False),
        ("AA", "accepted", False),
        ("ABA", "accepted", True),
        ("ABAB", "accepted", True),
        ("ABAC", "accepted", False),
        ("ABA", "rejected", False),
        ("ABA", "warned of", False),
    ],
)
def test_a_slice_that_goes_back_to_what_was_replaced_holds(
    warehouse_url: str, arrived: str, replaced_by: str, held: bool
) -> None:
    with connect(warehouse_url) as conn:
        migrate(conn)
        for number, letter in enumerate(arrived, start=1):
            ledger.apply(conn, arrival(letter, number))
        for letter in sorted(set(arrived)):
            bad = letter == "B"
            accepted = not (bad and replaced_by == "rejected")
            ledger.apply(conn, judged(letter, 9, accepted, ["shrinks"] if bad and replaced_by == "warned of" else []))
        write_build(conn, "b", [], as_of=day(20).isoformat())
        found = [hold.subject for hold in holds(conn, "b", 2025)]
    assert (f"{DATASET}/returned/{SLICE}" in found) == held


def judged_marts(gate: str, subject: str, number: int, failed: list[str]) -> Event:
    checks = [
        {"check": name, "says": f"Not {name}.", "severity": "warning", "passed": name not in failed}
        for name in ("indicator_progress.all_are_complete", "data_sources.fresh")
    ]
    record = {"gate": gate, "subject": subject, "passed": True, "checks": checks}
    return ledger.gate_run(Unwritten(), record, [], day(number))


def test_warnings_on_the_marts_hold_and_those_of_the_year_hold_its_release_alone(warehouse_url: str) -> None:
    with connect(warehouse_url) as conn:
        migrate(conn)
        write_build(conn, "b", [], as_of=day(20).isoformat())
        ledger.apply(conn, judged_marts("mart", "build b", 1, ["indicator_progress.all_are_complete"]))
        ledger.apply(conn, judged_marts("mart", "build b", 2, ["data_sources.fresh"]))
        ledger.apply(conn, judged_marts("release", "build b, year 2026", 3, ["indicator_progress.all_are_complete"]))
        found = {year: [hold.subject for hold in holds(conn, "b", year)] for year in (2025, 2026)}
    assert found == {
        2025: ["data_sources/fresh"],
        2026: ["data_sources/fresh", "indicator_progress/all_are_complete/2026"],
    }
