"""A name taken apart: its words, its legal form, its country, whose it is, and whether it is a branch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from naukograd.matching import clauses, forms
from naukograd.matching.letters import (
    is_cyrillic,
    is_of_either_script,
    one_script,
    plain,
    read_as_cyrillic,
    skeleton,
    stem,
)
from naukograd.matching.lexicon import meaning
from naukograd.matching.tokens import Token, tokens

SPECIFIC = frozenset(("plain", "place", "number"))
"""Kinds of words that tell one organisation from another."""

ABBREVIATIONS = {
    "нии": "научно исследовательский институт",
    "ғзи": "ғылыми зерттеу институты",
    "гзи": "ғылыми зерттеу институты",
    "ниц": "научно исследовательский центр",
    "нц": "национальный центр",
    "ұо": "ұлттық орталығы",
    "ннц": "национальный научный центр",
    "ұғо": "ұлттық ғылыми орталығы",
    "нпц": "научно производственный центр",
    "ғөо": "ғылыми өндірістік орталығы",
    "нпо": "научно производственное объединение",
    "нпп": "научно производственное предприятие",
    "нпф": "научно производственная фирма",
    "нпк": "научно производственная компания",
    "казнии": "казахский научно исследовательский институт",
    "қазғзи": "қазақ ғылыми зерттеу институты",
    "kazri": "kazakh research institute",
    "sri": "scientific research institute",
    "spc": "scientific production center",
    "rpc": "research and production center",
    "унт": "университет",
    "инт": "институт",
    "нацком": "национальная компания",
    "нк": "национальная компания",
    "ұк": "ұлттық компания",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word that counts.

    Attributes:
        key: equal for words that mean the same in any of the three languages, endings aside.
        skeleton: its letters without its ending, in Latin.
        letters: all of them.
        kind: as the lexicon says; ``plain`` for words it does not know; ``number``, ``initial``.
        look: for a word that may be read in either script (СОМЕТ, COMET), a key of its looks; empty for any other.
        is_known: the lexicon has it.
        is_honour: of the person whose name the organisation bears.
        is_remark: in parentheses behind the name.
        is_parent: of the body above, a ministry.
        is_dotted: abbreviated with a full stop.
    """

    text: str
    key: str
    skeleton: str
    letters: str
    kind: str
    look: str = ""
    is_known: bool = False
    is_honour: bool = False
    is_remark: bool = False
    is_parent: bool = False
    is_dotted: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        words: that count, in the order printed.
        form: code of its legal form (:data:`naukograd.matching.forms.SPELLINGS`); None where it gives none.
        is_foreign: a mark says that the owner is of another country.
        is_branch: of a branch or representative office.
        has_city_behind: a city stands behind the name, as in an address.
        acronym: the one word in capitals that the name consists of, in small letters.
    """

    words: tuple[Word, ...]
    form: str | None
    is_foreign: bool
    is_branch: bool
    has_city_behind: bool
    acronym: str | None

    @property
    def bag(self) -> tuple[str, ...]:
        """Equal for names of the same words in any order."""
        return tuple(sorted(word.key for word in self.words if word.kind not in ("initial", "country")))

    @property
    def together(self) -> str:
        """Equal for names of the same letters, wherever the blanks are."""
        return "+" + "".join(word.letters for word in self.main)

    @property
    def main(self) -> tuple[Word, ...]:
        """The words of the name itself, neither remarks nor whose it is."""
        return tuple(word for word in self.words if not (word.is_remark or word.is_parent))


@lru_cache(maxsize=50_000)
def read(text: str) -> Name:
    """Take a name apart."""
    text, is_foreign = clauses.without_country(plain(text))
    text, has_city_behind = clauses.without_address(text)
    text = clauses.without_former_name(text)
    is_cyrillic_around = is_cyrillic(text)
    found = tokens(text, lambda word: one_script(word, is_cyrillic_around))
    legal = forms.find(
        tuple(token.word for token in found),
        tuple(token.is_capital for token in found),
        tuple(token.is_edge for token in found),
    )
    if legal and sum(form.end - form.start for form in legal) == len(found):
        legal = []  # nothing but a form: a name that looks like one
    split = clauses.split(found, legal)
    words = _words(found, split)
    return Name(
        words=words,
        form=split.form,
        is_foreign=is_foreign,
        is_branch=any(word.kind == "branch" for word in words),
        has_city_behind=has_city_behind,
        acronym=_acronym(found, split),
    )


def _words(found: list[Token], split: clauses.Split) -> tuple[Word, ...]:
    honoured = clauses.honour(found, split.name)
    counted: list[Word] = []
    for at in sorted((*split.name, *split.parent)):
        token = found[at]
        for text in _spelled_out(token):
            word = word_of(text, at in honoured, token.is_dotted or token.is_capital, token.is_dotted)
            if word is None:
                continue
            is_parent = at in split.parent and word.kind not in ("place", "number")
            if is_parent or token.is_remark or at in honoured:
                word = replace(word, is_honour=at in honoured, is_remark=token.is_remark, is_parent=is_parent)
            counted.append(word)
    return tuple(_joined(counted))


def _spelled_out(token: Token) -> Sequence[str]:
    return ABBREVIATIONS[token.word].split() if token.word in ABBREVIATIONS else (token.word,)


@lru_cache(maxsize=100_000)
def word_of(text: str, is_honour: bool, is_written_as_initial: bool, is_dotted: bool) -> Word | None:
    """The word that a text in small letters of one script is; None where it says nothing."""
    if any(letter.isdigit() for letter in text):
        return Word(text, text, text, text, "number", is_known=True)
    if len(text) == 1:
        if not is_written_as_initial:
            return None
        return Word(text, skeleton(text) or text, skeleton(text), skeleton(text), "initial", is_dotted=is_dotted)
    bones, letters = skeleton(stem(text)), skeleton(text)
    found = None if is_honour else meaning(text)
    look = f"={read_as_cyrillic(text)}" if is_of_either_script(text) else ""
    if found is None:
        return Word(text, _without_vowels_behind(bones), bones, letters, "plain", look, is_dotted=is_dotted)
    if found.kind in ("stop", "title"):
        return None
    return Word(text, found.key, bones, letters, found.kind, look, is_known=True)


def _without_vowels_behind(bones: str) -> str:
    return re.sub(r"[aeiou]+$", "", bones) if len(bones) > 4 else bones


def _joined(words: list[Word]) -> list[Word]:
    """«Западно-Казахстанский» is one place, «научно-исследовательский» says «scientific» once, РК says nothing."""
    found: list[Word] = []
    directions, kazakh, country, republic = _of_the_country()
    for at, printed in enumerate(words):
        word, before = printed, found[-1] if found else None
        around = words[max(0, at - 1) : at + 2]
        if before and before.key in directions and word.key == country:
            word = replace(word, key=kazakh, kind="weak")
        elif word.key == country and not word.is_remark and not any(other.key == republic for other in around):
            word = replace(word, kind="weak")  # «Самсунг Казахстан» is not «Самсунг»
        if not (before and before.key == word.key and word.kind == "weak"):
            found.append(word)
    return found


@cache
def _of_the_country() -> tuple[frozenset[str], str, str, str]:
    """Keys: of the four directions; Kazakh; Kazakhstan; republic."""
    west, east, north, south, kazakh, country, republic = (
        found.key
        for word in ("западный", "восточный", "северный", "южный", "казахстанский", "казахстан", "республика")
        if (found := meaning(word)) is not None
    )
    return frozenset((west, east, north, south)), kazakh, country, republic


def _acronym(found: list[Token], split: clauses.Split) -> str | None:
    capitals = [
        token.word
        for at, token in enumerate(found)
        if at in split.name and token.is_mostly_capital and 3 <= len(token.word) <= 10
    ]
    return capitals[0] if len(capitals) == 1 else None
