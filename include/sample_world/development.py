"""Series of the World Bank, real and in their vintages: see real/wdi/PROVENANCE.md; the last vintage is invented."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from sample_world.times import ALMATY

FOLDER = Path(__file__).parent / "real" / "wdi"
GDP, RD_SHARE = "NY.GDP.MKTP.CD", "GB.XPD.RSDV.GD.ZS"
REVISED = datetime(2026, 7, 1, 20, tzinfo=ALMATY)
"""Before this moment a series that is held in two vintages shows the older one."""
RECALCULATED = datetime(2027, 7, 1, 20, tzinfo=ALMATY)
"""From this moment on Kazakhstan's expenditure on R&D is shown anew: an invented vintage of a real series."""
_RECALCULATED_FROM = 2020
_GDP_VINTAGE = 2024


@dataclass(frozen=True)
class Observation:
    """A figure of an economy and a year, as text: every digit counts."""

    iso3: str
    year: int
    value: str
    vintage: int
    is_invented: bool = False

    @property
    def updated(self) -> date:
        """The day of its vintage; of a real one no more than the year is known."""
        return RECALCULATED.date() if self.is_invented else date(self.vintage, 12, 31)


def series(code: str, now: datetime) -> list[Observation]:
    """The observations of a series as shown at ``now``, by economy, the latest year first; empty: no such series."""
    held = _held().get(code, {})
    first = {vintage for vintages in held.values() if len(vintages) > 1 for vintage in [min(vintages)]}
    if first and now < REVISED:
        shown = [found for vintages in held.values() for vintage, found in vintages.items() if vintage in first]
    else:
        shown = [vintages[max(vintages)] for vintages in held.values()]
    found = sorted((each for of_economy in shown for each in of_economy), key=lambda each: (each.iso3, -each.year))
    return [_recalculated(each) for each in found] if code == RD_SHARE and now >= RECALCULATED else found


def _recalculated(found: Observation) -> Observation:
    """Kazakhstan's figures of the last years, a twentieth higher; everybody else's as they were."""
    if found.iso3 != "KAZ" or found.year < _RECALCULATED_FROM:
        return found
    value = (Decimal(found.value) * Decimal("1.05")).quantize(Decimal("0.00001"))
    return replace(found, value=str(value), vintage=RECALCULATED.year, is_invented=True)


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
