"""The names of a register, and what is decided of an owner's name by them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from naukograd.matching.names import Named, named
from naukograd.matching.owners import owners

FEWEST_WORDS_WITHIN = 2
"""A single word of another name (институт) is no resemblance."""


@dataclass(frozen=True)
class RegisteredName:
    """A participant's names as its register gives them."""

    bin: str
    name_ru: str
    name_kk: str | None


@dataclass(frozen=True)
class Decision:
    """What is decided of one owner.

    Attributes:
        owner_ru, owner_kk: as printed; at least one is given.
        owner_key: the name as it was compared.
        participant_bin: whose name it is; None where it is nobody's, or it is not certain whose.
        match_rule: ``name_ru`` or ``name_kk``: which of the printed names is a participant's.
        resembles_bin, reason: of an owner who is not matched, the participant it resembles and how:
            ``ambiguous`` (two participants have this name), ``names_disagree`` (the two printed names are of two
            participants), ``another_legal_form``, ``no_legal_form`` (one of the two names gives none),
            ``name_within_name``.
    """

    owner_ru: str | None
    owner_kk: str | None
    owner_key: str
    participant_bin: str | None = None
    match_rule: str | None = None
    resembles_bin: str | None = None
    reason: str | None = None


class Book:
    """The names of the participants of one register.

    Attributes:
        identity: equal for books that decide alike: a digest of the names and of this package's code.
    """

    def __init__(self, names: Iterable[RegisteredName]) -> None:
        self._bins: defaultdict[str, set[str]] = defaultdict(set)
        self._forms: defaultdict[tuple[str, ...], set[tuple[str, str | None]]] = defaultdict(set)
        told = sorted({(each.bin, text) for each in names for text in (each.name_ru, each.name_kk) if text})
        for bin_, text in told:
            name = named(text)
            self._bins[name.key].add(bin_)
            self._forms[name.words].add((bin_, name.form))
        self.identity = hashlib.sha256(json.dumps([version(), told]).encode()).hexdigest()[:16]

    def decide(self, printed_ru: str | None, printed_kk: str | None) -> list[Decision]:
        """What is decided of each owner of a patent, in the order printed."""
        return [self._decide(ru, kk) for ru, kk in owners(printed_ru, printed_kk)]

    def _decide(self, ru: str | None, kk: str | None) -> Decision:
        printed = [(rule, named(text)) for rule, text in (("name_ru", ru), ("name_kk", kk)) if text]
        undecided = Decision(ru, kk, printed[0][1].key)
        found = [(rule, self._bins[name.key]) for rule, name in printed if name.key in self._bins]
        if not found:
            return self._resembling(undecided, [name for _, name in printed])
        common = set.intersection(*(bins for _, bins in found))
        if len(common) == 1:
            return Decision(ru, kk, undecided.owner_key, participant_bin=common.pop(), match_rule=found[0][0])
        reason = "ambiguous" if common else "names_disagree"
        return _resembles(undecided, min(common or set.union(*(bins for _, bins in found))), reason)

    def _resembling(self, undecided: Decision, printed: list[Named]) -> Decision:
        for name in printed:
            if namesakes := self._forms.get(name.words):
                bin_, form = min(namesakes, key=lambda pair: pair[0])
                is_formless = name.form is None or form is None
                return _resembles(undecided, bin_, "no_legal_form" if is_formless else "another_legal_form")
        within = {
            bin_
            for name in printed
            for other, namesakes in self._forms.items()
            if _is_within(other, name.words) or _is_within(name.words, other)
            for bin_, _ in namesakes
        }
        return _resembles(undecided, min(within), "name_within_name") if within else undecided


def _resembles(undecided: Decision, bin_: str, reason: str) -> Decision:
    return Decision(undecided.owner_ru, undecided.owner_kk, undecided.owner_key, resembles_bin=bin_, reason=reason)


def _is_within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return len(inner) >= FEWEST_WORDS_WITHIN and f" {' '.join(inner)} " in f" {' '.join(outer)} "


@cache
def version() -> str:
    """Version of the rules: a digest of this package's source and lexicon."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted((*folder.glob("*.py"), *folder.glob("*.csv"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
