"""A whole report with figures of the size the indicators really have, and the ways tests bend it."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from naukograd.core.cell import cell
from naukograd.core.figure import figure
from naukograd.core.periods import ALMATY
from naukograd.core.settings import PROJECT
from naukograd.report.model import (
    Change,
    Check,
    GateRun,
    Heading,
    Indicator,
    LateFiling,
    Quality,
    Reconciled,
    Report,
    Source,
    Territory,
    TerritoryYear,
    Total,
    YearProgress,
)
from naukograd.sources import DATASETS

from . import country
from .detailed import NAMES, details

EXPECTATIONS = PROJECT / "expectations"
SEEDS = PROJECT / "dbt_project" / "seeds" / "concept"


def seed(name: str) -> list[dict[str, str]]:
    with Path(SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TARGETS: dict[str, dict[int, Decimal]] = {}
for _row in seed("indicator_targets"):
    TARGETS.setdefault(_row["indicator_code"], {})[int(_row["year"])] = Decimal(_row["value"])

# By territory in the order of NAMES, then the programme. Patents share owners: their total is not the sum.
VALUES: dict[str, dict[int, tuple[str, ...]]] = {
    "tax_receipts": {
        2025: ("0.914203", "0.803300", "0.567414", "2.284917"),
        2026: ("0.958411", "0.871622", "0.581175", "2.411208"),
        2027: ("0.301007", "0.288130", "0.203503", "0.792640"),
    },
    "gii_business_rd_rank": {2025: ("31",), 2026: ("32",)},
    "researchers": {2025: ("402", "221", "255", "878"), 2026: ("410", "238", "263", "911")},
    "private_investment": {
        2025: ("0.21", "0.28", "0.11", "0.6"),
        2026: ("0.2194", "0.27812", "0.1204817", "0.6180017"),
    },
    "science_output": {2025: ("1.9", "1.2", "0.9", "4"), 2026: ("1.97", "1.31", "0.93", "4.21")},
    "invention_patents": {2025: ("4", "3", "3", "9"), 2026: ("5", "4", "4", "11")},
}
CHANGES: dict[str, dict[str, str]] = {
    "tax_receipts": {"like_for_like": "-0.051382", "price": "0.198788", "joined": "0.031885", "left": "-0.053000"},
    "researchers": {"like_for_like": "21", "joined": "24", "left": "-9", "scope": "-3"},
    "private_investment": {
        "like_for_like": "-0.0201983",
        "price": "0.0522",
        "joined": "0.012",
        "left": "-0.018",
        "revision": "-0.008",
    },
    "science_output": {"like_for_like": "-0.148", "price": "0.348", "joined": "0.02", "revision": "-0.01"},
    "invention_patents": {"like_for_like": "1", "joined": "2", "left": "-1", "scope": "0"},
}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def year_row(code: str, year: int, actual: Decimal | str | None = None, **changes: Any) -> YearProgress:
    """A year by the rules of the mart: complete and judged when it has an actual value, not due otherwise."""
    target = TARGETS[code][year]
    following = year + 1 if year < 2035 else None
    found = None if actual is None else Decimal(actual)
    is_rank = code == "gii_business_rd_rank"
    verdict = "not_due"
    if found is not None:
        verdict = "met" if (found <= target if is_rank else found >= target) else "missed"
    row = YearProgress(
        year=year,
        target=target,
        is_baseline=year == 2025,
        actual=found,
        gap=None if found is None else found - target,
        percent_of_target=None if found is None or is_rank else round(found / target * 100, 2),
        next_target_year=following,
        pace_to_next_target=None if found is None or following is None else TARGETS[code][following] - found,
        pace_to_2035=None if found is None or following is None else (TARGETS[code][2035] - found) / (2035 - year),
        remaining_change_percent=round(
            (TARGETS[code][2035] - target) / (TARGETS[code][2035] - TARGETS[code][2025]) * 100, 6
        ),
        verdict="baseline" if year == 2025 else verdict,  # type: ignore[arg-type]
        stage=None if found is None else "final" if year == 2025 else "provisional",
        coverage=None if found is None else Decimal(1),
        continued_value=2 * found - Decimal(VALUES[code][2025][-1]) if found is not None and year == 2026 else None,
    )
    row = replace(row, **changes)
    return row if row.is_whole else replace(row, continued_value=None)


def path(code: str, **years: YearProgress) -> tuple[YearProgress, ...]:
    """2025 and 2026 computed, 2027 begun where it has a figure, the rest not due, except the years ``y2026=…``."""
    rows = {year: year_row(code, year, VALUES[code][year][-1]) for year in (2025, 2026)}
    if 2027 in VALUES[code]:
        begun = {"verdict": "not_due", "gap": None, "percent_of_target": None}
        rows[2027] = year_row(code, 2027, VALUES[code][2027][-1], **begun)
    return tuple(years.get(f"y{year}") or rows.get(year) or year_row(code, year) for year in TARGETS[code])


def territory(code: str, name: str, values: dict[int, str | None], wholes: dict[int, str] | None = None) -> Territory:
    """``wholes``: values of the programme, where there are shares of it."""

    def less_before(year: int, value: str | None) -> Decimal | None:
        before = values.get(year - 1)
        return None if value is None or before is None else Decimal(value) - Decimal(before)

    def share(year: int, value: str | None) -> Decimal | None:
        return None if value is None or not wholes else round(Decimal(value) / Decimal(wholes[year]) * 100, 6)

    return Territory(
        code,
        name,
        tuple(
            TerritoryYear(
                year,
                None if value is None else Decimal(value),
                "final" if year == 2025 else "provisional",
                "M" if value is None else "A" if year == 2025 else "P",
                Decimal(1),
                12,
                less_before(year, value),
                share(year, value),
            )
            for year, value in values.items()
        ),
    )


def indicator(row: dict[str, str]) -> Indicator:
    code = row["indicator_code"]
    values = VALUES[code]
    is_national = row["level"] == "country"
    changes = [Change("total", 2026, c, Decimal(v), 7) for c, v in CHANGES.get(code, {}).items()]  # type: ignore[arg-type]
    whole = row["unit"] in ("persons", "patents")
    changes += [
        replace(each, territory_code="nu_park", value=each.value // 2 if whole else each.value / 2, participants=3)
        for each in changes
    ]
    both = code in ("researchers", "private_investment", "science_output")
    wholes = {y: v[-1] for y, v in values.items()}
    shared = wholes if row["unit"] not in ("patents", "rank") else None
    more = Decimal(4 if code == "researchers" else "0.01")
    filed = [
        Reconciled(place, 2025, Decimal(v) - more, Decimal(v), more)
        for place, v in zip([*NAMES, "total"], values[2025], strict=False)
    ]
    later = [Reconciled("total", 2026, Decimal(values[2026][-1]), None, None)]
    return Indicator(
        code=code,
        number=int(row["number"]),
        name=row["name_ru"],
        unit=row["unit"],  # type: ignore[arg-type]
        is_lower_better=row["polarity"] == "lower_is_better",
        is_national=is_national,
        path=path(code),
        territories=()
        if is_national
        else tuple(
            territory(place, name, {y: v[at] for y, v in values.items()}, shared)
            for at, (place, name) in enumerate(NAMES.items())
        ),
        total=territory("total", "", wholes, shared),  # type: ignore[arg-type]
        reconciliation=(*filed, *later) if both else (),
        changes=tuple(changes),
    )


def suites(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The expectations of every suite in ``expectations/<folder>``, by dataset or mart."""
    found = {}
    for path in sorted((EXPECTATIONS / folder).glob("*.json")):
        subject = path.stem.replace("_", ".", 1) if folder == "deliveries" else path.stem
        found[subject] = json.loads(path.read_text("utf-8"))["expectations"]
    return found


