"""Researchers: as territories file them, and as the Bureau tabulates them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import Case, Change

BIN, OTHER_BIN = "020240000555", "990540001234"
FILED, FORM = "filings.researchers", "bns.science_form"


def unit(**changed: object) -> dict[str, object]:
    return {
        "bin": BIN,
        "unit_ru": "Отдел",
        "unit_key": "отдел",
        "unit_kato": "101810000",
        "researchers": Decimal(10),
        "secondary_researchers": Decimal(2),
        "staff": Decimal(15),
        "researchers_fte": Decimal("8.5"),
        "counted_on": date(2025, 12, 31),
    } | changed


def form(**changed: object) -> list[dict[str, object]]:
    """A year of the tabulation; ``changed`` goes into the row of Kurchatov."""
    rows: list[dict[str, object]] = [
        {
            "territory_code": code,
            "territory_ru": code,
            "year": 2025,
            "researchers": Decimal(persons),
            "is_researchers_confidential": False,
            "staff": Decimal(2 * persons),
            "researchers_fte": Decimal(persons) * Decimal("0.99"),
        }
        for code, persons in (("inp_park", 300), ("nu_park", 200), ("kurchatov", 350), ("total", 850))
    ]
    rows[2] |= changed
    return rows


def earlier(**changed: object) -> list[dict[str, object]]:
    return [row | {"year": 2024} for row in form(**changed)]


SLICE, ELEMENT = "kurchatov/2025", "990301"
GOOD = {
    FILED: ("nu_park/2025", [unit(bin=OTHER_BIN), unit(), unit(unit_key="цех", researchers=None)]),
    FORM: ("990000", form()),
}
FAILING: list[Case] = [
    (FILED, "has_rows", SLICE, [], 0),
    (FILED, "fully_readable", SLICE, [unit()], 1),
    (FILED, "counted_on_another_day", SLICE, [unit(counted_on=date(2024, 12, 31))], 0),
    (FILED, "counted_on_another_day", SLICE, [unit(counted_on=date(2025, 1, 1))], 0),
    (FILED, "counted_on_another_day", "kurchatov/2026", [unit(counted_on=date(2026, 12, 31))], 0),
    (FILED, "unit_twice", SLICE, [unit(), unit(unit_ru="ОТДЕЛ")], 0),
    (FILED, "implausible_headcount", SLICE, [unit(researchers=Decimal("9.5"))], 0),
    (FILED, "implausible_headcount", SLICE, [unit(secondary_researchers=Decimal(-1))], 0),
    (FILED, "implausible_headcount", SLICE, [unit(staff=Decimal(10_001))], 0),
    (FILED, "more_researchers_than_staff", SLICE, [unit(secondary_researchers=Decimal(6))], 0),
    (FILED, "more_researchers_than_staff", SLICE, [unit(secondary_researchers=None, staff=Decimal(9))], 0),
    (FILED, "fte_as_headcount", SLICE, [unit(researchers_fte=Decimal("12.6"))], 0),
    (FILED, "rate_as_headcount", SLICE, [unit(researchers=Decimal(53), staff=Decimal(99))], 0),
    (FILED, "withheld_from_the_ministry", SLICE, [unit(researchers=None, is_researchers_confidential=True)], 0),
    (FILED, "total_among_units", SLICE, [unit(unit_ru="Итого по организации")], 0),
    (
        FILED,
        "total_among_units",
        SLICE,
        [unit(unit_key=str(n), researchers=Decimal(n), secondary_researchers=None, staff=None) for n in (1, 2, 3)],
        0,
    ),
    (
        FILED,
        "mostly_secondary",
        SLICE,
        [unit(researchers=Decimal(1), secondary_researchers=Decimal(6), researchers_fte=Decimal(2))],
        0,
    ),
    (FILED, "same_figures", SLICE, [unit(unit_key=key) for key in "abc"], 0),
    (
        FILED,
        "share_in_units_equal_to_fte",
        SLICE,
        [unit(unit_key=str(n), researchers=Decimal(n), researchers_fte=Decimal(n)) for n in range(1, 6)],
        0,
    ),
    (FILED, "begins_like_a_formula", SLICE, [unit(unit_ru="=cmd|' /C calc'!A0")], 0),
    (FILED, "spoiled_name", SLICE, [unit(unit_ru="РћС‚РґРµР»")], 0),
    (FORM, "has_rows", ELEMENT, [], 0),
    (FORM, "fully_readable", ELEMENT, form(), 1),
    (FORM, "whole_years", ELEMENT, form()[:3], 0),
    (FORM, "whole_years", ELEMENT, form(territory_code=None), 0),
    (FORM, "unknown_territory", ELEMENT, [*form(), form(territory_code=None)[2]], 0),
    (FORM, "year_not_over", ELEMENT, [row | {"year": 2026} for row in form()], 0),
    (FORM, "territory_twice", ELEMENT, [*form(), form()[0]], 0),
    (FORM, "more_researchers_than_staff", ELEMENT, form(staff=Decimal(349)), 0),
    (FORM, "fte_as_headcount", ELEMENT, form(researchers_fte=Decimal(438)), 0),
    (FORM, "total_is_not_the_sum", ELEMENT, form(researchers=Decimal(351)), 0),
    (FORM, "total_is_not_the_sum", ELEMENT, form(researchers=Decimal(349)), 0),
    (FORM, "total_is_not_the_sum", ELEMENT, form(staff=Decimal(701)), 0),
    (FORM, "researchers_are_all_staff", ELEMENT, form(staff=Decimal(350)), 0),
    (FORM, "figures_of_the_year_before", ELEMENT, [*form(), *earlier()], 0),
    (FORM, "far_from_the_year_before", ELEMENT, [*form(), *earlier(researchers=Decimal(233))], 0),
    (FORM, "form_is_fresh", ELEMENT, [row | {"year": 2023} for row in form()], 0),
]
SHRINKING: list[Case] = [
    (FILED, "not_shrunk", SLICE, [unit()], 2),
]
CHANGING: list[Change] = [
    (FORM, "figures_gone", "990000", form(), "990000", form(researchers=None, is_researchers_confidential=True)),
    (FORM, "figures_gone", "990000", [*form(), *earlier()], "990000", form()),
    (FORM, "figures_revised", "990000", form(), "990000", form(researchers=Decimal(354))),
]
ELSEWHERE = {(FORM, "differs_from_filings"), (FILED, "participant_elsewhere"), (FILED, "unit_without_participant")}
BEFORE = "kurchatov/2024"
CHANGING += [
    (FILED, "units_moved", BEFORE, [unit()], SLICE, [unit(unit_kato="751710000")]),
    (FILED, "units_out_of_scale", BEFORE, [unit(researchers=Decimal(20))], SLICE, [unit()]),
]
ELSEWHERE |= {(FILED, name) for name in ("participant_elsewhere", "unit_without_participant", "units_missing")}
