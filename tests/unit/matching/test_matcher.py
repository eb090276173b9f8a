"""Whose an owner is: each rule on names that show it, and what must hold of any names."""

from __future__ import annotations

import unicodedata

import pytest
from benchmarks.matching.labelled import labelled
from benchmarks.matching.measuring import counted
from benchmarks.matching.methods import ours
from benchmarks.matching.organisations import parts
from hypothesis import given, settings
from hypothesis import strategies as st

from naukograd.matching import Matcher, Outcome, Participant, decide, forms
from naukograd.matching.reading import read

INSTITUTE, UNIVERSITY, COMPANY, CLINIC, TECHNICAL = "1", "2", "3", "4", "5"
REGISTER = [
    Participant(
        INSTITUTE,
        "РГП на ПХВ «Институт ядерной физики» Министерства энергетики Республики Казахстан",
        "«Ядролық физика институты» ШЖҚ РМК",
    ),
    Participant(
        UNIVERSITY,
        "НАО «Казахский национальный университет имени аль-Фараби»",
        "«Әл-Фараби атындағы Қазақ ұлттық университеті» КеАҚ",
    ),
    Participant(COMPANY, "ТОО «Нейтрон-Алатау»", "«Нейтрон-Алатау» ЖШС"),
    Participant(CLINIC, "КГП на ПХВ «Поликлиника № 2 города Костанай»"),
    Participant(
        TECHNICAL,
        "НАО «Карагандинский технический университет имени Абылкаса Сагинова»",
        None,
        ("Карагандинский государственный технический университет",),
    ),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(REGISTER)


def bins(matcher: Matcher, printed: str) -> list[str]:
    return [each.bin or ("?" if each.outcome is Outcome.PERSON else "-") for each in matcher.decide(printed)]


@pytest.mark.parametrize(
    ("printed", "bin_"),
    [
        ("РГП на ПХВ “Институт ядерной физики„ (KZ)", INSTITUTE),
        ("институт ядерной физики", INSTITUTE),
        ("PГП нa ПXB «Инcтитyт ядepнoй физики»", INSTITUTE),
        (unicodedata.normalize("NFD", "«Ядролық физика институты» ШЖҚ РМК"), INSTITUTE),
        ("Республиканское государственое предприятие на праве хозяйственного ведения «ИЯФ»", "?"),
        ("Инстетут ядерной физики", INSTITUTE),
        ("Институт ядернойфизики", INSTITUTE),
        ("Institute of Nuclear Physics of the Ministry of Energy of the Republic of Kazakhstan", INSTITUTE),
        ("Министерство энергетики Республики Казахстан / РГП на ПХВ «Институт ядерной физики»", INSTITUTE),
        ("Қазақстан Республикасы Энергетика министрлігінің «Ядролық физика институты» РМК", INSTITUTE),
        ("РГП «Институт ядерной физики», 050032, г. Алматы, ул. Ибрагимова, 1", INSTITUTE),
        ("ДГП «Институт ядерной физики» РГП «Национальный центр»", INSTITUTE),
        ("Al-Farabi Kazakh National University", UNIVERSITY),
        ("КазНУ им. аль-Фараби", UNIVERSITY),
        ("Каз. нац. ун-т имени аль-Фараби", UNIVERSITY),
        ("Нейтрон-Алатау LLP", COMPANY),
        ("НейтронАлатау, ТОО", COMPANY),
        ("Товарищество с ограниченой ответственностью 'Нейтрон - Алатау'", COMPANY),
        ("Поликлиника №2 г. Костанай", CLINIC),
        ("Карагандинский технический университет им. А. Сагинова", TECHNICAL),
        ("Абылкас Сагинов атындағы Қарағанды техникалық университеті", TECHNICAL),
        ("Карагандинский государственный технический университет", TECHNICAL),
        (
            "«Ядролық физика институты» шаруашылық жүргізу құқығындағы республикалық мемлекеттік кәсіпорны (KZ)",
            INSTITUTE,
        ),
    ],
)
def test_a_participant_is_known_however_it_is_printed(matcher: Matcher, printed: str, bin_: str) -> None:
    assert bins(matcher, printed) == [bin_]


@pytest.mark.parametrize(
    "printed",
    [
        "Филиал РГП на ПХВ «Институт ядерной физики» в городе Курчатов",
        "«Нейтрон-Алатау» ЖШС-нің Ақтау қаласындағы филиалы",
        "Министерство энергетики Республики Казахстан",
        "Институт ядерной физики и техники",
        "Институт прикладной физики",
        "Институт физики",
        "Лаборатория биологии РГП на ПХВ «Институт ядерной физики»",
        "РГП на ПХВ «Институт ядерной физики» (RU)",
        "Институт ядерной физики, г. Шымкент (опытный участок)",
        "ООО «Нейтрон-Алатау»",
        "Казахский национальный университет имени Абая",
        "Факультет химии КазНУ имени аль-Фараби",
        "КГП на ПХВ «Поликлиника № 3 города Костанай»",
        "КГП на ПХВ «Поликлиника № 2 города Актау»",
        "Атырауский технический университет имени Абылкаса Сагинова",
        "Карагандинский медицинский университет",
        "Ахметов Е.С.",
        "Серікұлы Нұрлан",
        "Иванов Иван Иванович (KZ)",
        "ТОО «Фотон»",
        "???",
    ],
)
def test_what_is_another_is_never_the_participant(matcher: Matcher, printed: str) -> None:
    assert bins(matcher, printed) == ["-"]


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("АО «Нейтрон-Алатау»", "другая организационно-правовая форма"),
        ("Казахский национальный университет", "не указано, чьё имя носит"),
        ("ИЯФ", "сокращение «ияф»"),
        ("Институт ядерной физики, г. Шымкент", "за наименованием указан город"),
        ("ТОО «Нейтрон-Алатау-С»", "отдельная буква"),
    ],
)
def test_what_is_not_certain_is_for_a_person_with_the_reason(matcher: Matcher, printed: str, reason: str) -> None:
    [decision] = matcher.decide(printed)
    assert (decision.outcome, decision.bin) == (Outcome.PERSON, None)
    assert reason in decision.reasons[0]
    assert decision.resembles
    assert set(decision.resembles) <= {each.bin for each in REGISTER}