def gates(ran_at: datetime, build_id: str, failed: str) -> tuple[GateRun, ...]:
    """A run of every suite there is; all checks pass but ``failed``, a ``<dataset or mart>.<name>``."""

    def check(subject: str, expectation: dict[str, Any], prefix: str = "") -> Check:
        name = expectation["meta"]["name"]
        passed = f"{subject}.{name}" != failed
        return Check(prefix + name, expectation["severity"], passed, 0 if passed else 3, 12_480)

    deliveries = (
        GateRun("delivery", dataset, ran_at, True, tuple(check(dataset, each) for each in suite))
        for dataset, suite in suites("deliveries").items()
    )
    marts = tuple(check(mart, each, f"{mart}.") for mart, suite in suites("marts").items() for each in suite)
    return (*deliveries, GateRun("mart", f"build {build_id}", None, True, marts))


def totals(verdicts: dict[int, list[str]]) -> tuple[Total, ...]:
    """Of the years, given the verdicts of each."""
    found = {
        "datasets_read": "3",
        "decisions_in_force": "2",
        "late_filings": "1",
        "rows_quarantined": "3",
        "rows_read": "20000",
        "tax_bins_compared": "37",
        "tax_bins_differing": "2",
        "tax_difference_kzt": "1284500.00",
    }
    return tuple(
        Total(year, code, Decimal(value))
        for year, each in verdicts.items()
        for code, value in {
            **found,
            **{f"indicators_{verdict}": each.count(verdict) for verdict in ("met", "missed", "incomplete", "no_data")},
            "indicators": len(each),
        }.items()
    )


