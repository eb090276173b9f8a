"""What is decided of an owner printed in two languages, and what people's decisions do."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from naukograd import matching
from naukograd.matching import Book, Outcome, Owner, Participant, Ruling

INSTITUTE, COMPANY, ISOTOPE = "1", "2", "3"
REGISTER = [
    Participant(INSTITUTE, 'РГП на ПХВ "Институт ядерной физики"', '"Ядролық физика институты" ШЖҚ РМК'),
    Participant(COMPANY, 'ТОО "Нейтрон-Алатау"', '"Нейтрон-Алатау" ЖШС'),
    Participant(ISOTOPE, 'ТОО "Изотоп"'),
]
EARLY, LATE = date(2027, 1, 10), date(2027, 3, 29)


def ruling(owner: str, bin_: str | None, decision_id: str = "mnvo/1", decided_on: date = EARLY) -> Ruling:
    return Ruling(decision_id, owner, bin_, decided_on)


def decided(book: Book, ru: str | None, kk: str | None = None) -> list[Owner]:
    [owners] = book.decide([(ru, kk)])
    return owners


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(REGISTER)


@pytest.mark.parametrize(
    ("ru", "kk", "bin_", "rule"),
    [
        ("РГП на ПХВ «Институт ядерной физики» (KZ)", "«Ядролық физика институты» ШЖҚ РМК", INSTITUTE, "name_ru"),
        (None, "«Ядролық физика институты» ШЖҚ РМК", INSTITUTE, "name_kk"),
        ("«Ядролық физика институты» ШЖҚ РМК", None, INSTITUTE, "name_ru"),
        ("ТОО «Нейтрон-Алатау»", "бөтен атау", COMPANY, "name_ru"),
        ("ТОО «Чужое»", "«Нейтрон-Алатау» ЖШС", COMPANY, "name_kk"),
        ("АО «Нейтрон-Алатау»", "«Нейтрон-Алатау» ЖШС", COMPANY, "name_kk"),
    ],
)
def test_one_name_matched_is_enough(book: Book, ru: str | None, kk: str | None, bin_: str, rule: str) -> None:
    [owner] = decided(book, ru, kk)
    assert (owner.outcome, owner.participant_bin, owner.match_rule) == (Outcome.MATCHED, bin_, rule)
    assert (owner.resembles_bins, owner.decision_id) == ((), None)
    assert owner.score > 80
    assert owner.reasons


def test_two_names_of_two_participants_are_for_a_person(book: Book) -> None:
    [owner] = decided(book, "ТОО «Нейтрон-Алатау»", "«Ядролық физика институты» ШЖҚ РМК")
    assert (owner.outcome, owner.participant_bin) == (Outcome.PERSON, None)
    assert owner.resembles_bins == (INSTITUTE, COMPANY)
    assert owner.reasons == ("русское и казахское наименования принадлежат разным участникам: 1, 2",)


@pytest.mark.parametrize("ru", ["АО «Нейтрон-Алатау»", None])
@pytest.mark.parametrize("kk", ["«Нейтрон-Алатау» АҚ", None])
def test_where_neither_name_is_matched_one_that_is_doubtful_is_enough(
    book: Book, ru: str | None, kk: str | None
) -> None:
    [owner] = decided(book, ru or "ТОО «Чужое»", kk)
    doubtful = ru or kk
    assert owner.outcome is (Outcome.PERSON if doubtful else Outcome.NOT_A_PARTICIPANT)
    assert owner.resembles_bins == ((COMPANY,) if doubtful else ())


def test_a_name_of_two_participants_may_be_either_s() -> None:
    twins = Book([*REGISTER, Participant("4", "ТОО «ИЗОТОП»")])
    [owner] = decided(twins, "ТОО «Изотоп»")
    assert (owner.outcome, owner.resembles_bins) == (Outcome.PERSON, (ISOTOPE, "4"))


def test_two_languages_go_side_by_side_where_they_name_equally_many(book: Book) -> None:
    both = decided(book, "ТОО «Изотоп»; Ахметов Е.С.", "«Изотоп» ЖШС; Е.С. Ахметов")
    assert [(each.owner_ru, each.owner_kk) for each in both] == [
        ("ТОО «Изотоп»", "«Изотоп» ЖШС"),
        ("Ахметов Е.С.", "Е.С. Ахметов"),
    ]
    apart = decided(book, "ТОО «Изотоп»; Ахметов Е.С.", "«Изотоп» ЖШС")
    assert [(each.owner_ru, each.owner_kk) for each in apart] == [
        ("ТОО «Изотоп»", None),
        ("Ахметов Е.С.", None),
        (None, "«Изотоп» ЖШС"),
    ]
    assert decided(book, None, None) == []


def test_a_former_name_is_a_name_until_another_bears_it() -> None:
    renamed = Participant("4", "ТОО «Протон»", None, ("ТОО «Фотон»",))
    assert decided(Book([renamed]), "ТОО «Фотон»")[0].participant_bin == "4"
    [owner] = decided(Book([renamed, Participant("5", "ТОО «Фотон»")]), "ТОО «Фотон»")
    assert (owner.outcome, owner.resembles_bins) == (Outcome.PERSON, ("4", "5"))


@pytest.mark.parametrize(
    ("ruled", "printed"),
    [
        ("АО «Нейтрон-Алатау»", "АО «Нейтрон-Алатау»"),
        ("  АО\u00a0«Нейтрон-Алатау» ", "АО  «Нейтрон-Алатау»"),
        (unicodedata.normalize("NFD", "АО «Нейтрон-Й»"), "АО «Нейтрон-Й»"),
    ],
)
def test_a_decision_holds_for_the_same_string_but_for_blanks_and_composition(ruled: str, printed: str) -> None:
    [owner] = decided(Book(REGISTER, [ruling(ruled, ISOTOPE)]), printed)
    assert (owner.outcome, owner.participant_bin, owner.match_rule) == (Outcome.MATCHED, ISOTOPE, "decision")
    assert (owner.decision_id, owner.reasons) == ("mnvo/1", ("решение mnvo/1 от 10.01.2027",))


@pytest.mark.parametrize("printed", ["АО «Нейтрон Алатау»", "ао «нейтрон-алатау»", 'АО "Нейтрон-Алатау"'])
def test_a_decision_holds_for_no_other_string(printed: str) -> None:
    [owner] = decided(Book(REGISTER, [ruling("АО «Нейтрон-Алатау»", ISOTOPE)]), printed)
    assert (owner.outcome, owner.decision_id) == (Outcome.PERSON, None)


def test_a_decision_stands_before_names_in_either_language_and_may_say_nobody() -> None:
    no_participant = Book(REGISTER, [ruling("«Нейтрон-Алатау» ЖШС", None)])
    [owner] = decided(no_participant, "ТОО «Нейтрон-Алатау»", "«Нейтрон-Алатау» ЖШС")
    assert (owner.outcome, owner.participant_bin, owner.resembles_bins) == (Outcome.NOT_A_PARTICIPANT, None, ())
    assert owner.decision_id == "mnvo/1"


def test_a_decision_is_on_one_owner_of_a_string() -> None:
    owners = decided(Book(REGISTER, [ruling("ИЯФ", INSTITUTE)]), "ИЯФ; АО «Изотоп»")
    assert [(each.outcome, each.participant_bin) for each in owners] == [
        (Outcome.MATCHED, INSTITUTE),
        (Outcome.PERSON, None),
    ]


def test_a_later_decision_undoes_an_earlier_one() -> None:
    first, second = ruling("ИЯФ", INSTITUTE), ruling("ИЯФ", None, "mnvo/7", LATE)
    for order in ([first, second], [second, first]):
        [owner] = decided(Book(REGISTER, order), "ИЯФ")
        assert (owner.outcome, owner.decision_id) == (Outcome.NOT_A_PARTICIPANT, "mnvo/7")


@pytest.mark.parametrize(
    ("rulings", "resembles"),
    [
        ([ruling("ИЯФ", INSTITUTE), ruling("ИЯФ", None, "mnvo/2")], (INSTITUTE,)),
        ([ruling("ИЯФ", INSTITUTE), ruling("ЯФИ", COMPANY, "mnvo/2", LATE)], (INSTITUTE, COMPANY)),
    ],
)
def test_decisions_that_contradict_each_other_decide_nothing(rulings: list[Ruling], resembles: tuple[str, ...]) -> None:
    [owner] = decided(Book(REGISTER, rulings), "ИЯФ", "ЯФИ")
    assert (owner.outcome, owner.participant_bin, owner.resembles_bins) == (Outcome.PERSON, None, resembles)
    assert "противоречат" in owner.reasons[0]
    assert "mnvo/1 от 10.01.2027" in owner.reasons[0]


def test_books_that_decide_alike_have_one_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled = [ruling("ИЯФ", INSTITUTE), ruling("ЯФИ", None)]
    identity = Book(REGISTER, ruled).identity
    assert Book([*reversed(REGISTER)], [*reversed(ruled)]).identity == identity
    others = [
        Book(REGISTER[1:], ruled),
        Book(REGISTER, ruled[1:]),
        Book(REGISTER, [ruling("ИЯФ", COMPANY), ruled[1]]),
        Book(REGISTER, [ruling("ИЯФ", INSTITUTE, decided_on=LATE), ruled[1]]),
    ]
    monkeypatch.setattr(matching.book, "version", lambda: "changed")
    others.append(Book(REGISTER, ruled))
    assert len({identity, *(each.identity for each in others)}) == 1 + len(others)
