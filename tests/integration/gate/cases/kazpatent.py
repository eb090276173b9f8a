"""Kazpatent's bulletins and what they print."""

from __future__ import annotations

from datetime import date, timedelta

from . import Case, Change

LIST, INVENTIONS, MODELS = "kazpatent.bulletins", "kazpatent.inventions", "kazpatent.utility_models"


def bulletin(number: int = 1, **changed: object) -> dict[str, object]:
    return {"bulletin_number": str(number), "bulletin_on": date(2025, 1, 2) + timedelta(number)} | changed


def patent(number: int = 1, **changed: object) -> dict[str, object]:
    """A row of bulletin 40 of 2025."""
    return {
        "bulletin_number": "40",
        "bulletin_on": date(2025, 10, 3),
        "kind_code": "B",
        "gos_number": str(37_000 + number),
        "registered_on": date(2025, 10, 3),
        "owner_ru": "ТОО «Пример»",
        "owner_ru_letters": "тоопример",
        "application_number": f"2024/{number}.1",
    } | changed


def in_the_week_before(number: int) -> dict[str, object]:
    """A row of bulletin 39, whose numbers go before those of bulletin 40."""
    day = date(2025, 9, 26)
    application = f"2024/39-{number}.1"
    return patent(number, bulletin_number="39", bulletin_on=day, registered_on=day, application_number=application)


def _in_a_later_week(weeks: int, **changed: object) -> dict[str, object]:
    """A row of bulletin 41 or later: of each two the same patent."""
    day = date(2025, 10, 10) + timedelta(weeks=weeks)
    number = 30 + weeks // 2
    return (
        patent(number, bulletin_number=str(41 + weeks), bulletin_on=day)
        | {"registered_on": date(2025, 10, 9)}
        | changed
    )


def model(number: int = 1, **changed: object) -> dict[str, object]:
    return patent(number, kind_code="U") | changed


GOOD = {
    LIST: ("2024", [bulletin(n, bulletin_on=date(2024, 12, 10 * n)) for n in (1, 2)]),
    INVENTIONS: ("2025/39", [in_the_week_before(n) | {"row_id": n + 4} for n in range(-3, 0)]),
    MODELS: ("2025/39", [model(n, bulletin_number="39", gos_number=str(n)) for n in range(3)]),
}
FAILING: list[Case] = [
    (LIST, "fully_readable", "2025", [bulletin()], 1),
    (LIST, "bulletin_of_another_year", "2025", [bulletin(), bulletin(2, bulletin_on=date(2024, 12, 30))], 0),
    (LIST, "one_bulletin_a_day", "2025", [bulletin(), bulletin(2, bulletin_on=date(2025, 1, 3))], 0),
    (INVENTIONS, "utility_model", "2025/40", [patent(), model(2)], 0),
    (INVENTIONS, "another_bulletin", "2024/40", [patent()], 0),
    (LIST, "numbers_without_gap", "2025", [bulletin(), bulletin(3)], 0),
    (LIST, "numbers_without_gap", "2025", [bulletin(2), bulletin(3)], 0),
    (LIST, "not_stale", "2024", [bulletin(bulletin_on=date(2024, 12, 17))], 0),
    (LIST, "not_stale", "2026", [bulletin(bulletin_on=date(2026, 1, 27))], 0),
    (INVENTIONS, "kind_fits_number", "2025/40", [patent(), patent(2, kind_code="A4")], 0),
    (INVENTIONS, "kind_fits_number", "2025/40", [patent(gos_number="EA045001")], 0),
    (INVENTIONS, "number_of_its_register", "2025/40", [patent(gos_number="9001")], 0),
    (INVENTIONS, "number_of_its_register", "2025/40", [patent(gos_number="370011")], 0),
    (INVENTIONS, "rows_counted_through", "2025/40", [patent(row_id=2)], 0),
    (INVENTIONS, "rows_counted_through", "2025/40", [patent(1, row_id=1), patent(2, row_id=1)], 0),
    (INVENTIONS, "applications_differ", "2025/40", [patent(1), patent(2, application_number="2024/1.1")], 0),
    *(
        (INVENTIONS, "printed_as_in_another_bulletin", f"2025/{41 + n}", [_in_a_later_week(n, registered_on=day)], 0)
        for n, day in enumerate((date(2025, 10, 9), date(2025, 10, 10)))
    ),
    *(
        (
            INVENTIONS,
            "printed_as_in_another_bulletin",
            f"2025/{43 + n}",
            [_in_a_later_week(2 + n, owner_ru_letters=who)],
            0,
        )
        for n, who in enumerate(("тоопример", "тоодругой"))
    ),
    (INVENTIONS, "roles_not_exchanged", "2025/40", [patent(author_ru="АО Пример")], 0),
    (INVENTIONS, "roles_not_exchanged", "2025/40", [patent(title_ru="TOO «Пример»")], 0),
    (INVENTIONS, "roles_not_exchanged", "2025/40", [patent(owner_ru="Способ очистки")], 0),
    (INVENTIONS, "bulletin_not_empty", "2025/40", [], 0),
    (MODELS, "not_a_utility_model", "2025/40", [model(), patent(2)], 0),
]
for _words in (
    *(
        "Ð¢ÐžÐž «Пример»",
        "РўРћРћ «Пример»",
        "??? «Пример»",
        "ТОО &quot;Пример&quot;",
        "ТОО «Пример\ufffd»",
        "ТОО «Пример» (KZ",
    ),
    *("=cmd|' /C calc'!A0", "'); drop table x", "Пример -- ", "<b>Пример</b>", "ТОО «При\x07мер»"),
):
    FAILING.append((INVENTIONS, "names_are_words", "2025/40", [patent(owner_ru=_words)], 0))
