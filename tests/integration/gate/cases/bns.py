"""Workbooks of the Bureau of National Statistics; its classifier has a test of its own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from . import Case, Change

GRP, PEOPLE, EMPLOYED, KATO = "bns.grp_per_capita", "bns.population", "bns.employment_by_city", "bns.kato"
SINCE_2022 = ("100000000", "330000000", "620000000")
REGIONS = (
    "000000000",
    *(f"{first}0000000" for first in (11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 55, 59, 61, 63, 71, 75, 79)),
    *SINCE_2022,
)
PERIODS = ("Q1", "H1", "9M", "Y")
UNITS = {"thousand_kzt_per_capita": 1, "usd_per_capita": 2}
BLOCKS = {("all", "total"): 4} | {
    (sex, area): people for sex in ("men", "women") for area, people in (("total", 2), ("urban", 1), ("rural", 1))
}
Rows = list[dict[str, object]]
FIGURE: dict[str, object] = {"part": "figure", "mark": "figure"}


def _there(year: int, early: Iterable[str] = ()) -> Iterable[str]:
    return (region for region in REGIONS if year >= 2022 or region not in SINCE_2022 or region in early)


def product(
    years: Iterable[int] = (2023,),
    units: Iterable[str] = tuple(UNITS),
    periods: Iterable[str] = PERIODS,
    without: str = "",
) -> Rows:
    """Gross regional product per head of every region that is there, a figure per year, period and unit."""
    return [
        FIGURE
        | {"region_kato": region, "year": year, "period_cumulative": period, "unit": unit}
        | {"value": 100 * (1 + PERIODS.index(period)) * UNITS[unit]}
        for year in years
        for unit in units
        for period in periods
        for region in _there(year)
        if region != without
    ]


def _with(rows: Rows, at: int, **changed: object) -> Rows:
    return [row | changed if nth == at % len(rows) else row for nth, row in enumerate(rows)]


def people(
    years: Iterable[int] = (2023,),
    blocks: Iterable[tuple[str, str]] = tuple(BLOCKS),
    without: str = "",
    early: Iterable[str] = (),
) -> Rows:
    """Population of every region that is there, a figure per year and block."""
    return [
        _people(region, year, *block, early)
        for year in years
        for block in blocks
        for region in _there(year, early)
        if region != without
    ]


def _people(region: str, year: int, sex: str, area: str, early: Iterable[str] = ()) -> dict[str, object]:
    count = BLOCKS[sex, area] * (len(list(_there(year, early))) - 1 if region == REGIONS[0] else 1)
    return FIGURE | {
        "region_kato": region,
        "of_region_kato": region,
        "year": year,
        "sex": sex,
        "area": area,
        "population": count,
    }


def employed(years: Iterable[int] = tuple(range(1990, 2025)), **changed: object) -> Rows:
    """People in employment in Kurchatov and another city; ``changed`` goes into the first row."""
    rows: Rows = [
        FIGURE | {"city_kato": city, "year": year, "employed_population": people + year}
        for year in years
        for city, people in (("101810000", 3_500), ("710000000", 500_000))
    ]
    rows[0] |= changed
    return rows


ASIDE: Rows = [{"part": "aside"}]
GOOD = {GRP: ("5930", product()), PEOPLE: ("6584", people()), EMPLOYED: ("102798", employed())}
FAILING: list[Case] = [
    *((dataset, "has_rows", "x", [], 0) for dataset in GOOD),
    (EMPLOYED, "table_found", "x", ASIDE, 0),
    *((dataset, "region_repeated", "x", [*rows, rows[0]], 0) for dataset, (_, rows) in GOOD.items()),
    *((dataset, "mostly_readable", "x", rows, 3) for dataset, (_, rows) in GOOD.items()),
    (GRP, "fully_readable", "x", product(), 1),
    (PEOPLE, "fully_readable", "x", people(), 1),
    (EMPLOYED, "fully_readable", "x", employed(range(1950, 2025)), 1),
    (GRP, "both_units", "x", product(units=("usd_per_capita",)), 0),
    (GRP, "periods_missing", "x", product(periods=("Q1", "H1", "Y")), 0),
    (GRP, "periods_missing", "x", product((2021, 2023)), 0),
    (PEOPLE, "periods_missing", "x", people((2021, 2023)), 0),
    (EMPLOYED, "periods_missing", "x", employed((2021, 2023)), 0),
    (GRP, "regions_missing", "x", product(without="620000000"), 0),
    (PEOPLE, "regions_missing", "x", people(without="000000000"), 0),
    (GRP, "figure_before_region", "x", [*product((2021, 2022)), product(years=(2022,))[-1] | {"year": 2021}], 0),
    (PEOPLE, "figure_before_region", "x", people((2021, 2022), early=SINCE_2022[:1]), 0),
    (PEOPLE, "blocks_missing", "x", people(blocks=[block for block in BLOCKS if block != ("men", "rural")]), 0),
    (PEOPLE, "parts_add_up", "x", _with(people(), 0, population=81), 0),
    (EMPLOYED, "has_kurchatov", "x", [row for row in employed() if row["city_kato"] != "101810000"], 0),
    (PEOPLE, "zero_people", "x", [*people(), _people("100000000", 2023, "men", "urban") | {"population": 0}], 0),
    (PEOPLE, "future_year", "x", people((2027,)), 0),
    (GRP, "one_exchange_rate", "x", _with(product(), 5, value=101), 0),
    (GRP, "cumulative", "x", [row | {"value": 100} for row in product()], 0),
    (GRP, "moves_with_the_nation", "x", _with(product((2022, 2023)), -100, value=1_000), 0),
    (GRP, "future_period", "x", product((2026,)), 0),
    (EMPLOYED, "implausible_number", "x", employed(employed_population=5), 0),
    (EMPLOYED, "implausible_number", "y", employed(employed_population=30_000), 0),
    (EMPLOYED, "no_jumps", "x", employed(employed_population=4_000), 0),
    (EMPLOYED, "not_carried_forward", "x", [row | {"employed_population": 5_500} for row in employed()], 0),
    (EMPLOYED, "future_year", "x", employed((2025, 2026)), 0),
    (EMPLOYED, "newest_year_missing", "x", employed((2022, 2023)), 0),
]
CHANGING: list[Change] = [
    *(
        (dataset, "figures_gone", "z", rows, "z", _with(rows, -1, mark="absent", **{name: None}))
        for (dataset, (_, rows)), name in zip(GOOD.items(), ("value", "population", "employed_population"), strict=True)
    ),
    (GRP, "figures_revised", "z", product(), "z", _with(product(), -1, value=Decimal("828.1"))),
    (PEOPLE, "figures_revised", "z", people(), "z", _with(people(), 0, population=70)),
    (EMPLOYED, "figures_revised", "z", employed(), "z", employed(employed_population=5_610)),
]
SHRINKING: list[Case] = [(dataset, "not_shrunk", "x", rows, len(rows) + 20) for dataset, (_, rows) in GOOD.items()]
ELSEWHERE = {
    (KATO, name)
    for name in (
        *("enough_codes", "code_repeated", "region_unknown", "fully_readable", "not_shrunk"),
        *("parent_missing", "code_reused", "regions_missing", "level_wrong"),
        *("levels_missing", "names_in_russian", "names_by_law", "codes_gone", "names_changed", "something_is_new"),
    )
}
