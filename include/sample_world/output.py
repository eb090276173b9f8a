"""Science and technology output: every line that participants file, the Bureau's tabulations, and the truth of both.

Amounts are whole thousands of tenge. A line knows what it is, so the truth never reads a code, a BIN or a KATO.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial

import numpy as np

from sample_world.participants import CORE_SIZE, CORES, Participant, Stay, participants_of
from sample_world.times import ALMATY, DEFAULT_CLOCK

YEARS = (2025, 2026)
KATO = {"inp_park": "751710000", "nu_park": "711210000", "kurchatov": "101810000"}
ELSEWHERE = "711310000"
VAT_PERCENT = {2025: 12, 2026: 16}
# Kurchatov hands its workbook in early, and once more with what it had got wrong.
_ISSUES = {"inp_park": ((3, 27),), "nu_park": ((3, 27),), "kurchatov": ((3, 12), (3, 30))}


class Nature(Enum):
    """What a line is: whether it counts, and since or until when, is a property of it."""

    RD = "R&D"
    PRODUCT = "a product that is on every list"
    LEFT_LIST = "a product that is on the list until 30 June 2026"
    JOINED_LIST = "a product that is on the list from 1 April 2026"
    UNLISTED = "a product that is on no list"
    INNOVATIVE = "a product that is new, and on no list"
    NOTHING = "nothing was made"

    def is_listed(self, day: date) -> bool:
        match self:
            case Nature.LEFT_LIST:
                return day < date(2026, 7, 1)
            case Nature.JOINED_LIST:
                return day >= date(2026, 4, 1)
        return self in (Nature.RD, Nature.PRODUCT)


@dataclass(frozen=True)
class Line:
    """One row of a workbook. ``seen_in``: moments of the workbooks that hold it; ``buyer``: a participant, or none."""

    seller: Participant
    territory: str
    year: int
    quarter: int
    nature: Nature
    variant: int
    in_scope: bool
    buyer: Participant | None
    buyer_bin: str
    revenue: int
    vat: int
    seen_in: tuple[datetime, ...]

    @property
    def begins(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def ends_before(self) -> date:
        return date(self.year + 1, 1, 1) if self.quarter == 4 else date(self.year, 3 * self.quarter + 1, 1)


def output_issues(territory: str, year: int) -> tuple[datetime, ...]:
    """When a territory hands in its workbooks of a year."""
    return tuple(datetime(year + 1, month, day, 9, tzinfo=ALMATY) for month, day in _ISSUES[territory])


@cache
def lines_of(seed: int) -> tuple[Line, ...]:
    """Every line of every workbook, by territory, year, participant and quarter."""
    return tuple(_Writer(seed).all())


class _Writer:
    """Invents the lines of one world."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng([seed, 5])
        self._all = participants_of(seed)
        self._by_place = {(p.head.territory, index % 17): p for index, p in enumerate(self._all)}

    def all(self) -> Iterator[Line]:
        for territory in CORES:
            for year in YEARS:
                for number, seller in enumerate(self._all):
                    for quarter in range(1, 5):
                        if _reports(seller, territory, year, quarter):
                            yield from self._quarter(seller, number % 17, territory, year, quarter)

    def _quarter(self, seller: Participant, index: int, territory: str, year: int, quarter: int) -> Iterator[Line]:
        line = partial(self._line, seller, territory, year, quarter)
        if seller.is_silent:
            yield line(Nature.NOTHING, 0)
            return
        is_corrected = index == 0 and territory == "kurchatov"
        first, *later = output_issues(territory, year)
        if is_corrected:
            yield line(Nature.RD, 150, seen_in=(first,))
        if index % 3 < 2:
            yield line(Nature.RD, (130, 83)[index % 3], seen_in=tuple(later) if is_corrected else ())
        if index % 3 > 0:
            yield line(Nature.PRODUCT, (47, 130)[index % 3 - 1])
        if seller.scope == "подразделения":
            yield line(Nature.RD, 90, in_scope=False)
        if index in (6, 7):
            yield line(Nature.LEFT_LIST if index == 6 else Nature.JOINED_LIST, 30)
        if index % 4 > 1:
            yield line(Nature.UNLISTED if index % 4 == 2 else Nature.INNOVATIVE, 25)
        yield from self._sales_among(line, index, seller.head.territory)

    def _sales_among(self, line: Callable[..., Line], index: int, home: str) -> Iterator[Line]:
        """Sales to participants elsewhere, to a participant's branch, and to one that joins in April 2026."""
        places = list(CORES)
        if index == 9:
            buyer = self._by_place[home, 3]
            yield line(Nature.RD, 20, buyer, buyer_bin=buyer.branches[0].bin)
        elif index % 4 == 1:
            yield line(Nature.RD, 20, self._by_place[places[places.index(home) - 1], 2])
        if index == 2:
            yield line(Nature.PRODUCT, 20, self._by_place[home, 13])

    def _line(
        self,
        seller: Participant,
        territory: str,
        year: int,
        quarter: int,
        nature: Nature,
        parts: int,
        buyer: Participant | None = None,
        *,
        buyer_bin: str = "",
        in_scope: bool = True,
        seen_in: tuple[datetime, ...] = (),
    ) -> Line:
        revenue = seller.size * parts * int(self._rng.integers(930, 1_071)) // 10_000
        is_exempt = seller.size == CORE_SIZE and nature is Nature.RD
        return Line(
            *(seller, territory, year, quarter, nature, int(self._rng.integers(0, 2)), in_scope, buyer),
            buyer_bin=buyer_bin or (buyer.head.bin if buyer else ""),
            revenue=revenue,
            vat=0 if is_exempt else revenue * VAT_PERCENT[year] // 100,
            seen_in=seen_in or output_issues(territory, year),
        )


