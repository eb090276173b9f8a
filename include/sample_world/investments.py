"""Investment in the territories: what was really spent by whom, as it was filed and as the Bureau tabulates it.

Amounts are whole hundreds of tenge (0,1 тыс. тенге), the smallest that the forms show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from functools import cache

import numpy as np

from sample_world.bins import HEAD, BinMaker
from sample_world.participants import CORES, MARK_RU, Participant, participants_of
from sample_world.times import ALMATY

# The Concept's baseline of private investment, 0.6 bn tenge, and its target of 2026, 0.65 bn.
BASELINE_2025, TARGET_2026 = 6_000_000, 6_500_000
FILED_YEARS = (2025, 2026)
_FILED_ON = {
    ("inp_park", 2025): (date(2026, 3, 20),),
    ("nu_park", 2025): (date(2026, 3, 27),),
    ("kurchatov", 2025): (date(2026, 3, 24),),
    ("inp_park", 2026): (date(2027, 3, 19),),
    ("nu_park", 2026): (date(2027, 3, 30),),
    # Handed in twice: the first workbook lacks what was found later.
    ("kurchatov", 2026): (date(2027, 3, 12), date(2027, 3, 31)),
}
# The first tabulation by territory looks back to 2024; later ones come in July.
_TABULATED_ON = {2024: date(2026, 1, 15), 2025: date(2026, 7, 15), 2026: date(2027, 7, 15)}
TABULATED_YEARS = tuple(_TABULATED_ON)
_PARTICIPANTS_PER_TERRITORY = 17

BUSINESS, FOREIGN, PERSONS, BANK = (
    "предпринимательский частный",
    "иностранный частный",
    "физические лица",
    "банк второго уровня",
)
STATE, QUASI_STATE, INTERNATIONAL = "государственный", "квазигосударственный", "международная организация"
OWN, BANK_LOAN, PARENT_LOAN, VENTURE = (
    "собственные средства",
    "кредит банка второго уровня",
    "заем материнской компании",
    "венчурное финансирование",
)
GRANT, REPUBLIC, DEVELOPMENT_LOAN, INTERNATIONAL_LOAN = (
    "грант",
    "республиканский бюджет",
    "заем института развития",
    "заем международной финансовой организации",
)
PRIVATE_SHARE, STATE_SHARE = (
    "доля частного партнера в государственно-частном партнерстве",
    "доля государства в государственно-частном партнерстве",
)


class Nature(Enum):
    """Whose money it truly is, decided before any words are written on it."""

    PRIVATE = auto()
    LENDERS_RECORD = auto()
    """The bank's own row about a loan that its borrower reports as well: the same money."""
    BUDGET = auto()
    PPP_STATE_SHARE = auto()
    QUASI_STATE = auto()
    GRANT = auto()
    INTERNATIONAL = auto()
    DEVELOPMENT_LOAN = auto()


@dataclass(frozen=True)
class Investment:
    """Money of one investor and source spent on one object in a year, and what is only promised.

    ``recipient`` None: the managing company, whose BIN is ``recipient_bin`` then.
    """

    nature: Nature
    territory: str
    year: int
    investor: str
    investor_bin: str
    sector: str
    finance_source: str
    recipient: Participant | None
    recipient_bin: str
    object_code: str
    spent: int
    committed: int | None
    act: date

    def is_for_the_territory(self, known_by: datetime) -> bool:
        """Whether the recipient runs the territory, or was a participant of it in the year by the register filed."""
        if self.recipient is None:
            return True
        first, after = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        return any(
            stay.territory == self.territory and stay.joined < after and (stay.left is None or first < stay.left)
            for stay in self.recipient.filed_stays(known_by)
        )


@dataclass(frozen=True)
class Filing:
    """A workbook of a territory about a year."""

    territory: str
    year: int
    day: date
    rows: tuple[Investment, ...]

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.day, time(10), ALMATY)


@dataclass(frozen=True)
class FormRow:
    """One territory and year of form 1-инвест. ``is_withheld``: its last columns, and so its total, are printed x."""

    own: int
    bank_loans: int
    foreign: int
    quasi_state: int
    budget: int
    international: int
    is_withheld: bool = False

    @property
    def private(self) -> int:
        return self.own + self.bank_loans + self.foreign

    @property
    def total(self) -> int:
        return self.private + self.quasi_state + self.budget + self.international


def tabulated_at(year: int) -> datetime:
    """The moment at which the Bureau's tabulation of ``year`` comes out."""
    return datetime.combine(_TABULATED_ON[year], time(11), ALMATY)


