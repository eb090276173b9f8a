"""Words that names of science organisations are made of, in three languages: what means the same is one word.

``lexicon.csv`` gives stems; one that ends in ``=`` is a whole word. Its kinds:

``head`` (institute, university), ``weak`` (scientific, national), ``plain`` (what the organisation is about),
``place``, ``branch``, ``unit`` (faculty, ministry), ``country``; ``stop`` and ``title`` (named after, academician) say
nothing.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

from naukograd.matching.letters import as_russian, read_as_cyrillic

LONGEST_ENDING = 7
LONGEST_ENGLISH_ENDING = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of the lexicon stands for; equal keys are translations of each other."""

    key: str
    kind: str


@cache
def _entries() -> tuple[dict[str, Meaning], dict[str, Meaning]]:
    """Whole words, and stems; of two meanings of one spelling the first holds."""
    words: dict[str, Meaning] = {}
    stems: dict[str, Meaning] = {}
    text = resources.files(__package__).joinpath("lexicon.csv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines())):
        meaning = Meaning(f"#{number}", row["kind"])
        for language in ("ru", "kk", "en"):
            for spelling in row[language].split():
                for part in (spelling, spelling.replace("-", "")):
                    target = words if part.endswith("=") else stems
                    target.setdefault(as_russian(part.rstrip("=")), meaning)
    return words, stems


@lru_cache(maxsize=200_000)
def meaning(word: str) -> Meaning | None:
    """The meaning of a word in small letters of one script; the longest stem decides."""
    word = as_russian(word)
    words, stems = _entries()
    if word in words:
        return words[word]
    longest = LONGEST_ENGLISH_ENDING if word.isascii() else LONGEST_ENDING
    for end in range(len(word), 2, -1):
        found = stems.get(word[:end])
        if found and len(word) - end <= min(longest, end + 1):
            return found
    if len(word) <= 3 and read_as_cyrillic(word) in words:
        return words[read_as_cyrillic(word)]
    return _misspelt(word)


SHORTEST_MISSPELT = 5


def _misspelt(word: str) -> Meaning | None:
    """What says nothing says nothing with a wrong letter either: «имнеи», «aftcr»."""
    if len(word) < SHORTEST_MISSPELT:
        return None
    allowed = 1 if len(word) < 8 else 2
    near = [(OSA.distance(word, silent, score_cutoff=allowed), silent) for silent in _silent()]
    distance, best = min(near)
    return _entries()[0][best] if distance <= allowed else None


@cache
def _silent() -> tuple[str, ...]:
    words, _ = _entries()
    return tuple(
        sorted(w for w, found in words.items() if found.kind in ("stop", "title") and len(w) >= SHORTEST_MISSPELT)
    )
