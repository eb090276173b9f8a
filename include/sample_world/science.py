"""Who does research where: persons per participant, local unit and year, as filed in spring and as tabulated in summer.

All counts are invented. What the Bureau tabulates of 2025 is the Concept's baseline, 878 researchers, for every seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import numpy as np

from sample_world.participants import CORE_SIZE, CORES, MARK_RU, Participant, participants_of
from sample_world.times import ALMATY, register_moment

BASELINE_2025 = 878
YEARS = (2024, 2025, 2026)
PLACES = {"inp_park": "751710000", "nu_park": "711210000", "kurchatov": "101810000"}
_ELSEWHERE = "750000000"
# Of the three core organisations, in percent of what the others leave of the programme's total.
_SHARES = {"inp_park": 40, "nu_park": 22, "kurchatov": 38}
# Days on which territories file, by year of the figures; a second workbook replaces the first, once after the freeze.
FILED_ON = {
    (2025, "inp_park"): (date(2026, 3, 28),),
    (2025, "nu_park"): (date(2026, 3, 28),),
    (2025, "kurchatov"): (date(2026, 3, 28), date(2026, 5, 18)),
    (2026, "inp_park"): (date(2027, 3, 26), date(2027, 5, 12)),
    (2026, "nu_park"): (date(2027, 3, 29),),
    (2026, "kurchatov"): (date(2027, 3, 24), date(2027, 3, 30)),
}


@dataclass(frozen=True)
class Unit:
    """A local unit of a participant. ``is_in_scope``: it takes part; ``is_called_pilot``: its workbook says so, too."""

    owner: Participant
    bin: str
    name_ru: str
    kato: str
    is_in_scope: bool = True
    is_pilot: bool = False
    is_called_pilot: bool = False

    @property
    def counts(self) -> bool:
        return self.is_in_scope and not self.is_pilot


@dataclass(frozen=True)
class Staff:
    """Who did R&D in a unit on 31 December, in persons; ``fte`` of its researchers in hundredths of a person.

    ``main_before``: researchers at their main place of work on the first day of the year.
    """

    unit: Unit
    year: int
    main: int
    secondary: int
    others: int
    fte_hundredths: int
    main_before: int

    @property
    def total(self) -> int:
        return self.main + self.secondary + self.others

    @property
    def fte(self) -> Decimal:
        return Decimal(self.fte_hundredths) / 100


def issue_moment(year: int) -> datetime:
    """The moment at which the Bureau's tabulation first holds ``year``."""
    return datetime(year + 1, 7, 15, 10, tzinfo=ALMATY)


def last_day(year: int) -> date:
    """The day on which persons are counted."""
    return date(year, 12, 31)


def place_on(owner: Participant, day: date, known_by: datetime | None = None) -> str | None:
    """The territory in which ``owner`` takes part on ``day``: in truth, or as registers filed by a moment say."""
    stays = owner.stays if known_by is None else owner.filed_stays(known_by)
    return next((stay.territory for stay in stays if stay.holds(day)), None)


@cache
def staff_of(seed: int) -> dict[int, tuple[Staff, ...]]:
    """All units of all participants, by year: the truth, in or out of the programme."""
    rng = np.random.default_rng([seed, 13])
    by_year: dict[int, tuple[Staff, ...]] = {}
    wanted = {2024: int(rng.integers(835, 866)), 2025: BASELINE_2025, 2026: int(rng.integers(886, 915))}
    before: dict[Unit, int] = {}
    for year in YEARS:
        drawn = [_drawn(unit, year, before.get(unit), rng) for unit in _units(seed)]
        by_year[year] = tuple(_calibrated(drawn, wanted[year], before))
        before = {staff.unit: staff.main for staff in by_year[year]}
    return by_year


@cache
def filed(seed: int, year: int, territory: str, issue: date) -> tuple[Staff, ...]:
    """The rows of one workbook: participants of the year as known on that day, those that have left since included."""
    moment = register_moment(issue)
    first = FILED_ON[year, territory].index(issue) == 0
    forgets = (year, territory, first) == (2026, "kurchatov", True)
    return tuple(
        _as_filed(staff, territory, first=first)
        for staff in staff_of(seed)[year]
        if _files(staff.unit.owner, year, moment) == territory and not (forgets and staff.unit.owner.is_silent)
    )