def tabulated_years(known_by: datetime) -> list[int]:
    """The years tabulated by ``known_by``."""
    return [year for year in TABULATED_YEARS if tabulated_at(year) <= known_by]


@cache
def filings(seed: int) -> tuple[Filing, ...]:
    """Every workbook, in the order of its day within a territory and year."""
    return tuple(
        Filing(territory, year, day, rows if day == days[-1] else rows[:-1])
        for (territory, year), days in _FILED_ON.items()
        for rows in [_year_of_territory(seed, territory, year)]
        for day in days
    )


def current_filing(seed: int, territory: str, year: int, known_by: datetime) -> Filing | None:
    """The latest workbook handed in by ``known_by``."""
    of_slice = [each for each in filings(seed) if (each.territory, each.year) == (territory, year)]
    return next((each for each in reversed(of_slice) if each.moment <= known_by), None)


@cache
def form(seed: int, year: int) -> dict[str, FormRow]:
    """The Bureau's tabulation of a year by territory; private money of 2025 is the Concept's baseline exactly."""
    rng = np.random.default_rng([seed, 40, 1, year])
    private = _private_by_territory(seed, year)
    return {territory: _form_row(rng, territory, private[territory]) for territory in CORES}


def _form_row(rng: np.random.Generator, territory: str, private: int) -> FormRow:
    own, loans = private * int(rng.integers(45, 56)) // 100, private * int(rng.integers(20, 31)) // 100
    quasi, budget, international = (int(rng.integers(300_000, 900_000)) for _ in range(3))
    # Where one unit stands behind a figure it is withheld, and with it the total that would give it away.
    return FormRow(own, loans, private - own - loans, quasi, budget, international, is_withheld=territory != "nu_park")


