"""What is measured: the method, the method without each of its parts, and plain fuzzy matching."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from rapidfuzz import fuzz, process

from benchmarks.matching.labelled import Labelled
from benchmarks.matching.organisations import Part
from naukograd.matching import (
    Matcher,
    Participant,
    alignment,
    clauses,
    comparing,
    forms,
    letters,
    lexicon,
    parts,
    reading,
    register,
)
from naukograd.matching.matcher import Decision

Answer = tuple[frozenset[str], int]
"""BINs matched, and how many owners go to a person."""


def participants(part: Part) -> list[Participant]:
    """The register of a part."""
    return [Participant(each.bin, each.name_ru, each.name_kk or None, each.other_names) for each in part.participants]


def ours(part: Part, strings: Sequence[Labelled]) -> tuple[list[Answer], list[list[Decision]]]:
    """What the method says of each string, in short and in full."""
    matcher = Matcher(participants(part))
    decisions = list(matcher.decide_all([each.printed for each in strings]))
    answers = [
        (frozenset(each.bin for each in found if each.bin), sum(each.outcome == "person" for each in found))
        for found in decisions
    ]
    return answers, decisions


def plain(part: Part, strings: Sequence[Labelled], threshold: float) -> list[Answer]:
    """The participant whose name is most alike, letter by letter, if it is alike enough."""
    names = [(bare(name), each.bin) for each in participants(part) for name in each.names]
    choices = [name for name, _ in names]
    answers = []
    for each in strings:
        found = process.extractOne(bare(each.printed), choices, scorer=fuzz.ratio, score_cutoff=threshold)
        answers.append((frozenset([names[found[2]][1]] if found else []), 0))
    return answers


def bare(text: str) -> str:
    """Small letters and single blanks, as any fuzzy matching would have it."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters.plain(text).lower()).split())


def _caches_cleared() -> None:
    for cached in (
        reading.read,
        reading.word_of,
        letters.one_script,
        letters.skeleton,
        letters.stem,
        lexicon.meaning,
        forms.canonical,
    ):
        cached.cache_clear()


def _no_meaning(word: str) -> lexicon.Meaning | None:
    """The kind of a word, but no word of another language that means the same."""
    found = lexicon.meaning(word)
    return lexicon.Meaning(letters.stem(word), found.kind) if found else None


WITHOUT: dict[str, tuple[tuple[object, str, Callable[..., object]], ...]] = {
    "parting of owners": ((Matcher, "parts", lambda _, printed: [printed]),),
    "legal forms": ((forms, "find", lambda *_: []),),
    "look-alike letters": ((reading, "one_script", lambda word, _: word.lower()),),
    "translation": ((reading, "meaning", _no_meaning),),
    "transliteration": ((reading, "skeleton", lambda word: word),),
    "words that tell apart": ((comparing, "told_apart", lambda *_: None),),
    "doubt about short words": ((comparing, "doubtful_spelling", lambda *_: ()),),
    "misspelt words": ((alignment, "errors", lambda *_: None),),
    "bodies above": ((clauses, "body_above", lambda *_: []),),
    "acronyms": ((register, "initials", lambda _: set()),),
}


@contextmanager
def without(what: str) -> Iterator[None]:
    """The method without one of its parts."""
    _caches_cleared()
    with ExitStack() as stack:
        for where, name, instead in WITHOUT[what]:
            stack.enter_context(patch.object(where, name, instead))
        yield
    _caches_cleared()


__all__ = ["WITHOUT", "Answer", "ours", "participants", "parts", "plain", "without"]