def _reports(seller: Participant, territory: str, year: int, quarter: int) -> bool:
    """A year is reported whole by who was in on any day of it; a mover's quarters each where it was."""
    first, after = date(year, 3 * quarter - 2, 1), date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    in_year = [stay for stay in seller.stays if _overlaps(stay, date(year, 1, 1), date(year + 1, 1, 1))]
    here = [stay for stay in in_year if stay.territory == territory]
    elsewhere = [stay for stay in in_year if stay.territory != territory]
    held = any(_overlaps(stay, first, after) for stay in here)
    return held or (bool(here) and not elsewhere)


def _overlaps(stay: Stay, first: date, after: date) -> bool:
    return stay.joined < after and (stay.left is None or stay.left > first)


@dataclass(frozen=True)
class Case:
    """A line, and what registers and workbooks said of it by a moment: all that a reading of it may look at."""

    line: Line
    known_by: datetime
    takes_part: bool
    buyer_takes_part: bool
    buyer_ever_takes_part: bool

    @property
    def is_current(self) -> bool:
        """In the latest workbook of its territory and year."""
        shown = [moment for moment in output_issues(self.line.territory, self.line.year) if moment <= self.known_by]
        return bool(shown) and shown[-1] in self.line.seen_in

    def amount(
        self,
        *,
        takes_part: bool | None = None,
        in_scope: bool | None = None,
        is_listed: bool | None = None,
        is_sold_inside: bool | None = None,
    ) -> int:
        """The revenue where it counts, else 0; what is given stands in for what is so."""
        line = self.line
        holds = (
            self.takes_part if takes_part is None else takes_part,
            line.in_scope if in_scope is None else in_scope,
            line.nature.is_listed(line.begins) if is_listed is None else is_listed,
            not (self.buyer_takes_part if is_sold_inside is None else is_sold_inside),
        )
        return line.revenue if all(holds) else 0

    @property
    def right(self) -> int:
        return self.amount() if self.is_current else 0


def _also(nature: Nature) -> Callable[[Case], int]:
    return lambda case: case.amount(is_listed=True) if case.line.nature is nature else case.amount()


def _by_list_of(day: date) -> Callable[[Case], int]:
    return lambda case: case.amount(is_listed=case.line.nature.is_listed(day))


def _heads_as_buyers(case: Case) -> int:
    to_branch = case.line.buyer is not None and case.line.buyer_bin != case.line.buyer.head.bin
    return case.amount(is_sold_inside=False) if to_branch else case.amount()


# Each reads a line of a current workbook; the two that read workbooks and tabulations otherwise stand apart.
READINGS: tuple[tuple[str, str, Callable[[Case], int]], ...] = (
    ("vat_included", "VAT added to the revenue", lambda case: case.amount() and case.line.revenue + case.line.vat),
    (
        "sales_among_participants",
        "sales of one participant to another counted",
        lambda case: case.amount(is_sold_inside=False),
    ),
    ("sales_to_branches", "a buyer known by its head's BIN alone", _heads_as_buyers),
    (
        "buyers_at_any_time",
        "sales netted out whenever the buyer took part at any time",
        lambda case: case.amount(is_sold_inside=case.buyer_ever_takes_part),
    ),
    ("not_listed", "products that are on no list counted", _also(Nature.UNLISTED)),
    ("innovative", "goods called innovative counted", _also(Nature.INNOVATIVE)),
    ("todays_list", "the list of today used for every quarter", _by_list_of(date(2027, 1, 1))),
    ("first_list", "the first list used for every quarter", _by_list_of(date(2025, 1, 1))),
    ("whole_university", "all units counted where some take part", lambda case: case.amount(in_scope=True)),
    ("whole_year", "quarters before joining and after leaving counted", lambda case: case.amount(takes_part=True)),
    ("thousand_as_million", "thousands of tenge read as millions", lambda case: case.amount() * 1_000),
)


def cases_of(seed: int, year: int, known_by: datetime) -> Iterator[Case]:
    """Every line of the year that a workbook showed by ``known_by``, superseded ones too."""
    stays = {p.head.bin: p.filed_stays(known_by) for p in participants_of(seed)}
    for line in lines_of(seed):
        if line.year == year and line.seen_in[0] <= known_by:
            own = [stay for stay in stays[line.seller.head.bin] if stay.territory == line.territory]
            bought = stays[line.buyer.head.bin] if line.buyer else ()
            yield Case(
                line,
                known_by,
                takes_part=any(_overlaps(stay, line.begins, line.ends_before) for stay in own),
                buyer_takes_part=any(_overlaps(stay, line.begins, line.ends_before) for stay in bought),
                buyer_ever_takes_part=bool(bought),
            )


@cache
def tabulated(seed: int, year: int) -> dict[str, int]:
    """The Bureau's figures of a year by territory, in tenths of a million tenge; of 2025 the decreed baseline."""
    weights = dict.fromkeys(CORES, 0)
    for case in cases_of(seed, max(year, YEARS[0]), DEFAULT_CLOCK):
        weights[case.line.territory] += case.right
    total = {2024: 36_500, 2025: 40_000}.get(year, sum(weights.values()) * 101 // 10_000)
    rng = np.random.default_rng([seed, 5, year])
    parts = {code: total * weight // sum(weights.values()) for code, weight in weights.items()}
    parts["inp_park"] -= int(rng.integers(100, 300))
    parts["kurchatov"] += total - sum(parts.values())
    return parts


def tabulation_moment(year: int) -> datetime:
    """When the Bureau's tabulation of a year comes out."""
    return datetime(year + 1, 7, 15, 10, tzinfo=ALMATY)
