"""Patents of the sample world: who owns what, which bulletin prints it, and what a later bulletin takes back.

Every patent is invented. Strangers' patents are signed with real names of science organisations (``ror``), and a few
with names that people must read; those of participants are few, and each one from the tenth sets a trap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby

import numpy as np

from sample_world.participants import CORES, MARK_KK, MARK_RU, Participant, participants_of
from sample_world.ror import ORGANIZATIONS
from sample_world.times import ALMATY

YEARS = (2024, 2025, 2026)
INVENTION, UTILITY_MODEL, EURASIAN = "B", "U", "B1"
# A corrected bulletin without the annulled patent: one before the default clock, one after it.
CORRECTED_EARLY = datetime(2026, 9, 15, 11, tzinfo=ALMATY)
CORRECTED_LATE = datetime(2027, 6, 15, 11, tzinfo=ALMATY)
_STRANGERS_A_WEEK, _STRANGERS_MODELS_A_WEEK = (2, 6), (0, 3)
_PLAIN = range(1, 8)
"""Participants of a territory, by their place in it, that take part all the time."""
FORMER_NAME = f"ТОО «Правообладатель без совпадений» {MARK_RU}"
"""A name that no register has: a decision of the Ministry says whose it is."""
_STRANGE_OWNERS = {
    date(2024, 11, 8): FORMER_NAME,
    # Like a participant and none: a person must say so, and nobody has.
    date(2026, 5, 15): f"ИЯФ {MARK_RU}",
    date(2026, 9, 11): f"ТОО «Изотоп-Иртыш-С» {MARK_RU}",
}
"""Owners of a stranger's patent in a bulletin of that day, in place of an organisation."""
_SUBJECTS = ("получения изотопов", "очистки воды", "контроля сварных швов", "измерения дозы", "хранения водорода")


@dataclass(frozen=True)
class Owner:
    """An owner as printed, and the participant it is; or ``namesake_of``: only the legal form tells them apart."""

    ru: str | None
    kk: str | None
    participant: Participant | None = None
    namesake_of: Participant | None = None


@dataclass(frozen=True)
class Patent:
    """A patent, or a patent for a utility model.

    Attributes:
        is_printed_again: a later bulletin prints it once more.
        parts: what stands between its owners.
        withdrawn_at: when its bulletins were corrected so that they print it no more.
        is_lapsed: it lapsed later, which the bulletin does not tell and which changes nothing.
        bulletins: days of those that print it: the first one from ``registered`` on, and that of the repetition.
        number: given when all patents are invented.
    """

    registered: date
    owners: tuple[Owner, ...]
    subject: str
    kind: str = INVENTION
    is_printed_again: bool = False
    parts: str = "; "
    withdrawn_at: datetime | None = None
    is_lapsed: bool = False
    bulletins: tuple[date, ...] = ()
    number: str = ""

    def shown_in(self, known_by: datetime, *, corrections: bool = True) -> list[date]:
        """The bulletins that print it as they stand at ``known_by``."""
        if corrections and self.withdrawn_at and self.withdrawn_at <= known_by:
            return []
        return [day for day in self.bulletins if bulletin_moment(day) <= known_by]


def bulletin_days(year: int) -> list[date]:
    """The Fridays of a year but the first and the last: fifty or fifty-one bulletins, numbered from 1."""
    first = date(year, 1, 1)
    fridays = [day for at in range(366) if (day := first + timedelta(at)).year == year and day.weekday() == 4]
    return fridays[1:-1]


def bulletin_moment(day: date) -> datetime:
    """When the bulletin of that day is published."""
    return datetime.combine(day, time(10), ALMATY)


@cache
def patents_of(seed: int) -> tuple[Patent, ...]:
    """All patents of a world, numbered by their first bulletin."""
    rng = np.random.default_rng([seed, 6])
    drafts = [_printed(draft) for draft in (*_participants_patents(rng, participants_of(seed)), *_strangers(rng))]
    numbered: list[Patent] = []
    ordered = sorted(drafts, key=lambda each: (each.kind, each.bulletins, each.registered))
    for kind, group in groupby(ordered, key=lambda each: each.kind):
        numbered += [replace(each, number=_number(kind, place)) for place, each in enumerate(group)]
    return tuple(numbered)


def _number(kind: str, place: int) -> str:
    return {INVENTION: f"{36_201 + place}", UTILITY_MODEL: f"{9_001 + place}", EURASIAN: f"EA0{45_001 + place}"}[kind]


