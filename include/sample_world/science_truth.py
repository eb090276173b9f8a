"""The right number of researchers as it was known at a moment, and what usual mistakes would make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sample_world.answers import TOTAL, Answer, Mistake
from sample_world.participants import CORES
from sample_world.science import YEARS, Staff, filed, issue_moment, last_day, place_on, tabulated, workbooks
from sample_world.times import register_moment

INDICATOR = "researchers"
# About so many million people live in the country: it prices the mistake of a rate, and nothing else.
_INHABITANTS_MLN = 20

Credits = Iterable[tuple[str | None, Decimal]]


@dataclass(frozen=True)
class Case:
    """A row of a workbook, who handed it in, and when what the registers say of its owner was known."""

    staff: Staff
    territory: str
    known_by: datetime

    def place_on(self, day: date) -> str | None:
        """Where its owner took part on ``day``."""
        return place_on(self.staff.unit.owner, day, self.known_by)

    @property
    def is_in(self) -> bool:
        """Whether its owner was a participant of the territory on 31 December."""
        return self.place_on(last_day(self.staff.year)) == self.territory

    @property
    def is_right(self) -> bool:
        return self.is_in and self.staff.unit.counts


def _right(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.main))] if case.is_right else []


def _all_staff(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.total))] if case.is_right else []


def _secondary(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.main + case.staff.secondary))] if case.is_right else []


def _fte(case: Case) -> Credits:
    return [(case.territory, case.staff.fte)] if case.is_right else []


def _pilot_units(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.main))] if case.is_in and case.staff.unit.is_in_scope else []


def _whole_university(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.main))] if case.is_in and not case.staff.unit.is_pilot else []


def _left(case: Case) -> Credits:
    return [(case.territory, Decimal(case.staff.main))] if case.staff.unit.counts else []


def _first_day(case: Case) -> Credits:
    if not case.staff.unit.counts:
        return []
    return [(case.place_on(date(case.staff.year, 1, 1)), Decimal(case.staff.main_before))]


def _average(case: Case) -> Credits:
    return [(place, persons / 2) for place, persons in (*_right(case), *_first_day(case))]


ALL_STAFF = "all R&D staff counted, technicians and others included"
FTE = "full-time equivalents taken for persons"
# The mistakes that can be made with filed rows.
READINGS: tuple[tuple[str, str, Callable[[Case], Credits]], ...] = (
    ("all_staff", ALL_STAFF, _all_staff),
    ("secondary_jobs", "researchers in secondary jobs counted", _secondary),
    ("fte", FTE, _fte),
    ("pilot_units", "experimental production units counted", _pilot_units),
    ("whole_university", "all units of an organisation that joined with some", _whole_university),
    ("left_counted", "participants that left during the year counted", _left),
    ("first_of_january", "persons of 1 January counted", _first_day),
    ("average_of_the_year", "the average of both ends of the year taken", _average),
)


def researchers(seed: int, year: int, known_by: datetime) -> Answer:
    """Persons by territory and for the programme: tabulated where the Bureau has done so, filed otherwise."""
    cases = list(_cases(seed, year, known_by))
    provisional = _sums(credit for case in cases for credit in _right(case))
    if year in YEARS and issue_moment(year) <= known_by:
        rows = [(place, staff) for place, units in tabulated(seed, year).items() for staff in units]
        values = _sums((place, Decimal(staff.main)) for place, staff in rows)
        read = [
            ("all_staff", ALL_STAFF, _sums((place, Decimal(staff.total)) for place, staff in rows)),
            ("fte", FTE, _sums((place, staff.fte) for place, staff in rows)),
            ("provisional_taken", "what was filed taken although it has been tabulated", provisional),
        ]
    else:
        values = provisional
        read = [
            (name, mistake, _sums(credit for case in cases for credit in reading(case)))
            for name, mistake, reading in READINGS
        ]
    rates = {place: persons / _INHABITANTS_MLN for place, persons in values.items()}
    read.append(("per_million", "researchers per million inhabitants taken for persons", rates))
    return Answer(
        INDICATOR,
        year,
        "final" if values is not provisional else "provisional",
        {place: values.get(place) for place in (*sorted(CORES), TOTAL)},
        tuple(Mistake(name, mistake, _errors(found, values)) for name, mistake, found in read),
    )


def _cases(seed: int, year: int, known_by: datetime) -> Iterator[Case]:
    """Every row of the workbooks of ``year`` that were the latest of their territories at that moment."""
    latest: dict[str, date] = {}
    for of_year, territory, issue in workbooks():
        if of_year == year and register_moment(issue) <= known_by:
            latest[territory] = issue
    for territory, issue in latest.items():
        for staff in filed(seed, year, territory, issue):
            yield Case(staff, territory, known_by)


def _sums(credits_: Credits) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for place, persons in credits_:
        if place is not None:
            sums[place] += persons
            sums[TOTAL] += persons
    return dict(sums)


def _errors(found: dict[str, Decimal], values: dict[str, Decimal]) -> dict[str, Decimal]:
    return {place: found.get(place, Decimal(0)) - right for place, right in values.items()}
