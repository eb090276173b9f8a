"""Labelled owner strings: participants as a bulletin may print them, and organisations and people that are none."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.matching.organisations import Organisation, Part, digest, language
from benchmarks.matching.spoiling import SPOILERS, split_form

PER_NAME = 3
"""How many single ways of printing each name of a participant is tried in, besides one of two at once."""
PEOPLE = (
    "Автор 1 (KZ)",
    "Ахметов Е.С.",
    "Ким В. А.",
    "Омарова Айгуль Сериковна (KZ)",
    "Серікұлы Нұрлан",
    "Иванов Иван Иванович",
    "Akhmetov Yerlan",
    "Жұмабекова Әсел Болатқызы",
)
CITIES = ("Шымкент", "Актау", "Кокшетау", "Талдыкорган", "Экибастуз", "Жезказган")
ADJECTIVES = ("Актюбинский", "Атырауский", "Костанайский", "Жамбылский", "Павлодарский", "Мангистауский")
MINISTRIES = (
    "Министерство науки и высшего образования Республики Казахстан",
    "ГУ «Министерство здравоохранения Республики Казахстан»",
    "Қазақстан Республикасының Энергетика министрлігі",
    "Комитет науки Министерства науки и высшего образования Республики Казахстан",
    "Акимат города Астаны",
    "Ministry of Energy of the Republic of Kazakhstan",
)
TOPICS = (
    ("физик", "химия"),
    ("биологи", "геологии"),
    ("зоологи", "экологии"),
    ("ботаник", "генетики"),
    ("математик", "механики"),
    ("медицин", "педагогический"),
    ("техническ", "аграрный"),
    ("искусств", "спорта"),
    ("микробиолог", "радиобиологии"),
    ("ядерн", "прикладной"),
    ("хореографи", "музыки"),
    ("Nuclear", "Applied"),
    ("Zoology", "Ecology"),
    ("Medical", "Technical"),
    ("Technical", "Pedagogical"),
    ("Biotechnology", "Nanotechnology"),
)


@dataclass(frozen=True)
class Labelled:
    """An owner string and whose it is.

    Attributes:
        bins: of the participants among its owners.
        owners: how many owners it names.
        kind: how it was made.
    """

    printed: str
    bins: tuple[str, ...]
    owners: int
    kind: str
    language: str


def labelled(part: Part) -> list[Labelled]:
    """All strings of a part, in an order that hangs on nothing but the names."""
    found = [*_of_participants(part), *_of_others(part)]
    return list({each.printed: each for each in found}.values())


def names_of(organisation: Organisation) -> tuple[str, ...]:
    """The names that the register lists, acronyms apart."""
    names = (organisation.name_ru, organisation.name_kk, *organisation.other_names)
    return tuple(name for name in names if name and not is_acronym(name))


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation of one word."""
    return len(name.split()) == 1 and sum(map(str.isupper, name)) >= 2


def _of_participants(part: Part) -> Iterator[Labelled]:
    for organisation in part.participants:
        own = (organisation.bin,)
        for name in names_of(organisation):
            die = random.Random(digest("spoil", organisation.id, name))  # noqa: S311
            code = language(name)
            yield Labelled(name, own, 1, "as registered", code)
            ways = die.sample(sorted(SPOILERS), len(SPOILERS))
            spoilt = [(way, text) for way in ways if (text := SPOILERS[way](die, name)) is not None]
            for way, text in spoilt[: PER_NAME if organisation.is_science else 1]:
                yield Labelled(text, own, 1, way, code)
            yield from _twice_spoilt(die, name, own, code)
            yield from _among_others(die, name, own, part, code)
        for name in organisation.other_names:
            if is_acronym(name) and len(name) > 2:
                yield Labelled(name, own, 1, "listed acronym", language(name))
        for name in organisation.unlisted:
            yield Labelled(name, own, 1, "translated, not listed", "en")


def _twice_spoilt(die: random.Random, name: str, own: tuple[str, ...], code: str) -> Iterator[Labelled]:
    ways = [way for way in sorted(SPOILERS) if way not in ("form dropped", "misread")]
    one, two = die.sample(ways, 2)
    text = SPOILERS[one](die, name)
    again = SPOILERS[two](die, text) if text else None
    if again:
        yield Labelled(again, own, 1, "two at once", code)


