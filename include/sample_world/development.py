"""Series of the World Bank, real and in their vintages: see real/wdi/PROVENANCE.md."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sample_world.times import ALMATY

FOLDER = Path(__file__).parent / "real" / "wdi"
GDP = "NY.GDP.MKTP.CD"
REVISED = datetime(2026, 7, 1, 20, tzinfo=ALMATY)
"""Before this moment a series that is held in two vintages shows the older one."""
_GDP_VINTAGE = 2024


@dataclass(frozen=True)
class Observation:
    """A figure of an economy and a year, as text: every digit counts."""

    iso3: str
    year: int
    value: str
    vintage: int


def series(code: str, now: datetime) -> list[Observation]:
    """The observations of a series as shown at ``now``, by economy, the latest year first; empty: no such series."""
    held = _held().get(code, {})
    first = {vintage for vintages in held.values() if len(vintages) > 1 for vintage in [min(vintages)]}
    if first and now < REVISED:
        shown = [found for vintages in held.values() for vintage, found in vintages.items() if vintage in first]
    else:
        shown = [vintages[max(vintages)] for vintages in held.values()]
    return sorted((each for found in shown for each in found), key=lambda each: (each.iso3, -each.year))


@cache
def _held() -> dict[str, dict[str, dict[int, list[Observation]]]]:
    """Observations by code, economy and vintage."""
    held: dict[str, dict[str, dict[int, list[Observation]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for row in _rows("wdi_science_kaz_comparators.csv"):
        found = Observation(row["iso3"], int(row["year"]), row["value"], int(row["vintage_year"]))
        held[row["indicator_code"]][found.iso3][found.vintage].append(found)
    for row in _rows("gdp_current_usd_kaz_comparators.csv"):
        found = Observation(row["Country Code"], int(row["Year"]), row["Value"], _GDP_VINTAGE)
        held[GDP][found.iso3][found.vintage].append(found)
    return held


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
