"""How many patents count, told from what was invented, and what each usual mistake would count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sample_world.answers import TOTAL, Answer, Mistake
from sample_world.participants import CORES, Participant, Stay, participants_of
from sample_world.patents import (
    EURASIAN,
    INVENTION,
    UTILITY_MODEL,
    Owner,
    Patent,
    bulletin_days,
    bulletin_moment,
    patents_of,
)
from sample_world.tally import territory_on
from sample_world.times import freeze

Stays = Sequence[Stay]


def _registration_year(patent: Patent) -> int:
    return patent.registered.year


def _bulletin_year(patent: Patent) -> int:
    return patent.bulletins[0].year


def _territory_on(stays: Stays, day: date) -> str | None:
    return territory_on(tuple(stays), day)


@dataclass(frozen=True)
class Reading:
    """One way of counting. As it stands it is the right one; a mistake changes one of its answers.

    Attributes:
        owners: the owners of a patent that are looked at.
        participant: who an owner is taken for.
        where: in which territory stays put a participant on a day.
        is_by_owner: whether each participating owner counts.
        is_by_bulletin: whether each bulletin that prints it counts.
        sums_up: whether the total is the sum of the territories.
    """

    kinds: frozenset[str] = frozenset({INVENTION})
    year: Callable[[Patent], int] = _registration_year
    owners: Callable[[Patent], Sequence[Owner]] = lambda patent: patent.owners
    participant: Callable[[Owner], Participant | None] = lambda owner: owner.participant
    where: Callable[[Stays, date], str | None] = _territory_on
    corrections: bool = True
    counts_lapsed: bool = True
    is_by_owner: bool = False
    is_by_bulletin: bool = False
    sums_up: bool = False

    def count(self, seed: int, year: int, known_by: datetime) -> Counter[str]:
        """Patents of ``year`` by territory and in the total, by what was printed and filed at ``known_by``."""
        counted: Counter[str] = Counter()
        for patent in patents_of(seed):
            shown = patent.shown_in(known_by, corrections=self.corrections)
            if not shown or patent.kind not in self.kinds or self.year(patent) != year:
                continue
            if patent.is_lapsed and not self.counts_lapsed:
                continue
            places = self._places(patent, known_by)
            times = len(shown) if self.is_by_bulletin else 1
            for place in places if self.is_by_owner else set(places):
                counted[place] += times
            counted[TOTAL] += times * (len(places) if self.is_by_owner else bool(places))
        if self.sums_up:
            counted[TOTAL] = sum(count for place, count in counted.items() if place != TOTAL)
        return counted

    def _places(self, patent: Patent, known_by: datetime) -> list[str]:
        takers = [who for each in self.owners(patent) if (who := self.participant(each))]
        found = [self.where(who.filed_stays(known_by), patent.registered) for who in takers]
        return [place for place in found if place]


def _any_day_of_the_year(stays: Stays, day: date) -> str | None:
    during = [stay for stay in stays if _overlaps(stay, day.year)]
    return during[-1].territory if during else None


def _leaving_day_included(stays: Stays, day: date) -> str | None:
    left = next((stay.territory for stay in stays if stay.left == day), None)
    return _territory_on(stays, day) or left


def _latest_territory(stays: Stays, day: date) -> str | None:
    return stays[-1].territory if _territory_on(stays, day) else None


def _as_the_register_spells_it(owner: Owner) -> Participant | None:
    who = owner.participant
    return who if who and (owner.ru == who.head.name_ru or owner.kk == who.name_kk) else None


RIGHT = Reading()


def _of_kinds(*kinds: str) -> Reading:
    return replace(RIGHT, kinds=frozenset(kinds))


MISTAKEN = {
    "utility_models": ("patents for utility models counted", _of_kinds(INVENTION, UTILITY_MODEL)),
    "eurasian_patents": ("Eurasian patents counted", _of_kinds(INVENTION, EURASIAN)),
    "year_of_the_bulletin": ("the year taken from the bulletin", replace(RIGHT, year=_bulletin_year)),
    "whole_year": ("in on any day of the year = in on all of its days", replace(RIGHT, where=_any_day_of_the_year)),
    "day_of_leaving": ("the day of leaving counted", replace(RIGHT, where=_leaving_day_included)),
    "latest_territory": ("all credited to the territory of the latest stay", replace(RIGHT, where=_latest_territory)),
    "every_owner": ("a patent counted once per participating owner", replace(RIGHT, is_by_owner=True)),
    "total_as_a_sum": ("the total added up from the territories", replace(RIGHT, sums_up=True)),
    "every_bulletin": ("a patent counted in every bulletin that prints it", replace(RIGHT, is_by_bulletin=True)),
    "annulled_counted": ("the first issue of each bulletin used", replace(RIGHT, corrections=False)),
    "lapsed_left_out": ("patents that lapsed later left out", replace(RIGHT, counts_lapsed=False)),
    "legal_form_ignored": (
        "a namesake of another legal form taken for the participant",
        replace(RIGHT, participant=lambda owner: owner.participant or owner.namesake_of),
    ),
    "russian_names_only": (
        "owners that are printed in Kazakh alone missed",
        replace(RIGHT, owners=lambda patent: [owner for owner in patent.owners if owner.ru]),
    ),
    "names_as_spelled": ("names compared letter by letter", replace(RIGHT, participant=_as_the_register_spells_it)),
    "first_owner_only": ("only the first owner read", replace(RIGHT, owners=lambda patent: patent.owners[:1])),
}


def invention_patents(seed: int, year: int, known_by: datetime) -> Answer:
    """The truth of indicator 6: patents for inventions registered in the year to participants on that day."""
    right = RIGHT.count(seed, year, known_by)
    is_printed = any(bulletin_moment(day) <= known_by for day in bulletin_days(year))
    peopled = _peopled(seed, year, known_by)
    values = {
        place: Decimal(right[place]) if is_printed and (peopled if place == TOTAL else place in peopled) else None
        for place in (*CORES, TOTAL)
    }
    mistakes = tuple(
        Mistake(name, mistake, _errors(reading.count(seed, year, known_by), right))
        for name, (mistake, reading) in MISTAKEN.items()
    )
    stage: Literal["provisional", "final"] = "final" if freeze(year) <= known_by else "provisional"
    return Answer("invention_patents", year, stage, values, mistakes)


def _errors(wrong: Counter[str], right: Counter[str]) -> Mapping[str, Decimal]:
    return {place: Decimal(wrong[place] - right[place]) for place in (*CORES, TOTAL)}


def _peopled(seed: int, year: int, known_by: datetime) -> set[str]:
    """The territories whose registers name anybody that took part in the year."""
    stays = [stay for who in participants_of(seed) for stay in who.filed_stays(known_by)]
    return {stay.territory for stay in stays if _overlaps(stay, year)}


def _overlaps(stay: Stay, year: int) -> bool:
    return stay.joined < date(year + 1, 1, 1) and (stay.left is None or date(year, 1, 1) < stay.left)
