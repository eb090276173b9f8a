"""Series of the whole country as the sample world's Taldau shows them: what was published by a moment, for every year.

Invented but for the gross domestic product of 2024 (Table 2 of the Concept) and the names of terms. A year's product
comes out in February and is revised in December; prices come out in January and stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

import numpy as np

from sample_world.times import ALMATY

REPUBLIC = "741880"
FIRST_YEAR, LAST_YEAR = 2018, 2026
GDP_2024_MLN = Decimal("134251900.0")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Term:
    """A term of the tree of regions; ``parent`` None: the Republic."""

    id: str
    text: str
    parent: str | None
    share_of_parent: Decimal = Decimal(0)


_REGIONS = (
    *("ОБЛАСТЬ АБАЙ", "АКМОЛИНСКАЯ ОБЛАСТЬ", "АКТЮБИНСКАЯ ОБЛАСТЬ", "АЛМАТИНСКАЯ ОБЛАСТЬ", "АТЫРАУСКАЯ ОБЛАСТЬ"),
    *("ЗАПАДНО-КАЗАХСТАНСКАЯ ОБЛАСТЬ", "ЖАМБЫЛСКАЯ ОБЛАСТЬ", "ОБЛАСТЬ ЖЕТІСУ", "КАРАГАНДИНСКАЯ ОБЛАСТЬ"),
    *("КОСТАНАЙСКАЯ ОБЛАСТЬ", "КЫЗЫЛОРДИНСКАЯ ОБЛАСТЬ", "МАНГИСТАУСКАЯ ОБЛАСТЬ", "ПАВЛОДАРСКАЯ ОБЛАСТЬ"),
    *("СЕВЕРО-КАЗАХСТАНСКАЯ ОБЛАСТЬ", "ТУРКЕСТАНСКАЯ ОБЛАСТЬ", "ОБЛАСТЬ ҰЛЫТАУ", "ВОСТОЧНО-КАЗАХСТАНСКАЯ ОБЛАСТЬ"),
    *("Г. АСТАНА", "Г. АЛМАТЫ", "Г. ШЫМКЕНТ"),
)
# Astana's and the districts' ids are the real ones; those of the other regions are not known and invented.
_ID_OF = {"Г. АСТАНА": "268012"}
_BELOW = {
    "ОБЛАСТЬ АБАЙ": (("265009", "КУРЧАТОВ Г.А."), ("265067", "СЕМЕЙ Г.А.")),
    "Г. АСТАНА": (("268017", "РАЙОН ЕСИЛЬ"),),
    "Г. АЛМАТЫ": (("268025", "АЛАТАУСКИЙ РАЙОН"), ("268033", "МЕДЕУСКИЙ РАЙОН")),
}


def terms() -> list[Term]:
    """The Republic, its regions, and some districts and cities below them."""
    share = Decimal(1) / len(_REGIONS)
    found = [Term(REPUBLIC, "РЕСПУБЛИКА КАЗАХСТАН", None, Decimal(1))]
    for at, text in enumerate(_REGIONS):
        region = _ID_OF.get(text, str(900001 + at))
        found.append(Term(region, text, REPUBLIC, share))
        found += [Term(id_, name, region, Decimal("0.3")) for id_, name in _BELOW.get(text, ())]
    return found


def gdp_mln(seed: int, known_by: datetime) -> dict[int, Decimal]:
    """Gross domestic product of each year published by the moment, million tenge in current prices."""
    return {
        year: _gdp(seed)[year] if known_by >= _moment(year, 12) else _rounded(_gdp(seed)[year] * Decimal("0.996"))
        for year in _gdp(seed)
        if known_by >= _moment(year, 2)
    }


def prices(seed: int, known_by: datetime) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
    """Consumer prices, % of the year before: the average of the year, December to December, the average of food."""
    return {year: index for year, index in _prices(seed).items() if known_by >= _moment(year, 1)}


def investment_mln(seed: int, known_by: datetime) -> dict[int, Decimal]:
    """Investment in fixed capital, million tenge."""
    return {year: _rounded(value * Decimal("0.14")) for year, value in gdp_mln(seed, known_by).items()}


def over_regions(totals: Mapping[int, Decimal], term: Term) -> dict[int, Decimal]:
    """The part of each year's total that a term of the tree has."""
    above = {each.id: each for each in terms()}
    share = term.share_of_parent
    while term.parent:
        term = above[term.parent]
        share *= term.share_of_parent
    return {year: _rounded(total * share) for year, total in totals.items()}


def _moment(year: int, month: int) -> datetime:
    return datetime(year + 1, month, 15, 11, tzinfo=ALMATY)


@cache
def _gdp(seed: int) -> dict[int, Decimal]:
    rng = np.random.default_rng([seed, 60])
    growth = {year: Decimal(int(rng.integers(1060, 1180))) / 1000 for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    found = {2024: GDP_2024_MLN}
    for year in range(2025, LAST_YEAR + 1):
        found[year] = _rounded(found[year - 1] * growth[year])
    for year in range(2023, FIRST_YEAR - 1, -1):
        found[year] = _rounded(found[year + 1] / growth[year])
    return dict(sorted(found.items()))


@cache
def _prices(seed: int) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
    rng = np.random.default_rng([seed, 61])
    found = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        average, december, food = (Decimal(int(rng.integers(low, low + 50))) / 10 for low in (1060, 1070, 1080))
        found[year] = (average, december + Decimal("0.05"), food)
    return found


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT)
