"""Names that a register without BINs gives."""

from __future__ import annotations

from naukograd.matching import Matcher, Outcome, Participant, with_names_of

ROR = "ROR"
INSTITUTE = Participant("1", "РГП на ПХВ «Институт ядерной физики»", None, ("ИЯФ",))
UNIVERSITY = Participant("2", "НАО «Университет имени К.И. Сатпаева»")
NAMES = ("Satbayev University", "Университет имени К. И. Сатпаева")


def told(
    *organisations: tuple[str, ...], participants: tuple[Participant, ...] = (INSTITUTE, UNIVERSITY)
) -> dict[str, tuple[str, ...]]:
    found = with_names_of(participants, organisations, ROR)
    assert [each.bin for each in found] == [each.bin for each in participants]
    return {each.bin: tuple(name for name, _ in each.elsewhere) for each in found if each.elsewhere}


def test_one_name_that_is_known_tells_whose_the_others_are() -> None:
    assert told(NAMES) == {"2": NAMES}


def test_an_organisation_that_could_be_another_participant_too_is_nobody() -> None:
    assert told((*NAMES, "Институт ядерной физики")) == {}
    namesake = Participant("3", "ТОО «Университет имени К.И. Сатпаева»")
    assert told(NAMES, participants=(UNIVERSITY, namesake)) == {}


def test_two_organisations_that_would_be_one_participant_are_neither() -> None:
    assert told(NAMES, ("University of K. Satpayev", NAMES[1])) == {}


def test_an_unknown_organisation_is_nobody() -> None:
    assert told(("Institute of Ionosphere", "Институт ионосферы")) == {}


def test_a_match_by_such_a_name_says_who_told_it_and_a_name_of_its_own_goes_first() -> None:
    printed = "Satbayev University"
    assert Matcher([UNIVERSITY]).decide(printed)[0].outcome is not Outcome.MATCHED
    matcher = Matcher(with_names_of([UNIVERSITY], [NAMES], ROR))
    [decision] = matcher.decide(printed)
    assert (decision.outcome, decision.bin) == (Outcome.MATCHED, "2")
    assert any("Satbayev University" in reason and ROR in reason for reason in decision.reasons)
    [own] = matcher.decide(UNIVERSITY.name_ru)
    assert own.outcome is Outcome.MATCHED
    assert not any(ROR in reason for reason in own.reasons)
