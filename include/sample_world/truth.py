"""The right answer for a year, and the exact price of each usual mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sample_world import investment_truth
from sample_world.answers import Answer
from sample_world.author import Author
from sample_world.innovation import Ranking, ranking
from sample_world.output_truth import science_output
from sample_world.participants import CORES
from sample_world.patent_truth import invention_patents
from sample_world.payments import tenge
from sample_world.science_truth import researchers
from sample_world.tally import TRAPS
from sample_world.times import DEFAULT_CLOCK
from sample_world.world import DEFAULT_SEED


@dataclass(frozen=True)
class Sum:
    """An amount as an exact dot-decimal string in tenge, and how many payments make it."""

    amount_kzt: str
    payments: int


@dataclass(frozen=True)
class TrapPrice:
    """What a mistake adds (negative: loses), in tenge, in the total and per territory, and by how many rows."""

    name: str
    mistake: str
    rows: int
    error_kzt: str
    error_by_territory_kzt: dict[str, str]


@dataclass(frozen=True)
class Quirk:
    """Something on the wire that a reader must survive, and in how many places (all years)."""

    name: str
    what: str
    rows: int


@dataclass(frozen=True)
class Truth:
    """One year as it was known at a moment."""

    seed: int
    year: int
    known_by: str
    total: Sum
    territories: dict[str, Sum]
    traps: list[TrapPrice]
    quirks: list[Quirk]
    gii_business_rd_rank: Ranking
    answers: dict[str, Answer]
    is_sample: bool = True


# The indicators beside tax receipts and the rank, each as (seed, year, known_by) → Answer.
ANSWERS: dict[str, Callable[[int, int, datetime], Answer]] = {
    "researchers": researchers,
    "private_investment": investment_truth.answer,
    "science_output": science_output,
    "invention_patents": invention_patents,
}


def truth(year: int, *, known_by: datetime = DEFAULT_CLOCK, seed: int = DEFAULT_SEED) -> Truth:
    """The truth about ``year`` by the payments shown and the registers filed at ``known_by``.

    It does not depend on how many payments the rest of the country makes.
    """
    author = _written(seed, known_by)
    tally = author.tally
    territories = {code: Sum(tenge(tally.tiyn[year, code]), tally.payments[year, code]) for code in sorted(CORES)}
    traps = []
    for trap in TRAPS:
        errors = tally.trap_tiyn[trap.name, year]
        by_territory = {code: tenge(errors[code]) for code in sorted(CORES)}
        rows = tally.trap_rows[trap.name, year]
        traps.append(TrapPrice(trap.name, trap.mistake, rows, tenge(sum(errors.values())), by_territory))
    count = sum(found.payments for found in territories.values())
    total = Sum(tenge(tally.total(year)), count)
    rank = ranking(seed, year, known_by)
    answers = {code: answer(seed, year, known_by) for code, answer in ANSWERS.items()}
    return Truth(seed, year, known_by.isoformat(), total, territories, traps, _quirks(author), rank, answers)


@lru_cache(maxsize=8)
def _written(seed: int, known_by: datetime) -> Author:
    # One world answers for all of its years.
    return Author(seed, known_by)


def _quirks(author: Author) -> list[Quirk]:
    shown = [payment for payment in author.payments if payment.is_shown(author.known_by)]
    payers = {payment.payer.bin for payment in shown}
    bins = [payer.bin for owner in author.participants for payer in (owner.head, *owner.branches)]
    old_zone = sum(payment.receipt < date(2024, 3, 1) for payment in shown)
    return [
        Quirk("empty_sum", "an empty «Summa»: unreadable, not zero", sum(p.tiyn is None for p in shown)),
        Quirk("no_payments", "participants' BINs that never pay: errorcode 10", len(set(bins) - payers)),
        Quirk("leading_zero", "participants' BINs that begin with 0", sum(b.startswith("0") for b in bins)),
        Quirk("stamped_06", "days stamped +06:00, before 2024-03-01", old_zone),
        Quirk("stamped_05", "days stamped +05:00", len(shown) - old_zone),
        Quirk(
            "rewritten",
            "rows that were replaced by another sum under the same number",
            sum(payment.withdrawn_at is not None for payment in author.payments),
        ),
    ]