def judged(whole: Report) -> Report:
    """With the totals that its verdicts have."""
    verdicts = {year: [each.of(year).verdict for each in whole.indicators] for year in (2025, 2026)}
    return replace(whole, totals=totals(verdicts))  # type: ignore[arg-type]


def identified(value: Any, number: Any = None) -> Any:
    """The same, each number of it a cell of an invented mart; what is no figure but a year or a number stays."""
    number = count() if number is None else number
    if isinstance(value, tuple):
        return tuple(identified(each, number) for each in value)
    if not is_dataclass(value):
        return value
    row = next(number)
    found = {}
    for each in fields(value):
        content = getattr(value, each.name)
        if isinstance(content, int | Decimal) and "year" not in each.name and each.name != "number":
            mart = type(value).__name__.lower()
            found[each.name] = cell(content, figure(mart, row, column=each.name))
        else:
            found[each.name] = identified(content, number)
    return type(value)(**found)


def source(dataset: str, rows: int = 12_480, quarantined: int = 0) -> Source:
    return Source(dataset, 3, moment("2027-04-01T12:00"), rows, quarantined, True)


def report(**changes: Any) -> Report:
    """The first reporting year as it stands on the day of the freeze."""
    ran, build = moment("2027-04-20T07:12"), "7f3a9c05fb5e"
    whole = Report(
        heading=Heading(moment("2027-04-20T18:00"), build, "0.1.0", is_sample=True),
        year=2026,
        indicators=tuple(indicator(row) for row in seed("indicators")),
        territories=country.territories(seed("concept_territories")),
        details=details(),
        regions=country.regions(),
        comparisons=country.comparisons(),
        facts=country.facts(),
        expected_results=country.expected_results(),
        decisions=country.decisions(),
        quality=Quality(
            gates=gates(ran, build, failed="kgd.payments_by_bin.unknown_pay_type"),
            sources=tuple(source(name, quarantined=3 if name == "kgd.payments_by_bin" else 0) for name in DATASETS),
            late_filings=(
                LateFiling(
                    "filings.participants", "kurchatov", 2026, moment("2027-04-07T09:30"), moment("2027-04-12T10:00")
                ),
            ),
        ),
        totals=(),
        freeze="04-20",
    )
    return judged(replace(whole, **changes))


def with_years(whole: Report, code: str, **years: YearProgress) -> Report:
    """``whole`` with other years on the path of one indicator."""
    changed = (replace(each, path=path(code, **years)) if each.code == code else each for each in whole.indicators)
    return judged(replace(whole, indicators=tuple(changed)))


def short(whole: Report) -> Report:
    """With the first indicator alone: drawing takes most of the time."""
    return judged(replace(whole, indicators=whole.indicators[:1]))


def real(whole: Report) -> Report:
    """The same report as if nothing in it were made up."""
    sources = tuple(replace(each, is_sample=False) for each in whole.quality.sources)
    heading = replace(whole.heading, is_sample=False)
    return replace(whole, heading=heading, quality=replace(whole.quality, sources=sources))
