"""Words of an owner's name and of a participant's, paired."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from naukograd.matching.letters import skeleton
from naukograd.matching.reading import SPECIFIC, Word
from naukograd.matching.spelling import errors, is_abbreviation


@dataclass(slots=True)
class Aligned:
    """Words of the owner's name and of the participant's that are each other's, and those left over."""

    exact: list[tuple[Word, Word]]
    misspelt: list[tuple[Word, Word, int]]
    of_owner: list[Word]
    of_participant: list[Word]

    @property
    def shared(self) -> list[Word]:
        """Words of the participant that tell it from others, and that the owner's name has too."""
        return specific([theirs for _, theirs in self.exact] + [theirs for _, theirs, _ in self.misspelt])


def specific(words: Sequence[Word]) -> list[Word]:
    """Those words that tell one organisation from another."""
    return [word for word in words if word.kind in SPECIFIC and not (word.is_parent or word.is_remark)]


def align(owner: Sequence[Word], participant: Sequence[Word], taken: Collection[str] = ()) -> Aligned:
    """Pair words: equal ones, initials with names, misspelt ones, abbreviated ones, words written together or apart."""
    exact: list[tuple[Word, Word]] = []
    left: dict[str, list[Word]] = {}
    for word in participant:
        left.setdefault(word.key, []).append(word)
    of_owner = []
    for word in owner:
        if same := left.get(word.key):
            exact.append((word, same.pop(0)))
        else:
            of_owner.append(word)
    of_participant = [word for words in left.values() for word in words]
    if not of_owner or not of_participant:
        return Aligned(exact, [], of_owner, of_participant)
    aligned = Aligned(exact, [], of_owner, of_participant)
    _pair_alike_in_looks(aligned)
    _pair_initials(aligned)
    _pair_written_together(aligned)
    _pair_misspelt(aligned, taken)
    return aligned


def _pair_alike_in_looks(aligned: Aligned) -> None:
    for mine in [word for word in aligned.of_owner if word.look]:
        theirs = next((word for word in aligned.of_participant if word.look == mine.look), None)
        if theirs:
            aligned.of_owner.remove(mine)
            aligned.of_participant.remove(theirs)
            aligned.exact.append((mine, theirs))


def _pair_initials(aligned: Aligned) -> None:
    for mine, theirs in ((aligned.of_owner, aligned.of_participant), (aligned.of_participant, aligned.of_owner)):
        for initial in [word for word in mine if word.kind == "initial"]:
            for word in theirs:
                may_be = word.kind == "initial" or (word.kind == "plain" and not word.is_known)
                if may_be and sound(initial) == sound(word):
                    mine.remove(initial)
                    theirs.remove(word)
                    break


_VOWELS = frozenset("aeiou")


def sound(word: Word) -> str:
    """The first letter as it sounds: vowels are one, and so are ж and дж, х and г."""
    bones = word.skeleton or skeleton(word.text)
    first = bones[:1]
    if first in _VOWELS or not first:
        return "a"
    return {"z": "z", "d": "z" if bones[1:2] == "z" else "d", "h": "g"}.get(first, first)


def _pair_written_together(aligned: Aligned) -> None:
    for mine, theirs, is_owner in (
        (aligned.of_owner, aligned.of_participant, True),
        (aligned.of_participant, aligned.of_owner, False),
    ):
        wholes = [word for word in mine if word.kind == "plain" and len(word.skeleton) >= 6]
        pairs = _neighbours(theirs) if wholes else []
        for whole in wholes:
            length = len(whole.letters)
            for one, two, letters in pairs:
                if not length - 2 <= letters <= length + 2:
                    continue
                together = skeleton(one.text + two.text)
                if together == skeleton(whole.text) or one.skeleton + two.skeleton == whole.skeleton:
                    mine.remove(whole)
                    theirs.remove(one)
                    theirs.remove(two)
                    aligned.exact.append((whole, one) if is_owner else (one, whole))
                    pairs = _neighbours(theirs)
                    break


def _neighbours(words: Sequence[Word]) -> list[tuple[Word, Word, int]]:
    """Words that follow each other, and how many letters they have together."""
    return [(one, two, len(one.letters) + len(two.letters)) for one, two in pairwise(words)]


def _pair_misspelt(aligned: Aligned, taken: Collection[str]) -> None:
    pairs = []
    of_participant = [word for word in aligned.of_participant if word.kind not in ("number", "initial")]
    for mine in aligned.of_owner:
        if mine.kind in ("number", "initial"):
            continue
        for theirs in of_participant:
            if is_abbreviation(mine, theirs) or is_abbreviation(theirs, mine):
                pairs.append((0, mine, theirs))
            elif mine.key not in taken and (wrong := errors(mine, theirs)) is not None:
                pairs.append((wrong, mine, theirs))
    for wrong, mine, theirs in sorted(pairs, key=lambda pair: (pair[0], pair[1].key, pair[2].key)):
        if mine in aligned.of_owner and theirs in aligned.of_participant:
            aligned.of_owner.remove(mine)
            aligned.of_participant.remove(theirs)
            aligned.misspelt.append((mine, theirs, wrong))
