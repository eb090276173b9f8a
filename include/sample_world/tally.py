"""The truth, tallied payment by payment as the author invents them, and what each usual mistake would add to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sample_world.participants import Participant, Stay
from sample_world.payments import COUNTED, Nature, Payment
from sample_world.times import REGISTER_ISSUES, bulk_issues, freeze, register_moment

FIRST_REGISTERS = register_moment(min(issues[0] for issues in REGISTER_ISSUES.values()))


@dataclass(frozen=True)
class Credit:
    """Money put to a year and a territory."""

    year: int
    territory: str
    tiyn: int


@dataclass(frozen=True)
class Case:
    """A payment, whose it is, and what the registers said by a moment: all that a reading of it may look at."""

    payment: Payment
    owner: Participant
    stays: tuple[Stay, ...]
    known_by: datetime

    @property
    def day(self) -> date:
        return self.payment.receipt

    def is_of(self, natures: frozenset[Nature]) -> bool:
        """Shown, readable, of one of these natures, and truly paid by the participant."""
        return self._is_there and self.payment.nature in natures and self.payment.payer.role != "lookalike"

    @property
    def is_countable(self) -> bool:
        return self.is_of(COUNTED)

    @property
    def lookalike_is_countable(self) -> bool:
        return self._is_there and self.payment.nature in COUNTED and self.payment.payer.role == "lookalike"

    @property
    def _is_there(self) -> bool:
        return self.payment.tiyn is not None and self.payment.is_shown(self.known_by)

    def credit(self, territory: str | None, *, year: int | None = None, times: int = 1) -> Credit | None:
        """This payment's sum under ``territory``; None without one."""
        if territory is None or self.payment.tiyn is None:
            return None
        return Credit(self.day.year if year is None else year, territory, self.payment.tiyn * times)

    @cached_property
    def territory(self) -> str | None:
        """Where the participant was on the day of receipt."""
        return territory_on(self.stays, self.day)

    @cached_property
    def right(self) -> Credit | None:
        """The rule: a counted nature, received on a day of participation, put to that day's territory."""
        return self.credit(self.territory) if self.is_countable else None


Reading = Callable[[Case], Credit | None]


def territory_on(stays: tuple[Stay, ...], day: date) -> str | None:
    """The territory of the stay that holds ``day``."""
    return next((stay.territory for stay in stays if stay.holds(day)), None)


def _outside(case: Case, pick: Callable[[Case], Stay | None]) -> Credit | None:
    """The mistake of lending a payment outside every stay to the stay that ``pick`` names."""
    if not case.is_countable or case.territory is not None:
        return case.right
    stay = pick(case)
    return case.credit(stay.territory if stay else None)


def _joined_during_year(case: Case) -> Credit | None:
    def first_of_year(case: Case) -> Stay | None:
        first = min(case.stays, key=lambda stay: stay.joined, default=None)
        return first if first and case.day < first.joined and first.joined.year == case.day.year else None

    return _outside(case, first_of_year)


def _left_during_year(case: Case) -> Credit | None:
    def last_of_year(case: Case) -> Stay | None:
        last = max(case.stays, key=lambda stay: stay.joined, default=None)
        has_left = last and last.left and last.left <= case.day and last.left.year == case.day.year
        return last if has_left else None

    return _outside(case, last_of_year)


def _left_and_came_back(case: Case) -> Credit | None:
    def before_the_gap(case: Case) -> Stay | None:
        came_back = any(case.day < stay.joined for stay in case.stays)
        earlier = [stay for stay in case.stays if stay.left and stay.left <= case.day]
        return max(earlier, key=lambda stay: stay.joined, default=None) if came_back else None

    return _outside(case, before_the_gap)


def _stays_of_year(case: Case) -> list[Stay]:
    first, after = date(case.day.year, 1, 1), date(case.day.year + 1, 1, 1)
    return [stay for stay in case.stays if stay.joined < after and (stay.left is None or first < stay.left)]


def _whole_year(case: Case) -> Credit | None:
    return _outside(case, lambda case: next(reversed(_stays_of_year(case)), None))


def _last_territory_of_year(case: Case) -> Credit | None:
    return case.credit(_stays_of_year(case)[-1].territory) if case.right else None


def _todays_register(case: Case) -> Credit | None:
    today = territory_on(case.stays, case.known_by.date())
    return case.credit(today) if case.is_countable else None


def _first_register(case: Case) -> Credit | None:
    filed = case.owner.filed_stays(min(FIRST_REGISTERS, case.known_by))
    return case.credit(territory_on(filed, case.day)) if case.is_countable else None


def _also(*natures: Nature) -> Reading:
    wider = COUNTED | frozenset(natures)
    return lambda case: case.credit(case.territory) if case.is_of(wider) else None


def _without(entry_type: str) -> Reading:
    return lambda case: None if case.payment.entry_type == entry_type else case.right


def _without_branches(case: Case) -> Credit | None:
    return None if case.payment.payer.role == "branch" else case.right


def _with_lookalikes(case: Case) -> Credit | None:
    return case.credit(case.territory) if case.lookalike_is_countable else case.right