def _files(owner: Participant, year: int, moment: datetime) -> str | None:
    """The territory that files ``owner``: its last of the year, also where it has left by the end of it."""
    stays = [stay for stay in owner.filed_stays(moment) if stay.joined <= last_day(year)]
    last = stays[-1] if stays else None
    return last.territory if last and (last.left is None or last.left > date(year, 1, 1)) else None


def workbooks() -> Iterator[tuple[int, str, date]]:
    """Year, territory and day of every workbook, whatever the seed; of one territory and year in order of days."""
    for (year, territory), issues in FILED_ON.items():
        for issue in issues:
            yield year, territory, issue


def tabulated(seed: int, year: int) -> dict[str, list[Staff]]:
    """What the Bureau counts: every unit that counts, by the territory its owner was in on 31 December."""
    by_territory: dict[str, list[Staff]] = {territory: [] for territory in CORES}
    for staff in staff_of(seed)[year]:
        territory = place_on(staff.unit.owner, last_day(year))
        if territory and staff.unit.counts:
            by_territory[territory].append(staff)
    return by_territory


def _units(seed: int) -> list[Unit]:
    return [unit for owner in participants_of(seed) for unit in _units_of(owner)]


def _units_of(owner: Participant) -> Iterator[Unit]:
    number, kato = owner.head.bin, PLACES[owner.stays[-1].territory]
    by_units = owner.scope == "подразделения"
    yield Unit(owner, number, f"Научный отдел {MARK_RU}", kato)
    for at, branch in enumerate(owner.branches, start=1):
        yield Unit(owner, branch.bin, f"Лаборатория филиала № {at} {MARK_RU}", _ELSEWHERE)
    if by_units:
        yield Unit(owner, number, f"Школа медицины {MARK_RU}", "711310000", is_in_scope=False)
        yield Unit(owner, number, f"Высшая школа образования {MARK_RU}", "711110000", is_in_scope=False)
    for name in owner.pilot_units:
        # Only the workbooks of core organisations say what the register says of all.
        yield Unit(owner, number, name, kato, is_pilot=True, is_called_pilot=owner.size == CORE_SIZE)


def _drawn(unit: Unit, year: int, before: int | None, rng: np.random.Generator) -> Staff:
    is_core = unit.owner.size == CORE_SIZE
    if before is None:
        low, high = (40, 90) if not unit.is_in_scope else (9, 16) if unit.is_pilot or is_core else (2, 6)
        before = int(rng.integers(low, high))
    # Everywhere a little more than last year, so that the year before is another number.
    main = before + int(rng.integers(0, 3)) + (year == YEARS[-1])
    secondary, others = int(rng.integers(0, 3)) + main // 8, int(rng.integers(1, 4)) + main // 3
    return Staff(unit, year, main, secondary, others, _fte(main, secondary, rng), before)


def _fte(main: int, secondary: int, rng: np.random.Generator) -> int:
    return main * int(rng.integers(80, 96)) + secondary * 25


def _calibrated(drawn: Sequence[Staff], wanted: int, before: dict[Unit, int]) -> Iterator[Staff]:
    """The scientific departments of the three core organisations bring the programme to its total."""
    counted = [s for s in drawn if s.unit.counts and place_on(s.unit.owner, last_day(s.year))]
    cores = {id(s): s.unit.owner.stays[-1].territory for s in counted if _is_core_department(s.unit)}
    missing = wanted - sum(s.main for s in counted if id(s) not in cores)
    parts = {territory: missing * share // 100 for territory, share in _SHARES.items()}
    parts["inp_park"] += missing - sum(parts.values())
    for staff in drawn:
        territory = cores.get(id(staff))
        if territory is None:
            yield staff
            continue
        main = parts[territory]
        first = before.get(staff.unit, main)
        yield replace(_with_main(staff, main), secondary=main // 9, others=main // 3, main_before=first)


def _is_core_department(unit: Unit) -> bool:
    return unit.owner.size == CORE_SIZE and unit.counts and unit.bin == unit.owner.head.bin


def _as_filed(staff: Staff, territory: str, *, first: bool) -> Staff:
    """What was filed in spring: the core organisations' counts were not yet settled."""
    if not _is_core_department(staff.unit):
        return staff
    unsettled = {"inp_park": 6 if first else 1, "nu_park": 3, "kurchatov": -28 if first else -2}[territory]
    return _with_main(staff, staff.main + unsettled + staff.main % 3)


def _with_main(staff: Staff, main: int) -> Staff:
    """The same unit with another number of researchers; full-time equivalents go with it."""
    return replace(staff, main=main, fte_hundredths=staff.fte_hundredths * main // staff.main)
