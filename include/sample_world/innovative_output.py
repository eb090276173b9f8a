"""Innovative output by form 1-инновация, invented but for one thing: in 2024 the nation's is 1.37 % of GDP, as decreed.

Amounts are hundredths of a million tenge. GDP of 2024 is that of the Concept's table 2: 134 251.9 bn tenge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_world.times import ALMATY

NATION = ("000000000", "Республика Казахстан")
REGIONS = (
    ("100000000", "Абай"),
    ("110000000", "Акмолинская"),
    ("150000000", "Актюбинская"),
    ("190000000", "Алматинская"),
    ("230000000", "Атырауская"),
    ("270000000", "Западно-Казахстанская"),
    ("310000000", "Жамбылская"),
    ("330000000", "Жетісу"),
    ("350000000", "Карагандинская"),
    ("390000000", "Костанайская"),
    ("430000000", "Кызылординская"),
    ("470000000", "Мангистауская"),
    ("550000000", "Павлодарская"),
    ("590000000", "Северо-Казахстанская"),
    ("610000000", "Туркестанская"),
    ("620000000", "Ұлытау"),
    ("630000000", "Восточно-Казахстанская"),
    ("710000000", "г. Астана"),
    ("750000000", "г. Алматы"),
    ("790000000", "г. Шымкент"),
)
FIRST_YEAR, LAST_YEAR, BASELINE_YEAR = 2022, 2026, 2024
# 1.37 % of 134 251.9 bn tenge, to the last digit.
BASELINE = 183_925_103
_WITHHELD = ("100000000", "620000000")


@dataclass(frozen=True)
class Innovation:
    """One row of the form; ``hundredths`` None: withheld."""

    year: int
    kato: str
    region_ru: str
    hundredths: int | None


def innovation_moments() -> list[tuple[datetime, int]]:
    """When each issue comes out, and the last year it holds."""
    return [(datetime(year + 1, 7, 3, 10, tzinfo=ALMATY), year) for year in range(BASELINE_YEAR, LAST_YEAR + 1)]


def innovation_rows(seed: int, last_year: int) -> Iterator[Innovation]:
    """The nation and its regions from 2022 on; what two small regions show is withheld."""
    for year in range(FIRST_YEAR, last_year + 1):
        rng = np.random.default_rng([seed, 6, year])
        drift = 0 if year == BASELINE_YEAR else int(rng.integers(-20, 21))
        nation = BASELINE * (1_000 + 90 * (year - BASELINE_YEAR) + drift) // 1_000
        weights = [int(weight) for weight in rng.integers(50, 1_000, len(REGIONS))]
        parts = [nation * weight // sum(weights) for weight in weights]
        parts[-1] += nation - sum(parts)
        yield Innovation(year, *NATION, nation)
        for (kato, name), part in zip(REGIONS, parts, strict=True):
            yield Innovation(year, kato, name, None if kato in _WITHHELD else part)
