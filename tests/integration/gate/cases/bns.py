"""Workbooks of the Bureau of National Statistics; its classifier has a test of its own."""

from __future__ import annotations

from collections.abc import Iterable

from . import Case

GRP, PEOPLE, EMPLOYED, KATO = "bns.grp_per_capita", "bns.population", "bns.employment_by_city", "bns.kato"
SINCE_2022 = ("100000000", "330000000", "620000000")
REGIONS = (
    "000000000",
    *(f"{first}0000000" for first in (11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 55, 59, 61, 63, 71, 75, 79)),
    *SINCE_2022,
)
PERIODS = ("Q1", "H1", "9M", "Y")
BLOCKS = {("all", "total"): 4} | {
    (sex, area): people for sex in ("men", "women") for area, people in (("total", 2), ("urban", 1), ("rural", 1))
}
Rows = list[dict[str, object]]
FIGURE: dict[str, object] = {"part": "figure", "mark": "figure"}


def _there(year: int) -> Iterable[str]:
    return (region for region in REGIONS if year >= 2022 or region not in SINCE_2022)


def product(
    years: Iterable[int] = (2023,),
    units: Iterable[str] = ("thousand_kzt_per_capita", "usd_per_capita"),
    periods: Iterable[str] = PERIODS,
    without: str = "",
) -> Rows:
    """Gross regional product per head of every region that is there, a figure per year, period and unit."""
    return [
        FIGURE | {"region_kato": region, "year": year, "period_cumulative": period, "unit": unit, "value": 1}
        for year in years
        for unit in units
        for period in periods
        for region in _there(year)
        if region != without
    ]


def people(
    years: Iterable[int] = (2023,), blocks: Iterable[tuple[str, str]] = tuple(BLOCKS), without: str = ""
) -> Rows:
    """Population of every region that is there, a figure per year and block."""
    return [
        _people(region, year, *block)
        for year in years
        for block in blocks
        for region in _there(year)
        if region != without
    ]


def _people(region: str, year: int, sex: str, area: str) -> dict[str, object]:
    count = BLOCKS[sex, area]
    return FIGURE | {
        "region_kato": region,
        "of_region_kato": region,
        "year": year,
        "sex": sex,
        "area": area,
        "population": count,
    }


def employed(years: Iterable[int] = tuple(range(1990, 2024)), **changed: object) -> Rows:
    """People in employment in Kurchatov and another city; ``changed`` goes into the first row."""
    rows: Rows = [
        FIGURE | {"city_kato": city, "year": year, "employed_population": 5_500}
        for year in years
        for city in ("101810000", "710000000")
    ]
    rows[0] |= changed
    return rows


ASIDE: Rows = [{"part": "aside"}]
GOOD = {GRP: ("5930", product()), PEOPLE: ("6584", people()), EMPLOYED: ("102798", employed())}
FAILING: list[Case] = [
    *((dataset, "has_rows", "x", [], 0) for dataset in GOOD),
    *((dataset, "table_found", "x", ASIDE, 0) for dataset in GOOD),
    *((dataset, "region_repeated", "x", [*rows, rows[0]], 0) for dataset, (_, rows) in GOOD.items()),
    *((dataset, "mostly_readable", "x", rows, 3) for dataset, (_, rows) in GOOD.items()),
    (GRP, "fully_readable", "x", product(), 1),
    (PEOPLE, "fully_readable", "x", people(), 1),
    (EMPLOYED, "fully_readable", "x", employed(range(1950, 2024)), 1),
    (GRP, "both_units", "x", product(units=("usd_per_capita",)), 0),
    (GRP, "periods_missing", "x", product(periods=("Q1", "H1", "Y")), 0),
    (GRP, "periods_missing", "x", product((2021, 2023)), 0),
    (PEOPLE, "periods_missing", "x", people((2021, 2023)), 0),
    (EMPLOYED, "periods_missing", "x", employed((2021, 2023)), 0),
    (GRP, "regions_missing", "x", product(without="620000000"), 0),
    (PEOPLE, "regions_missing", "x", people(without="000000000"), 0),
    (GRP, "figure_before_region", "x", [*product((2021, 2022)), product(years=(2022,))[-1] | {"year": 2021}], 0),
    (
        PEOPLE,
        "figure_before_region",
        "x",
        [*people((2021, 2022)), _people("100000000", 2021, "all", "total") | {"population": 0}],
        0,
    ),
    (PEOPLE, "blocks_missing", "x", people(blocks=[block for block in BLOCKS if block != ("men", "rural")]), 0),
    (PEOPLE, "parts_add_up", "x", [people()[0] | {"population": 5}, *people()[1:]], 0),
    (EMPLOYED, "has_kurchatov", "x", [row for row in employed() if row["city_kato"] != "101810000"], 0),
    (EMPLOYED, "implausible_number", "x", employed(employed_population=5), 0),
]
SHRINKING: list[Case] = [(dataset, "not_shrunk", "x", rows, len(rows) + 20) for dataset, (_, rows) in GOOD.items()]
ELSEWHERE = {
    (KATO, name)
    for name in (
        *("enough_codes", "code_repeated", "region_unknown", "fully_readable", "not_shrunk"),
        *("usual_number_of_codes", "parent_missing", "code_reused"),
    )
}
