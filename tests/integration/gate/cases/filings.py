"""What territories file."""

from __future__ import annotations

from datetime import date

from . import Case

BIN, OTHER_BIN, BRANCH = "020240000555", "990540001234", "020241000556"
PEOPLE = "filings.participants"


def participant(**changed: object) -> dict[str, object]:
    return {
        "bin": BIN,
        "name_ru": "ТОО «Пример»",
        "territory_code": "kurchatov",
        "branch_bins": [BRANCH],
        "joined_on": date(2026, 1, 1),
        "left_on": None,
    } | changed


GOOD = {PEOPLE: ("nu_park", [participant(territory_code="nu_park", bin=OTHER_BIN, branch_bins=[])])}
FAILING: list[Case] = [
    (PEOPLE, "has_rows", "kurchatov", [], 0),
    (PEOPLE, "another_territory", "kurchatov", [participant(territory_code="inp_park")], 0),
    (PEOPLE, "overlapping_membership", "kurchatov", [participant(), participant(joined_on=date(2026, 2, 1))], 0),
    (PEOPLE, "overlapping_membership", "kurchatov", [participant(), participant(bin=BRANCH, branch_bins=[])], 0),
    (PEOPLE, "implausible_date", "kurchatov", [participant(joined_on=date(1926, 1, 1))], 0),
    (PEOPLE, "implausible_date", "kurchatov", [participant(left_on=date(2099, 1, 1))], 0),
    (PEOPLE, "joins_in_the_future", "kurchatov", [participant(joined_on=date(2026, 3, 1))], 0),
    (PEOPLE, "fully_readable", "kurchatov", [participant(bin=str(n), branch_bins=[]) for n in range(9)], 1),
]
SHRINKING: list[Case] = [
    (PEOPLE, "not_shrunk", "kurchatov", [participant()], 2),
]
ELSEWHERE: set[tuple[str, str]] = set()
