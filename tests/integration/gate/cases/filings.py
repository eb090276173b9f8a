"""What territories file."""

from __future__ import annotations

from datetime import date

from . import Case, Change

BIN, OTHER_BIN, BRANCH = "020240000555", "990540001234", "020241000556"
PEOPLE, DECISIONS = "filings.participants", "filings.decisions"


def participant(**changed: object) -> dict[str, object]:
    return {
        "bin": BIN,
        "name_ru": "ТОО «Пример»",
        "territory_code": "kurchatov",
        "branch_bins": [BRANCH],
        "joined_on": date(2026, 1, 1),
        "left_on": None,
    } | changed


def decision(**changed: object) -> dict[str, object]:
    return {
        "number": "1",
        "kind": "owner_match",
        "subject": "ТОО «Пример»",
        "value": BIN,
        "decided_by": "Директор департамента",
        "decided_on": date(2026, 2, 1),
        "valid_until": None,
        "because": "Прежнее наименование",
    } | changed


GOOD = {
    DECISIONS: ("mnvo", [decision(), decision(number="2", subject="АО «Пример»", value="not_a_participant")]),
    PEOPLE: ("nu_park", [participant(territory_code="nu_park", bin=OTHER_BIN, branch_bins=[])]),
}
FAILING: list[Case] = [
    (PEOPLE, "has_rows", "kurchatov", [], 0),
    (PEOPLE, "another_territory", "kurchatov", [participant(territory_code="inp_park")], 0),
    (PEOPLE, "overlapping_membership", "kurchatov", [participant(), participant(joined_on=date(2026, 2, 1))], 0),
    (PEOPLE, "overlapping_membership", "kurchatov", [participant(), participant(bin=BRANCH, branch_bins=[])], 0),
    (PEOPLE, "implausible_date", "kurchatov", [participant(joined_on=date(1926, 1, 1))], 0),
    (PEOPLE, "implausible_date", "kurchatov", [participant(left_on=date(2099, 1, 1))], 0),
    (PEOPLE, "joins_in_the_future", "kurchatov", [participant(joined_on=date(2026, 3, 1))], 0),
    (DECISIONS, "has_rows", "inp_park", [], 0),
    (DECISIONS, "unknown_kind", "inp_park", [decision(kind="прочее")], 0),
    (DECISIONS, "unknown_kind", "inp_park", [decision(kind=None)], 0),
    (DECISIONS, "no_reason", "inp_park", [decision(because=" ")], 0),
    (DECISIONS, "no_position", "inp_park", [decision(decided_by=None)], 0),
    (DECISIONS, "repeated_number", "inp_park", [decision(), decision(subject="АО «Другое»")], 0),
    (DECISIONS, "implausible_decision_date", "inp_park", [decision(decided_on=date(2025, 12, 23))], 0),
    (DECISIONS, "implausible_decision_date", "inp_park", [decision(valid_until=date(2099, 1, 1))], 0),
    (DECISIONS, "decides_in_the_future", "inp_park", [decision(decided_on=date(2026, 2, 11))], 0),
    (DECISIONS, "ends_before_it_begins", "inp_park", [decision(valid_until=date(2026, 1, 31))], 0),
    (PEOPLE, "bin_of_another_kind", "kurchatov", [participant(bin=BRANCH, branch_bins=[])], 0),
    (PEOPLE, "bin_of_another_kind", "kurchatov", [participant(branch_bins=[OTHER_BIN])], 0),
    (PEOPLE, "kazakh_name_as_russian", "kurchatov", [participant(name_ru="«Үлгі» ЖШС", name_kk="ТОО «Пример»")], 0),
    (PEOPLE, "begins_like_a_formula", "kurchatov", [participant(name_ru="=cmd|' /C calc'!A0")], 0),
    (PEOPLE, "spoiled_name", "kurchatov", [participant(name_ru="РўРћРћ «Пример»")], 0),
    (
        PEOPLE,
        "spoiled_name",
        "kurchatov",
        [participant(name_ru="ТОО «Пример»'); drop table marts.participants; --")],
        0,
    ),
    (DECISIONS, "owner_match_to_nobody", "inp_park", [decision(value="20240000555")], 0),
    (DECISIONS, "owner_match_to_nobody", "inp_park", [decision(value="не участник")], 0),
    (DECISIONS, "owner_match_to_nobody", "inp_park", [decision(value=None)], 0),
    (DECISIONS, "not_of_a_territory", "inp_park", [decision(kind="territory_ready", subject="almaty")], 0),
    (DECISIONS, "subject_unlike_its_kind", "inp_park", [decision(kind="approval", subject="2026")], 0),
    (DECISIONS, "begins_like_a_formula", "inp_park", [decision(because="=cmd|' /C calc'!A0")], 0),
    (DECISIONS, "spoiled_name", "inp_park", [decision(because="РџСЂРµР¶РЅРµРµ")], 0),
    (DECISIONS, "fully_readable", "inp_park", [decision()], 1),
    (PEOPLE, "fully_readable", "kurchatov", [participant(bin=str(n), branch_bins=[]) for n in range(9)], 1),
]
SHRINKING: list[Case] = []
PLACE = "kurchatov"
APRIL = participant(joined_on=date(2025, 4, 1))
CHANGING: list[Change] = [
    (DECISIONS, "decisions_left_out", "mnvo", [decision(), decision(number="2")], "mnvo", [decision()]),
    (PEOPLE, "participants_gone", PLACE, [participant()], PLACE, [participant(bin=OTHER_BIN, branch_bins=[])]),
    (PEOPLE, "day_and_month_changed_places", PLACE, [APRIL], PLACE, [participant(joined_on=date(2025, 1, 4))]),
    (PEOPLE, "joined_on_another_day", PLACE, [APRIL], PLACE, [participant(joined_on=date(2025, 3, 31))]),
    (PEOPLE, "joined_on_another_day", PLACE, [APRIL], PLACE, [participant(joined_on=date(2025, 6, 3))]),
    (PEOPLE, "left_on_another_day", PLACE, [participant(left_on=date(2026, 2, 1))], PLACE, [participant()]),
    (PEOPLE, "changed_in_kind", PLACE, [participant()], PLACE, [participant(branch_bins=[])]),
    (PEOPLE, "name_of_another", PLACE, [participant()], PLACE, [participant(bin=OTHER_BIN)]),
    (PEOPLE, "in_two_territories", "inp_park", [participant(territory_code="inp_park")], PLACE, [participant()]),
]
ELSEWHERE: set[tuple[str, str]] = set()
