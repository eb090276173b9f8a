"""Invents every payment of the participants, their branches and their lookalikes, and tallies each at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from sample_world.participants import CORE_SIZE, Participant, Payer, make_participants
from sample_world.payments import Nature, Payment
from sample_world.tally import Tally
from sample_world.times import DEFAULT_CLOCK, bulk_issues, shown_at

# The Concept's baseline of tax receipts, 2.3 bn tenge, in tiyn.
BASELINE_2025 = 230_000_000_000
YEARS = (2024, 2025, 2026)
_MLN = 100_000_000  # tiyn
_AFTER_THE_FREEZE = 70
_TYPES = {Nature.FINE: "Штраф", Nature.PENALTY: "Пеня"}


@dataclass
class Author:
    """Writes one world. ``payments`` and the tally of ``known_by`` grow together."""

    seed: int
    known_by: datetime
    participants: list[Participant] = field(init=False)
    payments: list[Payment] = field(default_factory=list)
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng([self.seed, 1])
        self.participants = make_participants(self._rng)
        self.tally = Tally(self.known_by)
        self._final = Tally(DEFAULT_CLOCK, traps=())
        self._write_everything()

    def _write_everything(self) -> None:
        for owner in self.participants:
            if not owner.is_silent:
                self._ordinary_life(owner)
                self._days_at_the_border(owner)
        veterans = [owner for owner in self.participants if owner.stays[0].left is None and not owner.is_silent]
        veterans = [owner for owner in veterans if owner.stays[0].joined.year == 2024]
        for year in (*YEARS, 2027):
            self._turn_of_year(veterans[::4], year)
        for year in YEARS:
            self._special_payments(veterans, year)
            self._late_and_corrected(veterans, year)
        self._unreadable(veterans)
        self._calibrate([owner for owner in self.participants if owner.size == CORE_SIZE])
        self._refunds_after_the_freeze(veterans)

    def _between(self, low: int, high: int) -> int:
        return int(self._rng.integers(low, high, endpoint=True))

    def _pay(
        self,
        owner: Participant,
        nature: Nature,
        kbk: str,
        day: date,
        tiyn: int | None,
        *,
        payer: Payer | None = None,
        entry_type: str = "Уплата",
        pay_type: str | None = None,
        write_off: date | None = None,
        known_at: datetime | None = None,
        withdrawn_at: datetime | None = None,
        number: str | None = None,
    ) -> str:
        payment = Payment(
            payer=payer or owner.head,
            nature=nature,
            kbk=kbk,
            pay_type=pay_type or _TYPES.get(nature, "Налог"),
            entry_type=entry_type,
            number=number or f"{day.year}{len(self.payments):08d}",
            receipt=day,
            write_off=write_off or day,
            tiyn=tiyn,
            known_at=known_at or shown_at(day),
            withdrawn_at=withdrawn_at,
        )
        self.payments.append(payment)
        self.tally.add(payment, owner)
        self._final.add(payment, owner)
        return payment.number

    def _sized(self, owner: Participant, low_per_mille: int, high_per_mille: int) -> int:
        """A sum in tiyn: so many thousandths of a million tenge, times the participant's size."""
        return owner.size * self._between(low_per_mille, high_per_mille) * (_MLN // 1_000_000)

    def _ordinary_life(self, owner: Participant) -> None:
        """Taxes month by month over all three years, in or out: what falls outside a stay must not count."""
        profit_tax = "101110" if owner.size == CORE_SIZE else "101111"
        for year in YEARS:
            growth = year - 2024
            for month in range(1, 13):
                self._wages(owner, owner.head, date(year, month, self._between(16, 28)), 500 + 20 * growth)
                if month % 3 == 2:
                    day = date(year, month, self._between(16, 28))
                    before = day - timedelta(days=self._between(0, 2))
                    self._pay(owner, Nature.TAX, profit_tax, day, self._sized(owner, 800, 1_600), write_off=before)
                    self._pay(owner, Nature.TAX, "105101", day, self._sized(owner, 900, 2_000))
                for branch in owner.branches:
                    self._wages(owner, branch, date(year, month, self._between(16, 28)), 60)
                if owner.lookalike:
                    self._wages(owner, owner.lookalike, date(year, month, self._between(16, 28)), 300)
            self._pay(owner, Nature.TAX, "104101", date(year, 4, 10), self._sized(owner, 500, 900))
            self._pay(owner, Nature.TAX, "101202", date(year, 4, 10), self._sized(owner, 50, 90))
            for _ in range(2):
                day = date(year, self._between(1, 12), self._between(16, 28))
                self._pay(owner, Nature.IMPORT_VAT, "105102", day, self._sized(owner, 300, 900))

    def _wages(self, owner: Participant, payer: Payer, day: date, base: int) -> None:
        """A month's income tax at source, social tax and social contributions."""
        for nature, kbk, share in (
            (Nature.WITHHELD_TAX, "101201", 10),
            (Nature.TAX, "103101", 6),
            (Nature.SOCIAL, "902101", 4),
        ):
            tiyn = self._sized(owner, base * share // 10, base * share * 3 // 20)
            self._pay(owner, nature, kbk, day, tiyn, payer=payer)

    def _days_at_the_border(self, owner: Participant) -> None:
        """A small payment on the very day of joining (counts) and of leaving (counts no more)."""
        for day in sorted({day for stay in owner.stays for day in (stay.joined, stay.left) if day}):
            self._pay(owner, Nature.TAX, "105101", day, self._between(100_000_00, 150_000_00))

    def _turn_of_year(self, owners: list[Participant], year: int) -> None:
        """1 January, 31 December, and money written off in the old year; larger each year, so no error cancels."""
        scale = year - 2023
        for owner in owners:
            million = self._between(2 * _MLN, 2 * _MLN + _MLN // 4) * scale // 2
            self._pay(owner, Nature.TAX, "105101", date(year, 1, 1), million)
            self._pay(owner, Nature.WITHHELD_TAX, "101201", date(year - 1, 12, 31), million // 3)
            day = date(year, 1, self._between(3, 5))
            self._pay(owner, Nature.TAX, "101111", day, million // 2, write_off=date(year - 1, 12, 30))

    def _special_payments(self, owners: list[Participant], year: int) -> None:
        """Refunds, offsets, penalties, fines and sales of property of participants that are in all year."""
        for index, owner in enumerate(owners):
            day = date(year, 10 + index % 3, self._between(6, 28))
            match index % 5:
                case 0:
                    tiyn = -self._between(_MLN // 2, 2 * _MLN)
                    self._pay(owner, Nature.TAX, "105101", day, tiyn, entry_type="Возврат")
                case 1:
                    self._offset(owner, day, self._between(2 * _MLN, 3 * _MLN))
                case 2:
                    for pay_type in ("Пеня", "Штраф"):
                        tiyn = self._between(_MLN // 20, _MLN // 5)
                        self._pay(owner, Nature.PENALTY, "101201", day, tiyn, pay_type=pay_type)
                    self._offset(owner, day, -self._between(_MLN // 10, _MLN // 5))
                case 3:
                    self._pay(owner, Nature.FINE, "204101", day, self._between(_MLN // 10, _MLN))
                case _:
                    self._pay(owner, Nature.PROPERTY_SALE, "301101", day, self._between(_MLN, 4 * _MLN))

    def _offset(self, owner: Participant, day: date, tiyn: int) -> None:
        """An overpaid tax of ``tiyn`` set off against social contributions (negative: the other way round)."""
        number = self._pay(owner, Nature.TAX, "101111", day, -tiyn, entry_type="Зачет")
        self._pay(owner, Nature.SOCIAL, "902101", day, tiyn, entry_type="Зачет", number=number)

    def _late_and_corrected(self, owners: list[Participant], year: int) -> None:
        """Each later issue of a bulk file brings payments that nobody saw before, and rewrites one sum."""
        for month in (3, 6, 9, 12):
            later = bulk_issues(year, month)[1:]
            for moment in later:
                for _ in range(3):
                    owner = owners[self._between(0, len(owners) - 1)]
                    day = date(year, month, self._between(6, 28))
                    tiyn = self._between(2 * _MLN, 4 * _MLN)
                    self._pay(owner, Nature.TAX, "105101", day, tiyn, known_at=moment)
            owner, day = owners[-month], date(year, month, self._between(6, 28))
            tiyn, moment = self._between(_MLN, 2 * _MLN), later[-1]
            number = self._pay(owner, Nature.TAX, "103101", day, tiyn, withdrawn_at=moment)
            corrected = tiyn + self._between(1, _MLN // 5)
            self._pay(owner, Nature.TAX, "103101", day, corrected, known_at=moment, number=number)

    def _refunds_after_the_freeze(self, owners: list[Participant]) -> None:
        """Taxes of December 2026 paid back, which the last issue of its bulk file is the first to show."""
        # A stream of its own: what is known at the freeze does not depend on what comes after it.
        rng = np.random.default_rng([self.seed, _AFTER_THE_FREEZE])
        moment = bulk_issues(2026, 12)[-1]
        for place in rng.choice(len(owners), 3, replace=False):
            day, tiyn = date(2026, 12, int(rng.integers(6, 29))), int(rng.integers(_MLN // 2, 2 * _MLN))
            self._pay(owners[place], Nature.TAX, "101111", day, -tiyn, entry_type="Возврат", known_at=moment)

    def _unreadable(self, owners: list[Participant]) -> None:
        """A few payments without a sum."""
        for year in YEARS:
            owner = owners[self._between(0, len(owners) - 1)]
            self._pay(owner, Nature.TAX, "105101", date(year, self._between(7, 12), 20), None)

    def _calibrate(self, cores: list[Participant]) -> None:
        """Quarterly advances of the three core organisations close 2025 on the baseline, to the tiyn."""
        days = [(owner, month) for owner in cores for month in (3, 6, 9, 12)]
        missing = BASELINE_2025 - self._final.total(2025)
        usual = missing // len(days)
        if not _MLN < usual < 40 * _MLN:
            raise ValueError(f"seed {self.seed} leaves {missing} tiyn for the advances of 2025: not plausible")
        for year in (2024, 2026):
            for owner, month in days:
                tiyn = usual * self._between(980, 1_030) // 1_000
                self._pay(owner, Nature.TAX, "101110", date(year, month, 25), tiyn)
        for index, (owner, month) in enumerate(days):
            rest = len(days) - index
            tiyn = missing if rest == 1 else missing // rest * self._between(900, 1_100) // 1_000
            missing -= tiyn
            self._pay(owner, Nature.TAX, "101110", date(2025, month, 25), tiyn)