FAILING += [
    (INVENTIONS, "repeated_numbers", "2025/40", [patent(), patent()], 0),
    (INVENTIONS, "registered_long_before", "2025/40", [patent(registered_on=date(2025, 9, 4))], 0),
    (INVENTIONS, "no_owner", "2025/40", [patent(owner_ru=None)], 0),
]
for _dataset, _row in ((INVENTIONS, patent), (MODELS, model)):
    FAILING += [
        (_dataset, "another_bulletin", "2025/40", [_row(), _row(2, bulletin_number="41")], 0),
        (_dataset, "registered_after_bulletin", "2025/40", [_row(registered_on=date(2025, 10, 4))], 0),
        (_dataset, "mostly_readable", "2025/40", [_row(n) for n in range(9)], 2),
        (_dataset, "fully_readable", "2025/40", [_row(n) for n in range(9)], 1),
    ]
SHRINKING: list[Case] = [
    (LIST, "list_not_emptied", "2025", [], 1),
    (MODELS, "bulletin_not_emptied", "2025/40", [], 1),
]
_BEFORE = [patent(n) for n in (1, 2, 3)]
CHANGING: list[Change] = [
    (INVENTIONS, "not_annulled_at_once", "2025/40", _BEFORE, "2025/40", _BEFORE[:1]),
    (INVENTIONS, "none_added", "2025/40", _BEFORE, "2025/40", [*_BEFORE, patent(4)]),
    *(
        (INVENTIONS, "not_rewritten", "2025/40", _BEFORE, "2025/40", [*_BEFORE[:2], patent(3, **changed)])
        for changed in (
            {"registered_on": date(2025, 10, 2)},
            {"kind_code": "B1"},
            {"owner_ru_letters": "тоодругой"},
            {"owner_ru_letters": None, "owner_kk_letters": "мысалжшс"},
        )
    ),
]
ELSEWHERE = {
    (LIST, "printed_under_another_day"),
    (INVENTIONS, "day_of_list"),
    (INVENTIONS, "numbers_counted_through"),
    (INVENTIONS, "one_owner_in_both_languages"),
}