def _printed(draft: Patent) -> Patent:
    days = [day for year in YEARS for day in bulletin_days(year)]
    first = next(at for at, day in enumerate(days) if draft.registered <= day)
    # What is printed again is printed four bulletins later.
    return replace(draft, bulletins=(days[first], *([days[first + 4]] if draft.is_printed_again else [])))


def _strangers(rng: np.random.Generator) -> Iterator[Patent]:
    for day in (day for year in YEARS for day in bulletin_days(year)):
        counts = (
            (INVENTION, int(rng.integers(*_STRANGERS_A_WEEK))),
            (UTILITY_MODEL, int(rng.integers(*_STRANGERS_MODELS_A_WEEK))),
        )
        for kind, count in counts:
            for at in range(count):
                _, ru, kk = ORGANIZATIONS[int(rng.integers(len(ORGANIZATIONS)))]
                owners = [Owner(f"{ru} (KZ)", f"{kk} (KZ)")]
                if day in _STRANGE_OWNERS and (kind, at) == (INVENTION, 0):
                    owners = [Owner(_STRANGE_OWNERS[day], None)]
                if rng.integers(4) == 0:
                    owners.append(Owner(f"Автор 1 {MARK_RU} (KZ)", f"Автор 1 {MARK_KK} (KZ)"))
                yield Patent(day, tuple(owners), _subject(rng), kind)


def _subject(rng: np.random.Generator) -> str:
    return _SUBJECTS[int(rng.integers(len(_SUBJECTS)))]


class _Draw:
    """What is drawn for the participants' patents: days, and participants by territory and place in it."""

    def __init__(self, rng: np.random.Generator, participants: Sequence[Participant]) -> None:
        self.rng = rng
        size = len(participants) // len(CORES)
        self.of = {code: participants[size * at : size * (at + 1)] for at, code in enumerate(CORES)}

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=int(self.rng.integers((last - first).days + 1)))

    def territories(self) -> list[str]:
        """The three territories in an order of chance."""
        return [list(CORES)[at] for at in self.rng.permutation(len(CORES))]

    def plain(self, territory: str, count: int = 1) -> list[Participant]:
        """So many participants that were in from 2024 on and still are."""
        return [self.of[territory][int(at)] for at in self.rng.choice(list(_PLAIN), count, replace=False)]

    def patent(self, day: date, *owners: Owner, kind: str = INVENTION) -> Patent:
        return Patent(day, owners, _subject(self.rng), kind)


def _participants_patents(rng: np.random.Generator, participants: Sequence[Participant]) -> Iterator[Patent]:
    draw = _Draw(rng, participants)
    for _ in range(4):
        yield draw.patent(draw.day(date(2024, 10, 1), date(2024, 11, 30)), owner(*draw.plain(draw.territories()[0])))
    yield from _counted_of_2025(draw)
    yield from _traps_of_2025(draw)
    yield from _of_2026(draw)


def _counted_of_2025(draw: _Draw) -> Iterator[Patent]:
    """The nine of the decreed baseline."""
    spring, autumn = (date(2025, 1, 13), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 11, 20))
    inp, nu, kurchatov = (draw.of[code][0] for code in CORES)
    yield draw.patent(
        draw.day(*spring),
        Owner(
            "Республиканское государственное предприятие на праве хозяйственного ведения"
            " «Институт ядерной физики» (KZ)",
            f"{inp.name_kk} (KZ)",
            inp,
        ),
    )
    yield draw.patent(
        draw.day(*autumn), Owner("Автономная организация образования «Назарбаев Университет» (KZ)", None, nu)
    )
    yield draw.patent(
        draw.day(*spring),
        Owner(
            None,
            "«Қазақстан Республикасының Ұлттық ядролық орталығы» шаруашылық жүргізу құқығындағы"
            " республикалық мемлекеттік кәсіпорны (KZ)",
            kurchatov,
        ),
    )
    at, first, second = draw.territories()
    yield draw.patent(draw.day(*autumn), *(owner(each) for each in draw.plain(at, 2)))
    yield replace(draw.patent(draw.day(*spring), owner(*draw.plain(first)), owner(*draw.plain(second))), parts=", ")
    yield replace(draw.patent(draw.day(*autumn), owner(*draw.plain(at))), is_printed_again=True)
    # Printed in January of the next year, and with letters of the other alphabet.
    yield draw.patent(date(2025, 12, 29), _misspelled(*draw.plain(second)))
    # On the very day of joining; a stranger is named before.
    joiner = draw.of[draw.territories()[0]][9]
    yield replace(draw.patent(date(2025, 5, 15), _author(), owner(joiner)), parts=", ")
    mover = draw.of["inp_park"][15]
    yield replace(draw.patent(draw.day(date(2025, 2, 3), date(2025, 6, 20)), owner(mover)), is_lapsed=True)


