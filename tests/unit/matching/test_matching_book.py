"""What is decided of an owner: a participant, nobody, or a resemblance that a person must decide."""

from __future__ import annotations

import pytest

from naukograd import matching
from naukograd.matching import Book, RegisteredName

NAMES = [
    RegisteredName("1", 'РГП на ПХВ "Институт ядерной физики"', '"Ядролық физика институты" ШЖҚ РМК'),
    RegisteredName("2", 'ТОО "Нейтрон-Алатау"', '"Нейтрон-Алатау" ЖШС'),
    RegisteredName("3", 'ТОО "Изотоп"', None),
    RegisteredName("4", "Центр", None),
]


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(NAMES)


@pytest.mark.parametrize(
    ("ru", "kk", "bin_", "rule"),
    [
        ("РГП на ПХВ «Институт ядерной физики» (KZ)", "чужое", "1", "name_ru"),
        (None, "«Ядролық физика институты» ШЖҚ РМК", "1", "name_kk"),
        ("«Ядролық физика институты» ШЖҚ РМК", None, "1", "name_ru"),
        ("ТОО «Нейтрон-Алатау»", "«Нейтрон-Алатау» ЖШС", "2", "name_ru"),
        ("ТОО «Изотоп»", None, "3", "name_ru"),
        ("«Центр»", None, "4", "name_ru"),
    ],
)
def test_a_participant_is_known_by_either_name(book: Book, ru: str | None, kk: str, bin_: str, rule: str) -> None:
    [decision] = book.decide(ru, kk)
    assert (decision.participant_bin, decision.match_rule) == (bin_, rule)
    assert (decision.resembles_bin, decision.reason) == (None, None)


@pytest.mark.parametrize(
    ("ru", "kk", "bin_", "reason"),
    [
        ("АО «Нейтрон-Алатау»", None, "2", "another_legal_form"),
        ("«Нейтрон-Алатау»", None, "2", "no_legal_form"),
        ("ТОО «Центр»", None, "4", "no_legal_form"),
        ("Филиал РГП на ПХВ «Институт ядерной физики»", None, "1", "name_within_name"),
        ("РГП на ПХВ «Институт ядерной физики» Министерства энергетики", None, "1", "name_within_name"),
        ("ТОО «Нейтрон-Алатау»", "«Ядролық физика институты» ШЖҚ РМК", "1", "names_disagree"),
    ],
)
def test_what_resembles_a_participant_is_named_and_not_matched(
    book: Book, ru: str, kk: str | None, bin_: str, reason: str
) -> None:
    [decision] = book.decide(ru, kk)
    assert (decision.participant_bin, decision.match_rule) == (None, None)
    assert (decision.resembles_bin, decision.reason) == (bin_, reason)


@pytest.mark.parametrize("ru", ["ТОО «Фотон»", "Автор 1 (KZ)", "Институт", "Центр стандартизации"])
def test_a_stranger_is_a_stranger(book: Book, ru: str) -> None:
    [decision] = book.decide(ru, None)
    assert (decision.participant_bin, decision.resembles_bin) == (None, None)


def test_a_name_of_two_participants_is_nobody_s() -> None:
    twins = Book([*NAMES, RegisteredName("5", "ТОО «ИЗОТОП»", None)])
    [decision] = twins.decide("ТОО «Изотоп»", None)
    assert (decision.participant_bin, decision.resembles_bin, decision.reason) == (None, "3", "ambiguous")


def test_the_kazakh_name_may_tell_namesakes_apart() -> None:
    twins = Book([RegisteredName("5", "ТОО «Альфа»", "«Алфа» ЖШС"), RegisteredName("6", "ТОО «Альфа»", "«Альфа» ЖШС")])
    [decision] = twins.decide("ТОО «Альфа»", "«Алфа» ЖШС")
    assert decision.participant_bin == "5"


def test_every_owner_of_a_string_is_decided_of(book: Book) -> None:
    decisions = book.decide("Автор 1 (KZ), ТОО «Изотоп»; АО «Нейтрон-Алатау»", None)
    assert [(d.owner_ru, d.participant_bin, d.resembles_bin) for d in decisions] == [
        ("Автор 1 (KZ)", None, None),
        ("ТОО «Изотоп»", "3", None),
        ("АО «Нейтрон-Алатау»", None, "2"),
    ]
    assert [d.owner_key for d in decisions] == ["-: автор 1", "llp: изотоп", "jsc: нейтрон алатау"]


def test_equal_names_make_equal_books_and_changed_rules_other_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = Book(NAMES).identity
    assert Book([*reversed(NAMES), NAMES[0]]).identity == identity
    assert Book(NAMES[1:]).identity != identity
    monkeypatch.setattr(matching.book, "version", lambda: "changed")
    assert Book(NAMES).identity != identity


def test_an_empty_register_knows_nobody() -> None:
    [decision] = Book([]).decide("ТОО «Изотоп»", None)
    assert decision.participant_bin is None
