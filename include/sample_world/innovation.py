"""The Global Innovation Index as the sample world publishes it: invented ranks, and Kazakhstan's true place in them.

Only Kazakhstan and the names and numbers of the indicators of 2024 and 2025 are real. All other economies are invented,
with codes from the range that ISO 3166-1 leaves to users.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_world.times import ALMATY

KAZAKHSTAN = "KAZ"
FINANCED, PERFORMED = "GERD financed by business, %", "GERD performed by business, % GDP"
_FEMALES = "Females employed w/advanced degrees, %"
_COMMON = (("IN.5.1", "Knowledge workers"), ("IN.5.1.1", "Knowledge-intensive employment, %"))
_SINCE_2025 = (
    *_COMMON,
    ("IN.5.1.2", _FEMALES),
    ("IN.5.1.3", "Youth demographic dividend, %"),
    ("IN.5.1.4", PERFORMED),
)
# NUM and NAME of each edition: what was IN.5.1.4 in 2024 is IN.5.1.5 since 2025; the spelling of 2026 is invented.
INDICATORS = {
    2024: (
        *_COMMON,
        ("IN.5.1.2", "Firms offering formal training, %"),
        ("IN.5.1.3", PERFORMED),
        ("IN.5.1.4", FINANCED),
        ("IN.5.1.5", _FEMALES),
    ),
    2025: (*_SINCE_2025, ("IN.5.1.5", FINANCED)),
    2026: (*_SINCE_2025, ("IN.5.1.5", "GERD Financed by  business, %")),
}
ECONOMIES = {2024: 133, 2025: 139, 2026: 140}
# 2025 is the Concept's decreed baseline; the others vary with the seed and never repeat a neighbour's.
_FINANCED_RANKS = {2024: (33, 34, 35, 36), 2025: (31,), 2026: (28, 29, 30, 32)}
_MISSING_PERCENT = 6


@dataclass(frozen=True)
class RankRow:
    """One row of the sheet Data; ``rank`` None: no data, shown as n/a."""

    iso3: str
    economy: str
    num: str
    name: str
    data_year: int
    rank: int | None
    ranked: int

    @property
    def score(self) -> float | None:
        return None if self.rank is None else round(100 * (self.ranked - self.rank) / self.ranked, 2)


@dataclass(frozen=True)
class RankTrap:
    """A usual mistake: the rank it reads (None: none at all), and its error in places."""

    name: str
    mistake: str
    reads: int | None
    error_places: int | None


@dataclass(frozen=True)
class Ranking:
    """Kazakhstan's rank for R&D financed by business in one edition as known at a moment, and the mistakes."""

    rank: int | None
    traps: list[RankTrap]


def gii_moment(edition: int) -> datetime:
    """The moment at which an edition is published."""
    return datetime(edition, 9, 16, 14, tzinfo=ALMATY)


def gii_editions(now: datetime) -> list[int]:
    """The editions published by ``now``."""
    return [edition for edition in INDICATORS if gii_moment(edition) <= now]


def gii_rows(seed: int, edition: int) -> list[RankRow]:
    """All rows of an edition, by economy, then in the order of the indicators."""
    rng = np.random.default_rng([seed, 3, edition])
    codes = sorted([KAZAKHSTAN, *_invented(ECONOMIES[edition] - 1)])
    by_indicator = [_ranks(rng, edition, name, codes) for _, name in INDICATORS[edition]]
    return [
        RankRow(
            code,
            "Kazakhstan" if code == KAZAKHSTAN else f"Sample economy {code}",
            num,
            name,
            edition - (2 if code == KAZAKHSTAN else 1 + place % 4),
            ranks.get(code),
            len(ranks),
        )
        for place, code in enumerate(codes)
        for (num, name), ranks in zip(INDICATORS[edition], by_indicator, strict=True)
    ]


def ranking(seed: int, year: int, known_by: datetime) -> Ranking:
    """The truth of the report year ``year``: that of the edition of the same year."""
    own = {
        edition: [row for row in gii_rows(seed, edition) if row.iso3 == KAZAKHSTAN]
        for edition in gii_editions(known_by)
    }
    # Where the author put it, not where its spelling is found.
    financed = {edition: rows[_place_of(edition)] for edition, rows in own.items()}
    right = financed[year].rank if year in financed else None
    number = financed[min(financed)].num if financed else ""

    def first(of: int, holds: Callable[[RankRow], bool]) -> int | None:
        return next((row.rank for row in own.get(of, []) if holds(row)), None)

    by_data_year = [row.rank for row in financed.values() if row.data_year == year]
    read = (
        (
            "by_number",
            "the number of the first edition looked up in every edition",
            first(year, lambda r: r.num == number),
        ),
        ("performed_by_business", "R&D performed by business taken", first(year, lambda r: r.name == PERFORMED)),
        ("by_data_year", "the year taken from DATAYR", by_data_year[-1] if by_data_year else None),
        (
            "latest_edition",
            "the latest edition taken for every year",
            financed[max(financed)].rank if financed else None,
        ),
    )
    return Ranking(right, [RankTrap(name, mistake, rank, _error(rank, right)) for name, mistake, rank in read])


def _place_of(edition: int) -> int:
    names = [" ".join(name.lower().split()) for _, name in INDICATORS[edition]]
    return names.index(FINANCED.lower())


def _error(read: int | None, right: int | None) -> int | None:
    return None if read is None or right is None else read - right


def _invented(count: int) -> list[str]:
    return [f"X{chr(65 + index // 26)}{chr(65 + index % 26)}" for index in range(count)]


def _ranks(rng: np.random.Generator, edition: int, name: str, codes: list[str]) -> dict[str, int]:
    """Ranks from 1 without gaps; a few economies have no data, Kazakhstan always has."""
    others = [code for code in codes if code != KAZAKHSTAN and rng.integers(0, 100) >= _MISSING_PERCENT]
    order = [others[index] for index in rng.permutation(len(others))]
    if " ".join(name.lower().split()) == FINANCED.lower():
        rank = int(rng.choice(_FINANCED_RANKS[edition]))
    else:
        rank = int(rng.integers(60, 100))
    order.insert(rank - 1, KAZAKHSTAN)
    return {code: place for place, code in enumerate(order, start=1)}
