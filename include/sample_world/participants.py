"""The participants of the three territories: who they are, when they were in, and what their registers said when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

import numpy as np

from sample_world.bins import BRANCH, HEAD, BinMaker
from sample_world.times import REGISTER_ISSUES, register_moment

MARK_RU, MARK_KK = "(учебные данные)", "(оқу деректері)"
CORES = {
    "inp_park": (
        'РГП на ПХВ "Институт ядерной физики"',
        '"Ядролық физика институты" ШЖҚ РМК',
    ),
    "nu_park": (
        'АОО "Назарбаев Университет"',
        '"Назарбаев Университеті" ДБҰ',
    ),
    "kurchatov": (
        'РГП на ПХВ "Национальный ядерный центр Республики Казахстан"',
        '"Қазақстан Республикасының Ұлттық ядролық орталығы" ШЖҚ РМК',
    ),
}
_PLACE = {"inp_park": "Алатау", "nu_park": "Есиль", "kurchatov": "Иртыш"}
_KATO = {"inp_park": "751710000", "nu_park": "711210000", "kurchatov": "101810000"}
_STEMS = (
    "Нейтрон",
    "Изотоп",
    "Спектр",
    "Реактив",
    "Кванта",
    "Плазма",
    "Кристалл",
    "Вектор",
    "Биотест",
    "Гамма",
    "Радиан",
    "Сигма",
    "Оптика",
    "Фотон",
    "Протон",
    "Контур",
)
_OKED = ("72199", "72.19.9", "72111", "62099", "62.01.0", "71201", "26511")


@dataclass(frozen=True)
class Payer:
    """One BIN that pays. ``role``: head, branch (of a participant), or lookalike (a stranger's branch)."""

    bin: str
    name_ru: str
    role: str
    territory: str


@dataclass(frozen=True)
class Stay:
    """One participation, ``joined`` <= day < ``left``.

    ``corrected_on``: the register's issue that first states ``left``, which earlier ones wrongly leave open.
    ``redated``: a register's issue and the day of joining that it and later ones state in place of ``joined``.
    """

    territory: str
    joined: date
    left: date | None = None
    corrected_on: date | None = None
    redated: tuple[date, date] | None = None

    def holds(self, day: date) -> bool:
        """Whether one is in on that day."""
        return self.joined <= day and (self.left is None or day < self.left)

    def as_filed(self, issue: date) -> Stay | None:
        """The stay as the register of ``issue`` states it; None when that register does not list it yet."""
        if issue < self.joined:
            return None
        told = self.left is not None and max(self.left, self.corrected_on or self.left) <= issue
        joined = self.redated[1] if self.redated and self.redated[0] <= issue else self.joined
        return replace(self, joined=joined, left=self.left if told else None)


@dataclass(frozen=True)
class Participant:
    """A participant with all that its register rows say. ``size``: its weight in thousandths of an average one."""

    head: Payer
    name_kk: str
    branches: tuple[Payer, ...]
    lookalike: Payer | None
    stays: tuple[Stay, ...]
    scope: str
    unit_kato: str
    oked: str
    pilot_units: tuple[str, ...]
    size: int
    is_silent: bool

    def filed_stays(self, known_by: datetime) -> tuple[Stay, ...]:
        """The stays as the latest registers filed by ``known_by`` state them."""
        filed: list[Stay] = []
        for stay in self.stays:
            issues = [day for day in REGISTER_ISSUES[stay.territory] if register_moment(day) <= known_by]
            row = stay.as_filed(issues[-1]) if issues else None
            if row:
                filed.append(row)
        return tuple(filed)


def stays_of(territory: str, index: int) -> tuple[Stay, ...]:
    """The biography of the ``index``-th participant of a territory; each one from the tenth on sets a trap."""
    match index, territory:
        case 9, _:
            return (Stay(territory, date(2025, 5, 15)),)
        case 10, _:
            return (Stay(territory, date(2025, 9, 1)),)
        case 11, _:
            return (Stay(territory, date(2024, 3, 1), date(2025, 10, 15)),)
        case 12, _:
            return (
                Stay(territory, date(2024, 2, 1), date(2025, 3, 1)),
                Stay(territory, date(2025, 8, 15), date(2026, 2, 1)),
                Stay(territory, date(2026, 5, 15)),
            )
        case 13, "kurchatov":
            return (Stay(territory, date(2026, 4, 1), redated=(date(2027, 6, 25), date(2026, 5, 18))),)
        case 13, _:
            return (Stay(territory, date(2026, 4, 1)),)
        case 14, _:
            return (Stay(territory, date(2024, 5, 15), date(2026, 6, 15)),)
        case 15, "inp_park":
            return _move("inp_park", "kurchatov", date(2025, 7, 1))
        case 15, "nu_park":
            return _move("nu_park", "inp_park", date(2025, 4, 15))
        case 15, _:
            return _move("kurchatov", "inp_park", date(2026, 7, 1))
        case 16, "nu_park":
            return (Stay(territory, date(2024, 4, 1), date(2025, 11, 1), corrected_on=date(2026, 10, 5)),)
        case 16, "kurchatov":
            return (Stay(territory, date(2024, 4, 1), date(2025, 9, 1), corrected_on=date(2026, 3, 25)),)
    return (Stay(territory, date(2024, min(1 + index, 9), 1)),)


def _move(origin: str, target: str, day: date) -> tuple[Stay, ...]:
    return Stay(origin, date(2024, 2, 15), day), Stay(target, day)


CORE_SIZE = 9_500
SILENT_INDEX, BRANCHES, LOOKALIKES = 8, {0: 2, 3: 1, 9: 1}, (4, 5)


@cache
def participants_of(seed: int) -> tuple[Participant, ...]:
    """The participants of a world."""
    return tuple(make_participants(np.random.default_rng([seed, 1])))


def make_participants(rng: np.random.Generator) -> list[Participant]:
    """All participants, 51 of them, in a fixed order; a territory's first is its core organisation."""
    bins = BinMaker(rng)
    return [_make(territory, index, bins, rng) for territory in CORES for index in range(17)]


def _make(territory: str, index: int, bins: BinMaker, rng: np.random.Generator) -> Participant:
    place = _PLACE[territory]
    name_ru, name_kk = CORES[territory]
    if index:
        stem = f"{_STEMS[index - 1]}-{place}"
        name_ru, name_kk = f'ТОО "{stem}" {MARK_RU}', f'"{stem}" ЖШС {MARK_KK}'
    lookalike = None
    if index in LOOKALIKES:
        number, twin = bins.new_with_lookalike()
        lookalike = Payer(twin, f'Филиал ТОО "{stem} Плюс" {MARK_RU}', "lookalike", territory)
    else:
        number = bins.new(HEAD)
    branches = tuple(
        Payer(
            bins.new(BRANCH),
            f"Филиал № {number_of} {name_ru.removesuffix(MARK_RU).strip()} {MARK_RU}",
            "branch",
            territory,
        )
        for number_of in range(1, BRANCHES.get(index, 0) + 1)
    )
    # A university joins with some of its units; tax receipts count the entity all the same.
    by_units = territory == "nu_park" and index in (0, 2)
    return Participant(
        head=Payer(number, name_ru, "head", territory),
        name_kk=name_kk,
        branches=branches,
        lookalike=lookalike,
        stays=stays_of(territory, index),
        scope="подразделения" if by_units else "организация",
        unit_kato=_KATO[territory] if by_units else "",
        oked=_OKED[index % len(_OKED)],
        pilot_units=(f"Опытный участок № {index + 1} {MARK_RU}",) if index % 5 == 0 else (),
        size=CORE_SIZE if index == 0 else int(rng.integers(1_000, 1_550)),
        is_silent=index == SILENT_INDEX,
    )