def _traps_of_2025(draw: _Draw) -> Iterator[Patent]:
    """What is easily counted and does not count."""
    whole = (date(2025, 1, 20), date(2025, 12, 12))
    for code in draw.territories()[:2]:
        yield draw.patent(draw.day(*whole), owner(*draw.plain(code)), kind=UTILITY_MODEL)
    yield draw.patent(draw.day(*whole), owner(draw.of["kurchatov"][0]), kind=EURASIAN)
    first, second, third = draw.territories()
    yield draw.patent(draw.day(date(2025, 2, 1), date(2025, 8, 29)), owner(draw.of[first][10]))
    yield draw.patent(date(2025, 10, 15), owner(draw.of[second][11]))
    yield draw.patent(draw.day(date(2025, 10, 20), date(2025, 12, 5)), owner(draw.of[third][11]))
    yield draw.patent(draw.day(*whole), _namesake(*draw.plain(first)))
    # Registered in the old year, printed in this one.
    for code in (first, second):
        yield draw.patent(date(2024, 12, 30), owner(*draw.plain(code)))
    annulled = draw.patent(draw.day(date(2025, 3, 3), date(2025, 10, 31)), owner(*draw.plain(third)))
    yield replace(annulled, withdrawn_at=CORRECTED_EARLY)
    # That it had left is first said by the register of October 2026.
    yield draw.patent(date(2025, 11, 18), owner(draw.of["nu_park"][16]))


def _of_2026(draw: _Draw) -> Iterator[Patent]:
    whole = (date(2026, 1, 19), date(2026, 12, 11))
    for _ in range(int(draw.rng.integers(4, 8))):
        yield draw.patent(draw.day(*whole), owner(*draw.plain(draw.territories()[0])))
    at, first, second = draw.territories()
    yield draw.patent(draw.day(*whole), *(owner(each) for each in draw.plain(at, 2)))
    yield draw.patent(draw.day(*whole), owner(*draw.plain(first)), owner(*draw.plain(second)))
    yield draw.patent(draw.day(*whole), _misspelled(*draw.plain(second)))
    annulled = draw.patent(draw.day(*whole), owner(*draw.plain(first)))
    yield replace(annulled, withdrawn_at=CORRECTED_LATE)
    joiner = draw.of[at][13]
    yield draw.patent(draw.day(date(2026, 1, 19), date(2026, 3, 20)), owner(joiner))
    yield draw.patent(draw.day(date(2026, 4, 10), date(2026, 12, 11)), owner(joiner))
    yield draw.patent(draw.day(date(2026, 7, 1), date(2026, 12, 11)), owner(draw.of[first][14]))
    yield draw.patent(draw.day(*whole), _namesake(*draw.plain(second)))
    yield draw.patent(draw.day(*whole), owner(*draw.plain(at)), kind=UTILITY_MODEL)
    yield draw.patent(draw.day(*whole), owner(*draw.plain(at)), kind=EURASIAN)


def owner(participant: Participant) -> Owner:
    """A participant, printed as its register names it."""
    return Owner(participant.head.name_ru, participant.name_kk, participant)


def _author() -> Owner:
    return Owner(f"Автор 1 {MARK_RU} (KZ)", f"Автор 1 {MARK_KK} (KZ)")


def _misspelled(participant: Participant) -> Owner:
    """Other quotation marks and dashes, a blank too many, and Latin letters that look like Cyrillic ones."""
    latin = str.maketrans("АОТаеор", "AOTaeop")
    name = participant.head.name_ru.replace("-", " – ").replace('"', "”", 2).replace("”", "“", 1)
    return Owner(f"{name.translate(latin)}  (KZ)", None, participant)


def _namesake(participant: Participant) -> Owner:
    """A company of the same name and another legal form."""
    ru = participant.head.name_ru.replace("ТОО", "АО")
    return Owner(ru, participant.name_kk.replace("ЖШС", "АҚ"), namesake_of=participant)
