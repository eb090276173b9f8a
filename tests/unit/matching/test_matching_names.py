"""Names that are equal but for their spelling have one key, and names that are not have two."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.matching.names import LEGAL_FORMS, named, words

INSTITUTE = 'РГП на ПХВ "Институт ядерной физики"'


@pytest.mark.parametrize(
    "spelled",
    [
        "РГП на ПХВ «Институт ядерной физики»",
        "РГП  на ПХВ “Институт ядерной  физики„ ",
        "ргп на пхв институт ядерной физики",
        "Институт ядерной физики РГП на ПХВ",
        "РГП на ПХВ «Институт ядерной физики» (KZ)",
        "РГП на ПХВ «Институт ядерной физики» (КZ)",  # a Cyrillic К
        "PГП на ПXB «Институт ядepнoй физики»",  # Latin P, X, B, e, p, o
        "Республиканское государственное предприятие на праве хозяйственного ведения «Институт ядерной физики»",
        "РЕСПУБЛИКАНСКОЕ ГОСУДАРСТВЕННОЕ ПРЕДПРИЯТИЕ НА ПРАВЕ ХОЗЯЙСТВЕННОГО ВЕДЕНИЯ «ИНСТИТУТ ЯДЕРНОЙ ФИЗИКИ»",
        unicodedata.normalize("NFD", "РГП на ПХВ «Институт ядерной физики»"),
        "«Институт ядерной физики» ШЖҚ РМК",
    ],
)
def test_spelling_makes_no_other_name(spelled: str) -> None:
    assert named(spelled) == named(INSTITUTE)


@pytest.mark.parametrize(
    "other",
    [
        'РГП "Институт ядерной физики"',
        'АО "Институт ядерной физики"',
        '"Институт ядерной физики"',
        'РГП на ПХВ "Институт ядерной физики и техники"',
        'Филиал РГП на ПХВ "Институт ядерной физики"',
        'РГП на ПХВ "Институт ядерной физики" (RU)',
    ],
)
def test_another_form_another_word_another_country_is_another_name(other: str) -> None:
    assert named(other).key != named(INSTITUTE).key


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ТОО «Нейтрон-Алатау»", "TOO «Нейтрон – Алатау»"),
        ("ТОО «Орёл»", "ТОО «Орел»"),
        ("«Сәтбаев университеті» КеАҚ", "«Сəтбаев университеті» коммерциялық емес акционерлік қоғамы"),
        ("НАО «Satbayev University»", "Satbayev University, Non-Profit Joint-Stock Company"),
        ("АОО «Назарбаев Университет»", "Автономная организация образования «Назарбаев Университет»"),
        ("«Назарбаев Университеті» ДБҰ", "«Назарбаев Университеті» дербес білім беру ұйымы"),
        (
            "КГП на ПХВ «Водоканал»",
            "Коммунальное государственное предприятие на праве хозяйственного ведения «Водоканал»",
        ),
        ("ТОО «А Б» (бывшее «В»)", "«А Б» ЖШС (бывшее «В»)"),
    ],
)
def test_languages_scripts_and_long_forms_agree(one: str, two: str) -> None:
    assert named(one) == named(two)


def test_a_form_alone_is_a_name() -> None:
    assert named("АО").form is None
    assert named("АО").words == words("АО")


@pytest.mark.parametrize("form", LEGAL_FORMS)
def test_every_spelling_of_a_form_is_read_at_either_end(form: str) -> None:
    for spelling in LEGAL_FORMS[form]:
        assert named(f"{spelling} «Гамма»").form == named(f"«Гамма» {spelling.upper()}").form == form, spelling


def test_no_spelling_belongs_to_two_forms() -> None:
    spelled = [words(spelling) for spellings in LEGAL_FORMS.values() for spelling in spellings]
    assert len(set(spelled)) == len(spelled)


@given(st.text())
def test_comparing_what_was_compared_changes_nothing(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)
    assert all(words(text))


@given(st.text(min_size=1), st.sampled_from(["«{}»", '"{}"', " {} ", "{} (KZ)", "“{}”"]))
def test_quotation_marks_blanks_and_the_country_never_matter(text: str, dressed: str) -> None:
    assert words(dressed.format(text)) == words(text)
