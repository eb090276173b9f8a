"""Series of the country and of other economies, and the tables of the resolution."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import Case, Change

DATA, TREE, SERIES = "bns.taldau_data", "bns.taldau_tree", "worldbank.series"
TABLE_1, FACTS, PARKS = "concept.technology_level", "concept.national_facts", "concept.international_benchmarks"
GDP, PRICES, GRP, GERD = "2979005/7", "703076/7", "2709379/7", "GB.XPD.RSDV.GD.ZS"
Rows = list[dict[str, object]]
PICKED = {PRICES: ("январь-декабрь к январю-декабрю предыдущего года", "товары и услуги")}
NAMES = (
    *("Абай", "Акмолинская", "Актюбинская", "Алматинская", "Атырауская", "Западно-Казахстанская", "Жамбылская"),
    *("Жетісу", "Карагандинская", "Костанайская", "Кызылординская", "Мангистауская", "Павлодарская"),
    *("Северо-Казахстанская", "Туркестанская", "Ұлытау", "Восточно-Казахстанская", "г.Астана", "г.Алматы", "г.Шымкент"),
)


def readings(slice_key: str = GDP, figure: str = "134251900", **changed: object) -> Rows:
    """Three years of one index; the last is changed."""
    index, _, period = slice_key.partition("/")
    rows: Rows = [
        {"index_id": index, "period_id": period, "term_ids": "741880", "year": year, "value": Decimal(figure)}
        | {"term_names": ";".join(("республика казахстан", *PICKED.get(slice_key, ())))}
        for year in (2022, 2023, 2024)
    ]
    rows[-1] |= changed
    return rows


def terms(slice_key: str = "2709379/9", year: int = 2024, **changed: object) -> Rows:
    """The Republic, its regions, and a city below the last of them; the city is changed."""
    index, _, period = slice_key.partition("/")
    below = [(str(at), "1", 2, 4, name) for at, name in enumerate(NAMES, start=2)]
    rows: Rows = [
        {
            **{"index_id": index, "period_id": period, "year": year, "term_id": term, "parent_id": parent},
            **{"level": level, "value": Decimal(value), "kato": "000000000" if parent is None else None},
            **{"term_name": name, "measure_name": "миллион тенге"},
        }
        for term, parent, level, value, name in (("1", None, 1, 80, "Республика"), *below, ("99", "21", 3, 3, "Город"))
    ]
    rows[-1] |= changed
    return rows


def observations(**changed: object) -> Rows:
    """Kazakhstan and Korea; Korea is changed."""
    row = {"series_code": GERD, "year": 2022, "value": Decimal(1), "last_updated_on": date(2025, 12, 31)}
    rows: Rows = [row | {"iso3": code} for code in ("KAZ", "KOR")]
    rows[-1] |= changed
    return rows


def series() -> Rows:
    return [row | {"series_code": "A.B"} for row in observations()]


def printed(countries: int = 6) -> Rows:
    codes = ("KAZ", "KOR", "JPN", "USA", "CHN", "RUS", "DEU")
    return [{"series": "eci", "economy_code": code, "year": 2023, "value": Decimal(1)} for code in codes[:countries]]


def fact(**changed: object) -> dict[str, object]:
    return {"fact_code": "rd_workers", "year": 2024, "value": Decimal(27146)} | changed


def park(**changed: object) -> dict[str, object]:
    return {
        "economy_code": "Innopolis Daedeok",
        "measure": "R&D investment",
        "year": 2023,
        "value": Decimal(1),
    } | changed


DAY = "2025-12-24"
GOOD = {
    DATA: (GDP, readings()),
    TREE: (GRP, terms(GRP)),
    SERIES: (GERD, observations()),
    TABLE_1: (DAY, printed()),
    FACTS: (DAY, [fact()]),
    PARKS: (DAY, [park()]),
}
FAILING: list[Case] = [
    (DATA, "has_rows", PRICES, [], 0),
    (DATA, "another_index", PRICES, readings(PRICES, "108", index_id="2979005"), 0),
    (DATA, "another_index", PRICES, readings(PRICES, "108", period_id="4"), 0),
    (DATA, "repeated_values", PRICES, readings(PRICES, "108", year=2023), 0),
    (DATA, "implausible_year", PRICES, readings(PRICES, "108", year=1989), 0),
    (DATA, "implausible_year", PRICES, readings(PRICES, "108", year=2026), 0),
    (DATA, "not_in_millions", "2979005/9", readings("2979005/9", value=Decimal(134252)), 0),
    (DATA, "not_in_percent", PRICES, readings(PRICES, "108", value=Decimal("8.7")), 0),
    (DATA, "series_missing", PRICES, readings(PRICES, "108", term_names="республика")[2:], 0),
    (DATA, "years_missing", PRICES, [readings(PRICES, "108")[at] for at in (0, 2)], 0),
    (DATA, "newest_year_missing", PRICES, readings(PRICES, "108")[:2], 0),
    (DATA, "no_jumps", "2979005/9", readings("2979005/9", value=Decimal(67_125_000)), 0),
    (DATA, "mostly_readable", PRICES, readings(PRICES, "108"), 2),
    (DATA, "fully_readable", PRICES, readings(PRICES, "108"), 1),
    (TREE, "has_rows", "701827/7", [], 0),
    (TREE, "another_index", "701827/7", terms(), 0),
    (TREE, "has_republic", "2709379/9", [row | {"kato": None} for row in terms()], 0),
    (TREE, "repeated_values", "2709379/9", [*terms(), terms()[0]], 0),
    (TREE, "unknown_parent", "2709379/9", terms(parent_id="999"), 0),
    (TREE, "implausible_year", "2709379/9", terms(year=2026), 0),
    (TREE, "parts_add_up", "2709379/9", terms(level=2, parent_id="1"), 0),
    (
        TREE,
        "parts_add_up",
        "2709379/9",
        [row | {"value": Decimal(3)} if row["term_id"] == "5" else row for row in terms()],
        0,
    ),
    (TREE, "parts_add_up", "2709379/9", terms(value=Decimal(5)), 0),
    (TREE, "zero_or_less", "2709379/9", terms(value=Decimal(0)), 0),
    (TREE, "measure_as_configured", "2709379/9", terms(measure_name="тысяч тенге"), 0),
    (TREE, "regions_missing", "2709379/9", [row for row in terms() if row["term_name"] != "Ұлытау"], 0),
    (TREE, "newest_year_missing", "2709379/9", terms(year=2023), 0),
    (TREE, "mostly_readable", "2709379/9", terms(), 2),
    (TREE, "fully_readable", "2709379/9", terms(), 1),
    (SERIES, "has_rows", "IP.PAT.RESD", [], 0),
    (SERIES, "another_series", "IP.PAT.RESD", observations(), 0),
    (SERIES, "kazakhstan_among_them", "A.B", series()[1:], 0),
    (SERIES, "repeated_values", "A.B", observations(iso3="KAZ"), 0),
    (SERIES, "implausible_year", "A.B", observations(year=1959), 0),
    (SERIES, "implausible_year", "A.B", observations(year=2027), 0),
    (SERIES, "zero_or_less", "A.B", observations(value=Decimal(0)), 0),
    (SERIES, "another_economy", "A.B", observations(iso3="WLD"), 0),
    (SERIES, "out_of_scale", "A.B", observations(value=Decimal("0.0014")), 0),
    (SERIES, "values_jump", "A.B", [*observations(), *observations(year=2023, value=Decimal("2.6"))[1:]], 0),
    (SERIES, "values_jump", "A.B", [*observations(), *observations(year=2023, value=Decimal("0.39"))[1:]], 0),
    (SERIES, "value_of_another_economy", "A.B", [row | {"value": Decimal("1.5")} for row in observations()], 0),
    (SERIES, "beyond_the_whole", "A.B", observations(value=Decimal(101)), 0),
    (SERIES, "mostly_readable", "A.B", series(), 2),
    (SERIES, "fully_readable", "A.B", series(), 1),
    (TABLE_1, "has_rows", "2025-12-25", [], 0),
    (TABLE_1, "fully_readable", "2025-12-25", printed(), 1),
    (FACTS, "has_rows", "2025-12-25", [], 0),
    (FACTS, "fully_readable", "2025-12-25", [fact()], 1),
    (PARKS, "has_rows", "2025-12-25", [], 0),
    (PARKS, "unknown_measure", "2025-12-25", [park(measure="beauty")], 0),
    (PARKS, "fully_readable", "2025-12-25", [park()], 1),
]
OLDER = date(2024, 12, 31)


def _changed(dataset: str) -> Rows:
    first, *others = GOOD[dataset][1]
    return [first | {"value": Decimal("7.5")}, *others]


SHRINKING: list[Case] = []
CHANGING: list[Change] = [
    (DATA, "values_gone", GDP, readings(), GDP, readings(value=None)),
    (DATA, "values_revised", GDP, readings(), GDP, readings(value=Decimal(136_000_000))),
    (DATA, "values_revised", PRICES, readings(PRICES, "108"), PRICES, readings(PRICES, "108", value=Decimal("108.1"))),
    (TREE, "values_gone", GRP, terms(GRP), GRP, terms(GRP, value=None)),
    (TREE, "values_revised", GRP, terms(GRP), GRP, terms(GRP, value=Decimal("3.04"))),
    (TREE, "terms_renamed", GRP, terms(GRP), GRP, terms(GRP, term_name="Село")),
    (SERIES, "values_still_there", GERD, observations(), GERD, observations(value=None)),
    (SERIES, "values_still_there", GERD, observations(), GERD, observations()[:1]),
    (SERIES, "vintage_unchanged", GERD, observations(), GERD, observations(value=Decimal("1.001"))),
    (SERIES, "revisions_small", GERD, observations(), GERD, observations(value=Decimal("1.11"))),
    (
        SERIES,
        "vintage_no_older",
        GERD,
        observations(),
        GERD,
        [row | {"last_updated_on": OLDER} for row in observations()],
    ),
    *((dataset, "as_printed", DAY, GOOD[dataset][1], DAY, _changed(dataset)) for dataset in (TABLE_1, FACTS, PARKS)),
    *(
        (dataset, "no_row_lost", DAY, GOOD[dataset][1] * 2, DAY, GOOD[dataset][1])
        for dataset in (TABLE_1, FACTS, PARKS)
    ),
]
ELSEWHERE = {
    (DATA, "republic_as_in_the_tree"),
    (TREE, "republic_as_the_gdp"),
    (SERIES, "implausible_exchange_rate"),
}
