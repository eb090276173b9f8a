"""Tables of the resolution."""

from __future__ import annotations

from . import Case, Change

TABLE_2 = "concept.regions_2024"


def table(rows: int = 21) -> list[dict[str, object]]:
    """So many regions."""
    return [{"region_kato": f"{n:09}"} for n in range(rows)]


GOOD = {TABLE_2: ("2025-12-24", table())}
FAILING: list[Case] = [
    (TABLE_2, "every_region", "x", table(20), 0),
    (TABLE_2, "every_region", "x", table(22), 0),
    (TABLE_2, "every_region", "x", [], 0),
    (TABLE_2, "fully_readable", "x", table(), 1),
]
SHRINKING: list[Case] = []
CHANGING: list[Change] = [
    (TABLE_2, "as_printed", "x", table(), "x", [table()[0] | {"rd_personnel": 7}, *table()[1:]]),
    (TABLE_2, "no_row_lost", "x", [*table(), *table()[:1]], "x", table()),
]
ELSEWHERE: set[tuple[str, str]] = set()