@cache
def _private_by_territory(seed: int, year: int) -> dict[str, int]:
    """Private money by the Bureau, by territory."""
    rng = np.random.default_rng([seed, 40, 2, year])
    if year == 2026:
        # The Bureau finds a little more than was filed.
        return {code: _filed_private(seed, code, 2026) * int(rng.integers(1_005, 1_041)) // 1_000 for code in CORES}
    total = BASELINE_2025 if year == 2025 else int(rng.integers(5_000_000, 5_800_000))
    first, second = (total * int(rng.integers(*span)) // 1_000 for span in ((280, 360), (360, 440)))
    return dict(zip(CORES, (first, second, total - first - second), strict=True))


@cache
def _filed_private(seed: int, territory: str, year: int) -> int:
    """What a territory's filing of the year adds up to in private money spent for it."""
    rng = np.random.default_rng([seed, 40, 3, year, list(CORES).index(territory)])
    baseline = _private_by_territory(seed, 2025)[territory]
    if year == 2025:
        return baseline * int(rng.integers(930, 986)) // 1_000
    return baseline * TARGET_2026 // BASELINE_2025 * int(rng.integers(970, 1_031)) // 1_000


def _year_of_territory(seed: int, territory: str, year: int) -> tuple[Investment, ...]:
    place = list(CORES).index(territory)
    own = participants_of(seed)[place * _PARTICIPANTS_PER_TERRITORY :][:_PARTICIPANTS_PER_TERRITORY]
    rng = np.random.default_rng([seed, 40, 4, year, place])
    return tuple(_Clerk(rng, own, territory, year).rows(_filed_private(seed, territory, year)))


class _Clerk:
    """Writes the rows of one filing."""

    def __init__(self, rng: np.random.Generator, own: Sequence[Participant], territory: str, year: int) -> None:
        self._rng, self._own, self._territory, self._year = rng, own, territory, year
        self._bins = BinMaker(rng)
        self._manager = self._bins.new(HEAD)
        self._bin_of: dict[str, str] = {}
        self._rows: list[Investment] = []

    def rows(self, private: int) -> list[Investment]:
        """Rows whose private part for the territory is ``private``, to the hundred tenge."""
        lent, lent_alone, shared, *others = self._split(private, 9)
        bank = f"АО «Банк {self._territory}» {MARK_RU}"
        self._private_rows(others)
        self._add(Nature.PRIVATE, 2, self._business("Оптима"), BUSINESS, BANK_LOAN, lent, code="K1")
        self._add(Nature.LENDERS_RECORD, 2, bank, BANK, BANK_LOAN, lent, code="K1")
        # A loan that only the bank reports.
        self._add(Nature.PRIVATE, 3, bank, BANK, BANK_LOAN, lent_alone, code="K2")
        # Kurchatov has no managing company yet (measure 6: December 2028); its core organisation takes the place.
        runs = 0 if self._territory == "kurchatov" else None
        partner = self._business("Партнер")
        self._add(Nature.PRIVATE, runs, partner, BUSINESS, PRIVATE_SHARE, shared, code="P1", committed=shared // 2)
        self._add(Nature.PPP_STATE_SHARE, runs, partner, BUSINESS, STATE_SHARE, self._about(shared), code="P1")
        self._public_rows(private // 10)
        # Private money, but for somebody who was not a participant in the year.
        outsider = 13 if self._year == 2025 else 11
        self._add(Nature.PRIVATE, outsider, self._business("Сторона"), BUSINESS, OWN, self._about(private // 20))
        self._add(Nature.PRIVATE, 6, self._business("Поздно"), BUSINESS, OWN, others[-1])
        return self._rows

    def _private_rows(self, spent: list[int]) -> None:
        kinds = (
            (1, self._business("Альфа"), BUSINESS, OWN),
            (2, f"Sample Holding GmbH {MARK_RU}", FOREIGN, OWN),
            (4, self._business("Дочерняя"), BUSINESS, PARENT_LOAN),
            (5, f"Физические лица {MARK_RU}", PERSONS, OWN),
        )
        for (recipient, name, sector, source), amount in zip(kinds, spent[:4], strict=True):
            self._add(Nature.PRIVATE, recipient, name, sector, source, amount, committed=self._about(amount // 4))
        # Spent in December, the act signed in February: money of the year in which it was spent.
        act = date(self._year + 1, 2, int(self._rng.integers(3, 27)))
        self._add(Nature.PRIVATE, 7, self._business("Зима"), BUSINESS, VENTURE, spent[4], act=act)
        # Promised, and not a tenge spent.
        self._add(Nature.PRIVATE, 1, self._business("Обещание"), BUSINESS, OWN, 0, committed=self._about(spent[0]))

    def _public_rows(self, size: int) -> None:
        holding = f"АО «НК «Образец-{self._territory}» {MARK_RU}"
        for nature, recipient, name, sector, source in (
            (Nature.QUASI_STATE, 1, holding, QUASI_STATE, OWN),
            (Nature.QUASI_STATE, 4, holding, QUASI_STATE, BANK_LOAN),
            (Nature.BUDGET, 0, f"Администратор бюджетной программы {MARK_RU}", STATE, REPUBLIC),
            (Nature.GRANT, 5, self._business("Стартап"), BUSINESS, GRANT),
            (Nature.INTERNATIONAL, 0, f"Sample Development Bank {MARK_RU}", INTERNATIONAL, OWN),
            (Nature.INTERNATIONAL, 2, self._business("Завод"), BUSINESS, INTERNATIONAL_LOAN),
            (Nature.DEVELOPMENT_LOAN, 3, self._business("Линия"), BUSINESS, DEVELOPMENT_LOAN),
        ):
            self._add(nature, recipient, name, sector, source, self._about(size))

    def _add(
        self,
        nature: Nature,
        recipient: int | None,
        investor: str,
        sector: str,
        source: str,
        spent: int,
        *,
        code: str | None = None,
        committed: int | None = None,
        act: date | None = None,
    ) -> None:
        has_no_bin = sector in (FOREIGN, PERSONS, INTERNATIONAL)
        participant = None if recipient is None else self._own[recipient]
        self._rows.append(
            Investment(
                nature,
                self._territory,
                self._year,
                investor,
                "" if has_no_bin else self._bin_of.setdefault(investor, self._bins.new(HEAD)),
                sector,
                source,
                participant,
                participant.head.bin if participant else self._manager,
                code or f"O{len(self._rows) + 1}",
                spent,
                committed,
                act or date(self._year, int(self._rng.integers(3, 13)), int(self._rng.integers(1, 29))),
            )
        )

    def _business(self, stem: str) -> str:
        return f"ТОО «{stem}-{self._territory}» {MARK_RU}"

    def _about(self, amount: int) -> int:
        return amount * int(self._rng.integers(800, 1_200)) // 1_000

    def _split(self, amount: int, parts: int) -> list[int]:
        weights = [int(weight) for weight in self._rng.integers(60, 140, parts)]
        shares = [amount * weight // sum(weights) for weight in weights]
        return [*shares[:-1], amount - sum(shares[:-1])]