def _among_others(die: random.Random, name: str, own: tuple[str, ...], part: Part, code: str) -> Iterator[Labelled]:
    if die.randrange(3):
        return
    between = die.choice(("; ", ", ", "\n", " и "))
    person = die.choice(PEOPLE)
    if die.randrange(2):
        pair = [name, person]
        die.shuffle(pair)
        yield Labelled(between.join(pair), own, 2, "with a person", code)
        return
    other = die.choice(part.participants)
    text = other.name_ru
    if other.bin not in own and split_form(text) and split_form(name) and '""' not in text and text.count('"') % 2 == 0:
        yield Labelled(f"{name}{between}{text}", tuple(sorted({*own, other.bin})), 2, "two owners", code)


def _of_others(part: Part) -> Iterator[Labelled]:
    for organisation in part.others:
        kind = "another organisation" if organisation.is_science else "another legal entity"
        if "илиал" in organisation.name_ru or "редставител" in organisation.name_ru:
            kind = "a branch of another"
        for name in names_of(organisation):
            yield Labelled(name, (), 1, kind, language(name))
            die = random.Random(digest("other", organisation.id, name))  # noqa: S311
            way = die.choice(sorted(SPOILERS))
            text = SPOILERS[way](die, name)
            if text and organisation.is_science:
                yield Labelled(text, (), 1, kind, language(name))
    for organisation in part.participants:
        yield from _near(organisation)
    for person in PEOPLE:
        yield Labelled(person, (), 1, "a person", language(person))
    for ministry in MINISTRIES:
        yield Labelled(ministry, (), 1, "a ministry", language(ministry))


def _near(organisation: Organisation) -> Iterator[Labelled]:
    """Organisations that are not the participant, though their names have nearly all of its words."""
    name, die = organisation.name_ru, random.Random(digest("near", organisation.id))  # noqa: S311
    proper = split_form(name)
    code = language(name)
    city = die.choice(CITIES)
    for kind, text in (
        ("its branch", die.choice((f"Филиал {name} в городе {city}", f"{city}ский филиал {name}"))),
        ("its branch", f"{organisation.name_kk}-ның {city} қаласындағы филиалы" if organisation.name_kk else ""),
        ("its sub-unit", die.choice((f"Лаборатория биотехнологии {name}", f"Факультет химии {name}"))),
        ("its sub-unit", f"Научно-исследовательский институт проблем экологии при {name}"),
        ("of another city", _of_another_city(name, die, city)),
        ("another number", _of_another_number(name)),
        ("another topic", _of_another_topic(name)),
        ("of another country", f"ООО «{proper[1]}» (RU)" if proper and code != "kk" else ""),
        ("of another legal form", f"АО «{proper[1]}»" if proper and proper[0] == "ТОО" and code != "kk" else ""),
    ):
        if text:
            yield Labelled(text, (), 1, kind, language(text))


def _of_another_city(name: str, die: random.Random, city: str) -> str:
    pattern = r"(Актюбинск|Атырауск|Костанайск|Карагандинск|Павлодарск|Кызылординск|Северо-Казахстанск|Жетысуск)(\w+)"
    if found := re.search(pattern, name):
        other = die.choice([word for word in ADJECTIVES if word[:5] != found[1][:5]])
        return name.replace(found[0], other)
    places = r"\b(Алматы|Астаны|Астана|Семей|Костанай|Шымкента?|Кокшетау|Актобе|Тараз)\b"
    if found := re.search(places, name):
        return name.replace(found[0], die.choice([other for other in CITIES if other[:4] != found[0][:4]]))
    if proper := split_form(name):
        form, bare = proper
        return f"{form} «{bare} города {city}»" if re.search("институт|центр|университет", bare.lower()) else ""
    return ""


def _of_another_number(name: str) -> str:
    if found := re.search(r"\d+", name):
        return name.replace(found[0], str(int(found[0]) + 1), 1)
    proper = split_form(name)
    return f"{proper[0]} «{proper[1]} № 2»" if proper else ""


def _of_another_topic(name: str) -> str:
    for stem, other in TOPICS:
        if found := re.search(rf"\b\w*{stem}\w*", name):
            return name.replace(found[0], other)
    return ""