def _by_write_off(case: Case) -> Credit | None:
    year = case.payment.write_off.year
    return case.credit(case.territory, year=year) if case.is_countable else None


def _a_day_earlier(case: Case) -> Credit | None:
    day = case.day - timedelta(days=1)
    return case.credit(territory_on(case.stays, day), year=day.year) if case.is_countable else None


def _all_issues_added(case: Case) -> Credit | None:
    payment = case.payment
    moments = [moment for moment in bulk_issues(case.day.year, case.day.month) if moment <= case.known_by]
    copies = sum(payment.is_shown(moment) for moment in moments)
    if payment.nature not in COUNTED or payment.payer.role == "lookalike":
        return None
    return case.credit(case.territory, times=copies) if copies else case.right


def _twice(case: Case) -> Credit | None:
    return case.credit(case.territory, times=2) if case.right else None


def _frozen(case: Case) -> Credit | None:
    moment = min(freeze(case.day.year), case.known_by)
    is_tax = case.payment.nature in COUNTED and case.payment.payer.role != "lookalike"
    return case.credit(case.territory) if is_tax and case.payment.is_shown(moment) else None


@dataclass(frozen=True)
class Trap:
    """A usual mistake: how it reads a payment."""

    name: str
    mistake: str
    reading: Reading


TRAPS = (
    Trap("joined_during_year", "payments before joining counted in the year of joining", _joined_during_year),
    Trap("left_during_year", "payments after leaving counted in the year of leaving", _left_during_year),
    Trap("left_and_came_back", "the gap between two stays counted", _left_and_came_back),
    Trap("whole_year_instead_of_day", "in on any day of the year = in on all of its days", _whole_year),
    Trap(
        "moved_between_territories",
        "all of the year credited to the territory where the year ended",
        _last_territory_of_year,
    ),
    Trap("todays_register_for_the_past", "who is in today was always in, nobody else ever", _todays_register),
    Trap("register_correction", "the first issue of each register used, later ones ignored", _first_register),
    Trap("refunds_ignored", "rows «Возврат» dropped (read as positive: twice the error)", _without("Возврат")),
    Trap("offsets_ignored", "rows «Зачет» dropped", _without("Зачет")),
    Trap("social_contributions_902101", "902101 counted as a tax", _also(Nature.SOCIAL)),
    Trap("fines_category_2", "fines (204101) counted", _also(Nature.FINE)),
    Trap("property_sales_category_3", "sales of property (301101) counted", _also(Nature.PROPERTY_SALE)),
    Trap("penalties_on_tax_codes", "«Пеня» and «Штраф» on codes of category 1 counted", _also(Nature.PENALTY)),
    Trap("branches_missed", "branches of participants left out", _without_branches),
    Trap("branch_of_non_participant", "a stranger's branch with a similar BIN and name", _with_lookalikes),
    Trap("year_by_write_off_date", "the year taken from WriteOffDate", _by_write_off),
    Trap("utc_shift", "the stamp 2026-01-01+05:00 converted to UTC: every day one earlier", _a_day_earlier),
    Trap("superseded_files_added", "every issue of a bulk file added up", _all_issues_added),
    Trap("both_datasets_added", "payments by BIN and in bulk added up", _twice),
    Trap("late_postings", "only what the tax service showed by 20 April of the next year", _frozen),
)


class Tally:
    """Sums as they stood at ``known_by``, grown by one payment at a time; amounts in tiyn."""

    def __init__(self, known_by: datetime, traps: tuple[Trap, ...] = TRAPS) -> None:
        self.known_by = known_by
        self._traps = traps
        self.tiyn: Counter[tuple[int, str]] = Counter()
        self.payments: Counter[tuple[int, str]] = Counter()
        self.trap_rows: Counter[tuple[str, int]] = Counter()
        self.trap_tiyn: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        self._filed: dict[str, tuple[Stay, ...]] = {}

    def add(self, payment: Payment, owner: Participant) -> None:
        """Take one payment of ``owner``, of its branch, or of its lookalike into account."""
        if owner.head.bin not in self._filed:
            self._filed[owner.head.bin] = owner.filed_stays(self.known_by)
        case = Case(payment, owner, self._filed[owner.head.bin], self.known_by)
        right = case.right
        if right:
            self.tiyn[right.year, right.territory] += right.tiyn
            self.payments[right.year, right.territory] += 1
        for trap in self._traps:
            wrong = trap.reading(case)
            if wrong != right:
                self._charge(trap.name, wrong, right)

    def total(self, year: int) -> int:
        """All territories of ``year``, in tiyn."""
        return sum(tiyn for (of_year, _), tiyn in self.tiyn.items() if of_year == year)

    def _charge(self, name: str, wrong: Credit | None, right: Credit | None) -> None:
        for year in {credit.year for credit in (wrong, right) if credit}:
            self.trap_rows[name, year] += 1
        if wrong:
            self.trap_tiyn[name, wrong.year][wrong.territory] += wrong.tiyn
        if right:
            self.trap_tiyn[name, right.year][right.territory] -= right.tiyn
