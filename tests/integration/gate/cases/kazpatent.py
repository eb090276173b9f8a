"""Kazpatent's bulletins and what they print."""

from __future__ import annotations

from datetime import date

from . import Case

LIST, INVENTIONS, MODELS = "kazpatent.bulletins", "kazpatent.inventions", "kazpatent.utility_models"


def bulletin(number: int = 1, **changed: object) -> dict[str, object]:
    return {"bulletin_number": str(number), "bulletin_on": date(2025, 1, number + 2)} | changed


def patent(number: int = 1, **changed: object) -> dict[str, object]:
    """A row of bulletin 40 of 2025."""
    return {
        "bulletin_number": "40",
        "bulletin_on": date(2025, 10, 3),
        "kind_code": "B",
        "gos_number": str(37_000 + number),
        "registered_on": date(2025, 10, 3),
        "owner_ru": "ТОО «Пример»",
    } | changed


def model(number: int = 1, **changed: object) -> dict[str, object]:
    return patent(number, kind_code="U") | changed


GOOD = {
    LIST: ("2024", [bulletin(n, bulletin_on=date(2024, 1, 5 * n)) for n in (1, 2)]),
    INVENTIONS: ("2025/39", [patent(n, bulletin_number="39", gos_number=str(n)) for n in range(3)]),
    MODELS: ("2025/39", [model(n, bulletin_number="39", gos_number=str(n)) for n in range(3)]),
}
FAILING: list[Case] = [
    (LIST, "fully_readable", "2025", [bulletin()], 1),
    (LIST, "bulletin_of_another_year", "2025", [bulletin(), bulletin(2, bulletin_on=date(2024, 12, 30))], 0),
    (LIST, "one_bulletin_a_day", "2025", [bulletin(), bulletin(2, bulletin_on=date(2025, 1, 3))], 0),
    (INVENTIONS, "utility_model", "2025/40", [patent(), model(2)], 0),
    (INVENTIONS, "another_bulletin", "2024/40", [patent()], 0),
    (INVENTIONS, "other_kind", "2025/40", [patent(), patent(2, kind_code="A4")], 0),
    (INVENTIONS, "not_a_national_number", "2025/40", [patent(gos_number="EA045001")], 0),
    (MODELS, "not_a_utility_model", "2025/40", [model(), patent(2)], 0),
]
for _dataset, _row in ((INVENTIONS, patent), (MODELS, model)):
    FAILING += [
        (_dataset, "another_bulletin", "2025/40", [_row(), _row(2, bulletin_number="41")], 0),
        (_dataset, "one_day", "2025/40", [_row(), _row(2, bulletin_on=date(2025, 10, 10))], 0),
        (_dataset, "repeated_numbers", "2025/40", [_row(), _row()], 0),
        (_dataset, "registered_after_bulletin", "2025/40", [_row(registered_on=date(2025, 10, 4))], 0),
        (_dataset, "registered_long_before", "2025/40", [_row(registered_on=date(2024, 10, 1))], 0),
        (_dataset, "no_owner", "2025/40", [_row(owner_ru=None)], 0),
        (_dataset, "mostly_readable", "2025/40", [_row(n) for n in range(9)], 2),
        (_dataset, "fully_readable", "2025/40", [_row(n) for n in range(9)], 1),
    ]
SHRINKING: list[Case] = [
    (LIST, "none_withdrawn", "2025", [bulletin()], 2),
    (LIST, "list_not_emptied", "2025", [], 1),
    (INVENTIONS, "not_shrunk", "2025/40", [patent()], 2),
    (INVENTIONS, "bulletin_not_emptied", "2025/40", [], 1),
    (MODELS, "not_shrunk", "2025/40", [model()], 2),
    (MODELS, "bulletin_not_emptied", "2025/40", [], 1),
]
ELSEWHERE = {(dataset, "printed_in_another_bulletin") for dataset in (INVENTIONS, MODELS)}
