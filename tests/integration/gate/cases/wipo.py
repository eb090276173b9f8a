"""The Global Innovation Index."""

from __future__ import annotations

from . import Case, Change

INDEX = "wipo.gii"


def ranks(changed: dict[str, object] | None = None, economies: int = 120) -> list[dict[str, object]]:
    """Two indicators of so many economies; Kazakhstan is 31st, and ``changed`` goes into its row of the wanted one."""
    codes = [f"X{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(economies - 1)]
    codes.insert(30, "KAZ")
    keys = {"IN.5.1.4": "gerd performed by business, % gdp", "IN.5.1.5": "gerd financed by business, %"}
    rows: list[dict[str, object]] = [
        {
            **{"iso3": code, "economy_name": "Kazakhstan" if code == "KAZ" else code, "data_year_as_delivered": "2023"},
            **{"indicator_key": key, "indicator_number": number, "gii_rank": rank, "score": 100 - rank / 2},
        }
        for rank, code in enumerate(codes, start=1)
        for number, key in keys.items()
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
    (INDEX, "mostly_readable", "2026", ranks(), 3),
    (INDEX, "fully_readable", "2026", ranks(), 1),
    (INDEX, "rank_against_score", "2026", ranks({"gii_rank": 30}), 0),
    (INDEX, "rank_against_score", "2026", ranks({"score": 99}), 0),
    (INDEX, "score_without_rank", "2026", ranks({"gii_rank": None}), 0),
    (INDEX, "kazakhstan_without_rank", "2026", ranks({"gii_rank": None, "score": None}), 0),
    (INDEX, "indicator_of_two_numbers", "2026", ranks({"indicator_number": "IN.5.1.6"}), 0),
    (INDEX, "economy_of_two_names", "2026", ranks({"economy_name": "Kyrgyzstan"}), 0),
    (INDEX, "repeated_rows", "2026", [*ranks(), ranks()[0]], 0),
]
SHRINKING: list[Case] = []
CHANGING: list[Change] = [
    (INDEX, "rank_far_from_the_edition_before", "2024", ranks(), "2025", ranks({"gii_rank": 47})),
    (INDEX, "economies_still_there", "2024", ranks(economies=121), "2025", ranks()),
    (INDEX, "ranks_unchanged", "2025", ranks(), "2025", ranks({"gii_rank": 30})),
]
ELSEWHERE = {(INDEX, "data_year_moved")}
