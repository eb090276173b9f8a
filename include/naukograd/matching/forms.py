"""Legal forms: written short or long, in Russian, Kazakh or English, in front of a name, behind it or within."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from naukograd.matching.letters import as_russian, read_as_cyrillic, stem
from naukograd.matching.spellings import ADDED, SPELLINGS, STATE

__all__ = ["ADDED", "SPELLINGS", "STATE", "Found", "canonical", "find"]


_GENITIVE = ("нің", "ның", "дің", "дың", "тің", "тың")
_KAZAKH_ENDED = ("серіктестігі", "қоғамы", "мекемесі", "кәсіпорны", "бірлестігі", "қожалығы", "ұйымы")
_ELIDED = ("кәсіпорын", "кәсіпорн")
"""Kazakh drops a vowel before an ending: кәсіпорын, кәсіпорны."""
_TYPO_FROM = 7


@dataclass(frozen=True, slots=True)
class Found:
    """A form within words: which, from where to where, and whether what follows belongs to it."""

    form: str
    start: int
    end: int
    is_genitive: bool


def find(words: tuple[str, ...], is_capital: tuple[bool, ...], is_edge: tuple[bool, ...]) -> list[Found]:
    """All forms in words (small letters, one script), left to right, the longest at each place.

    A short form counts where it is in capitals, or where a name begins, ends or a quotation mark is next to it: «ао»
    may be a part of another word.
    """
    found, at = [], 0
    spelled = tuple(canonical(word) for word in words)
    while at < len(words):
        phrase = _longest(spelled, at)
        if phrase is None:
            at += 1
            continue
        form, end = phrase
        is_short = end - at == 1 and len(words[at]) <= 5
        if is_short and not (is_capital[at] or is_edge[at] or (at + 1 < len(words) and is_edge[at + 1])):
            at += 1
            continue
        last = end
        is_genitive = words[end - 1].endswith(_GENITIVE)
        if end < len(words) and words[end] in _GENITIVE:
            is_genitive, last = True, end + 1
        found.append(Found(form, at, last, is_genitive))
        at = last
    return found


def _longest(spelled: tuple[str | None, ...], at: int) -> tuple[str, int] | None:
    phrases, longest = _phrases()
    for end in range(min(len(spelled), at + longest), at, -1):
        form = phrases.get(spelled[at:end])
        if form:
            return form, end
    return None


@cache
def _phrases() -> tuple[dict[tuple[str | None, ...], str], int]:
    found: dict[tuple[str | None, ...], str] = {}
    for form, spellings in SPELLINGS.items():
        for spelling in spellings:
            found.setdefault(tuple(_root(word) for word in _split(spelling)), form)
    return found, max(map(len, found))


def _split(spelling: str) -> list[str]:
    return spelling.lower().replace("-", " ").replace("/", " ").split()


def _root(word: str) -> str:
    """Without its ending, and without one more: мекеме and мекемесі are one."""
    return stem(stem(word.replace(*_ELIDED))) if len(word) > 4 else as_russian(word)


@cache
def _roots() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Roots of all words of forms; and words long enough to be known though misspelt, with their roots."""
    words = {word for spellings in SPELLINGS.values() for spelling in spellings for word in _split(spelling)}
    words.update(_KAZAKH_ENDED)
    long = {(as_russian(word), _root(word)) for word in words if len(word) >= _TYPO_FROM}
    return frozenset(map(_root, words)), tuple(sorted(long))


@lru_cache(maxsize=100_000)
def canonical(word: str) -> str | None:
    """The word of a legal form that this one is, a typing error aside."""
    exact, long = _roots()
    root = _root(word)
    if root in exact:
        return root
    if len(word) <= 5 and _root(read_as_cyrillic(word)) in exact:
        return _root(read_as_cyrillic(word))
    if len(word) < _TYPO_FROM:
        return None
    folded = as_russian(word)
    distance, meant, best = min((OSA.distance(folded, other, score_cutoff=2), other, its) for other, its in long)
    return best if distance <= (1 if len(meant) < 10 else 2) else None
