"""Two words of which one may be misspelt."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from naukograd.matching.reading import Word

SHORTEST = 4


def errors(one: Word, other: Word) -> int | None:
    """How many letters of a word are wrong if it is meant to be the other one; None where it is another word.

    Two words of the lexicon are two words, however alike: зоология and экология.
    """
    if one.is_known and other.is_known:
        return None
    shorter, longer = sorted((len(one.skeleton), len(other.skeleton)))
    if shorter < SHORTEST:
        return None
    allowed = 1 if longer < 8 else 2 if longer < 14 else 3
    distance = min(
        OSA.distance(one.skeleton, other.skeleton, score_cutoff=allowed),
        OSA.distance(one.letters, other.letters, score_cutoff=allowed),
    )
    return distance if distance <= allowed else None


def is_abbreviation(short: Word, long: Word) -> bool:
    """Whether a word that ends in a full stop is the beginning of another."""
    return (
        short.is_dotted and 2 <= len(short.skeleton) < len(long.skeleton) and long.skeleton.startswith(short.skeleton)
    )
