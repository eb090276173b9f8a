"""The Global Innovation Index."""

from __future__ import annotations

from . import Case

INDEX = "wipo.gii"


def ranks(changed: dict[str, object] | None = None, economies: int = 120) -> list[dict[str, object]]:
    """Two indicators of so many economies; Kazakhstan is 31st, and ``changed`` goes into its row of the wanted one."""
    codes = [f"X{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(economies - 1)]
    codes.insert(30, "KAZ")
    keys = ("gerd performed by business, % gdp", "gerd financed by business, %")
    rows: list[dict[str, object]] = [
        {"iso3": code, "indicator_key": key, "data_year_as_delivered": "2023", "gii_rank": rank}
        for rank, code in enumerate(codes, start=1)
        for key in keys
    ]
    rows[61] |= changed or {}
    return rows


GOOD = {INDEX: ("2025", ranks())}
FAILING: list[Case] = [
    (INDEX, "has_rows", "2026", [], 0),
    (INDEX, "has_kazakhstan", "2026", ranks({"indicator_key": "gerd financed by abroad, %"}), 0),
    (INDEX, "has_kazakhstan", "2026", ranks({"iso3": "XZZ"}), 0),
    (INDEX, "has_kazakhstan", "2026", [*ranks(), ranks()[61]], 0),
    (INDEX, "rank_below_first", "2026", ranks({"gii_rank": 0}), 0),
    (INDEX, "rank_beyond_economies", "2026", ranks({"gii_rank": 121}), 0),
    (INDEX, "enough_economies", "2026", ranks(economies=99), 0),
    (INDEX, "mostly_readable", "2026", ranks(), 3),
    (INDEX, "fully_readable", "2026", ranks(), 1),
    (INDEX, "repeated_rows", "2026", [*ranks(), ranks()[0]], 0),
]
SHRINKING: list[Case] = []
ELSEWHERE = {(INDEX, "data_year_moved")}
