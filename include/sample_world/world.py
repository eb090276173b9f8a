"""One world: what its tax service, its bulk files and its registers show at any moment."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sample_world.author import Author
from sample_world.country import Country, make_country
from sample_world.participants import Participant, Stay
from sample_world.payments import Payment, WireRow
from sample_world.times import DEFAULT_CLOCK, REGISTER_ISSUES, bulk_issues, months

DEFAULT_SEED, DEFAULT_PAYMENTS = 1134, 300_000
_KBK, _NUMBER = 5, 8


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register: a participant's stay as an issue states it."""

    participant: Participant
    stay: Stay


class World:
    """A world of about ``payments`` payments (never fewer than its participants' own, some ten thousand)."""

    def __init__(self, seed: int = DEFAULT_SEED, payments: int = DEFAULT_PAYMENTS) -> None:
        self.seed = seed
        self._wanted = payments
        author = Author(seed, DEFAULT_CLOCK)
        self.participants: list[Participant] = author.participants
        self._own = author.payments

    @cached_property
    def country(self) -> Country:
        """Everybody else's payments."""
        return make_country(self.seed, max(0, self._wanted - len(self._own)))

    @cached_property
    def unreadable(self) -> list[tuple[str, int]]:
        """BIN and year of participants' payments that come without a sum."""
        return sorted((payment.payer.bin, payment.receipt.year) for payment in self._own if payment.tiyn is None)

    @cached_property
    def _own_by_bin(self) -> dict[str, list[Payment]]:
        by_bin: defaultdict[str, list[Payment]] = defaultdict(list)
        for payment in self._own:
            by_bin[payment.payer.bin].append(payment)
        return by_bin

    @cached_property
    def _own_by_month(self) -> dict[tuple[int, int], list[Payment]]:
        by_month: defaultdict[tuple[int, int], list[Payment]] = defaultdict(list)
        for payment in self._own:
            by_month[payment.receipt.year, payment.receipt.month].append(payment)
        return by_month

    def payments_of(self, number: str, begin: date, end: date, now: datetime) -> list[WireRow]:
        """The rows of one BIN received from ``begin`` to ``end``, both included, as shown at ``now``."""
        rows = [
            (payment.receipt, payment.row()) for payment in self._own_by_bin.get(number, []) if payment.is_shown(now)
        ]
        if not rows and re.fullmatch(r"[0-9]{12}", number):
            rows = self.country.rows_of(int(number), now)
        return _ordered([(day, row) for day, row in rows if begin <= day <= end])

    def bulk_months(self, now: datetime) -> dict[tuple[int, int], int]:
        """The months with a bulk file at ``now``, each with the index of its latest issue."""
        issued = {month: sum(moment <= now for moment in bulk_issues(*month)) - 1 for month in months()}
        return {month: issue for month, issue in issued.items() if issue >= 0}

    def bulk_rows(self, month: tuple[int, int], issue: int) -> list[WireRow]:
        """The rows of a month's file in its ``issue``-th issue, counted from 0."""
        moment = bulk_issues(*month)[issue]
        own = [
            (payment.receipt, payment.row())
            for payment in self._own_by_month.get(month, [])
            if payment.is_shown(moment)
        ]
        return _ordered(own + self.country.bulk_rows(months().index(month), issue))

    def registers(self) -> list[tuple[str, date]]:
        """The (territory, day of issue) of every register."""
        return [(territory, issue) for territory, issues in REGISTER_ISSUES.items() for issue in issues]

    def register_rows(self, territory: str, issue: date) -> list[RegisterRow]:
        """A register's rows as its ``issue`` states them: all stays up to then."""
        filed = [
            (participant, stay.as_filed(issue))
            for participant in self.participants
            for stay in participant.stays
            if stay.territory == territory
        ]
        return [RegisterRow(participant, stay) for participant, stay in filed if stay]


def _ordered(rows: list[tuple[date, WireRow]]) -> list[WireRow]:
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1][_NUMBER], pair[1][_KBK]))]