def test_a_natural_person_is_told_so(matcher: Matcher) -> None:
    [decision] = matcher.decide("Омарова Айгуль Сериковна")
    assert decision.reasons == ("физическое лицо",)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Иванов И.И. (KZ), Петров П.П. (KZ), ТОО «Нейтрон-Алатау» (KZ)", ["-", "-", COMPANY]),
        ("ТОО «Нейтрон-Алатау»; Институт ядерной физики", [COMPANY, INSTITUTE]),
        ("ТОО «Нейтрон-Алатау» и Ахметов Е.С.", [COMPANY, "-"]),
        ("Институт ядерной физики и Нейтрон-Алатау", [INSTITUTE, COMPANY]),
        ("«Нейтрон-Алатау» ЖШС\nЯдролық физика институты", [COMPANY, INSTITUTE]),
        ("ТОО «Нейтрон-Алатау» (KZ) РГП на ПХВ «Институт ядерной физики» (KZ)", [COMPANY, INSTITUTE]),
    ],
)
def test_owners_of_one_string_are_decided_of_one_by_one(matcher: Matcher, printed: str, found: list[str]) -> None:
    assert bins(matcher, printed) == found


def test_parts_are_given_as_printed(matcher: Matcher) -> None:
    decisions = matcher.decide("ТОО „Нейтрон – Алатау“ [KZ]; Ахметов Е.С.")
    assert [each.part for each in decisions] == ["ТОО „Нейтрон – Алатау“ [KZ]", "Ахметов Е.С."]


def test_a_remark_that_another_name_of_the_participant_has_is_no_riddle() -> None:
    marked = Matcher([Participant("9", "ТОО «Нейтрон» (учебные данные)", "«Нейтрон» ЖШС (оқу деректері)")])
    [decision] = marked.decide("АО «Нейтрон» (учебные данные)")
    assert decision.reasons[0] == "другая организационно-правовая форма"


def test_two_participants_that_fit_alike_are_for_a_person() -> None:
    twins = Matcher([*REGISTER, Participant("9", "АО «НЕЙТРОН-АЛАТАУ»")])
    [decision] = twins.decide("«Нейтрон-Алатау»")
    assert (decision.outcome, decision.resembles) == (Outcome.PERSON, (COMPANY, "9"))
    assert bins(twins, "ТОО «Нейтрон-Алатау»") == [COMPANY]
    assert bins(twins, "АО «Нейтрон-Алатау»") == ["9"]


def test_a_word_of_another_participant_is_no_misspelling() -> None:
    both = Matcher([Participant("1", "ТОО «Казахстан Айтасфарм»"), Participant("2", "ТОО «Казахстан Актасфарм»")])
    assert bins(both, "ТОО «Казахстан Актасфарм»") == ["2"]


def test_an_empty_register_knows_nobody() -> None:
    assert bins(Matcher([]), "ТОО «Нейтрон-Алатау»") == ["-"]


def test_equal_strings_are_decided_of_once_and_the_order_does_not_matter() -> None:
    printed = ["ТОО «Нейтрон-Алатау»", "КазНУ", "ТОО «Нейтрон-Алатау»"]
    assert decide(REGISTER, printed) == decide(reversed(REGISTER), reversed(printed))
    assert list(decide(REGISTER, printed)) == sorted(set(printed))


NAMES = st.text(alphabet=st.sampled_from('абвгАБВГ ТОАЖШСabcLP«»"-–(),;№12іқKZ.'), max_size=40)


FORMS = [(form, spelling) for form, spellings in forms.SPELLINGS.items() for spelling in spellings]


@pytest.mark.parametrize(("form", "spelling"), FORMS)
def test_every_spelling_of_a_legal_form_is_read_before_a_name_and_behind_it(form: str, spelling: str) -> None:
    assert read(f"{spelling} «Гамма»").form == read(f"«Гамма» {spelling}").form == form


@settings(max_examples=150, deadline=None)
@given(NAMES)
def test_any_text_is_decided_of_and_equal_texts_alike(printed: str) -> None:
    matcher = Matcher(REGISTER)
    assert matcher.decide(printed) == matcher.decide(printed)
    assert matcher.decide(printed)


PARTICIPANTS = parts()["dev"].participants


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(range(len(PARTICIPANTS))), min_size=1, max_size=12), st.data())
def test_a_registered_name_is_its_owner_s_whoever_else_is_registered(chosen: set[int], data: st.DataObject) -> None:
    register = [
        Participant(each.bin, each.name_ru, each.name_kk or None, each.other_names)
        for each in (PARTICIPANTS[number] for number in sorted(chosen))
    ]
    one = data.draw(st.sampled_from(register))
    found = Matcher(register).decide(one.name_ru)
    assert {each.bin for each in found} == {one.bin}, found


def test_the_labelled_names_are_decided_of_as_well_as_promised() -> None:
    part = parts()["dev"]
    strings = labelled(part)
    count = counted(strings, ours(part, strings)[0])
    assert (count.precision or 0) >= 0.995
    assert (count.recall or 0) >= 0.95
    assert count.share_to_a_person <= 0.05
