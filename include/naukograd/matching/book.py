"""What is decided of the owners of patents by the names of a register and by what people have decided."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from naukograd.matching.matcher import Decision, Matcher, Outcome
from naukograd.matching.register import Participant

Printed = tuple[str | None, str | None]
"""Owners as a bulletin prints them in Russian and in Kazakh."""

BY_DECISION = "decision"
CERTAIN = 100


@dataclass(frozen=True)
class Ruling:
    """What a person has decided of an owner.

    Attributes:
        decision_id: body and number: ``mnvo/2``.
        owner: as printed, in either language.
        bin: whose name it is; None: no participant's.
    """

    decision_id: str
    owner: str
    bin: str | None
    decided_on: date


@dataclass(frozen=True)
class Owner:
    """What is decided of one owner of a patent.

    Attributes:
        owner_ru, owner_kk: as printed; at least one is given.
        owner_key: what a ruling on it names: the Russian name, or else the Kazakh one, as `key` has it.
        match_rule: of a matched owner, which of the printed names is a participant's, ``name_ru`` or ``name_kk``, or
            ``decision``.
        reasons: in Russian.
        resembles_bins: the participants that it may be, where a person must decide.
        decision_id: of the ruling that decides; None where names do.
    """

    owner_ru: str | None
    owner_kk: str | None
    owner_key: str
    outcome: Outcome
    participant_bin: str | None
    match_rule: str | None
    score: int
    reasons: tuple[str, ...]
    resembles_bins: tuple[str, ...] = ()
    decision_id: str | None = None


class Book:
    """The names of the participants of one register, and the rulings in force.

    Of several rulings on one owner the latest decides.

    Attributes:
        identity: equal for books that decide alike: a digest of names, rulings and this package's code.
    """

    def __init__(self, participants: Iterable[Participant], rulings: Iterable[Ruling] = ()) -> None:
        participants, rulings = list(participants), list(rulings)
        self._matcher = Matcher(participants)
        self._rulings = _latest(rulings)
        names = sorted({(each.bin, name) for each in participants for name in each.names})
        ruled = sorted((each.decision_id, key(each.owner), each.bin or "", str(each.decided_on)) for each in rulings)
        self.identity = hashlib.sha256(json.dumps([version(), names, ruled]).encode()).hexdigest()[:16]

    def decide(self, printed: Sequence[Printed]) -> Iterator[list[Owner]]:
        """Of each pair of strings, what is decided of its owners, in the order printed.

        The two strings are read side by side where they name equally many; else each name stands alone.
        """
        texts = sorted({text for pair in printed for text in pair if text})
        decided = dict(zip(texts, self._matcher.decide_all(texts), strict=True))
        for ru, kk in printed:
            yield [self._owner(*pair) for pair in _side_by_side(decided.get(ru or "", []), decided.get(kk or "", []))]

    def _owner(self, ru: Decision | None, kk: Decision | None) -> Owner:
        by_rule = {rule: each for rule, each in (("name_ru", ru), ("name_kk", kk)) if each}
        first = next(iter(by_rule.values()))
        printed = _Names(ru.part if ru else None, kk.part if kk else None, key(first.part))
        ruled = [ruling for each in by_rule.values() for ruling in self._rulings.get(key(each.part), ())]
        return _ruled(printed, ruled) if ruled else _read(printed, by_rule)


class _Names(NamedTuple):
    """The names of an `Owner`."""

    owner_ru: str | None
    owner_kk: str | None
    owner_key: str


def _side_by_side(ru: list[Decision], kk: list[Decision]) -> list[tuple[Decision | None, Decision | None]]:
    if not ru or not kk or len(ru) == len(kk):
        return list(zip_longest(ru, kk))
    return [*((each, None) for each in ru), *((None, each) for each in kk)]


def _read(printed: _Names, by_rule: dict[str, Decision]) -> Owner:
    """What the names tell: one matched is enough, unless the other is another participant's."""
    matched = {rule: each for rule, each in by_rule.items() if each.outcome is Outcome.MATCHED}
    bins = tuple(sorted({each.bin for each in matched.values() if each.bin}))
    if len(bins) > 1:
        score = max(each.score for each in matched.values())
        reason = f"русское и казахское наименования принадлежат разным участникам: {', '.join(bins)}"
        return Owner(*printed, Outcome.PERSON, None, None, score, (reason,), bins)
    if bins:
        rule, best = max(matched.items(), key=lambda pair: pair[1].score)
        return Owner(*printed, Outcome.MATCHED, bins[0], rule, best.score, best.reasons)
    doubtful = [each for each in by_rule.values() if each.outcome is Outcome.PERSON]
    best = max(doubtful or by_rule.values(), key=lambda each: each.score)
    resembles = tuple(sorted({bin_ for each in doubtful for bin_ in each.resembles}))
    return Owner(*printed, best.outcome, None, None, best.score, best.reasons, resembles)


def _ruled(printed: _Names, rulings: list[Ruling]) -> Owner:
    """What people say. Those who say different things on one day, or of the two names of one owner, decide nothing."""
    bins = {each.bin for each in rulings}
    said = ", ".join(sorted({f"{each.decision_id} от {each.decided_on:%d.%m.%Y}" for each in rulings}))
    if len(bins) > 1:
        resembles = tuple(sorted(each for each in bins if each))
        return Owner(*printed, Outcome.PERSON, None, None, 0, (f"решения противоречат друг другу: {said}",), resembles)
    bin_, decision_id = bins.pop(), min(each.decision_id for each in rulings)
    outcome, rule = (Outcome.MATCHED, BY_DECISION) if bin_ else (Outcome.NOT_A_PARTICIPANT, None)
    return Owner(*printed, outcome, bin_, rule, CERTAIN, (f"решение {said}",), (), decision_id)


def _latest(rulings: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    """Of each owner the rulings of the last day on which any was made."""
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    for each in rulings:
        found[key(each.owner)].append(each)
    last = {owner: max(each.decided_on for each in of) for owner, of in found.items()}
    return {owner: [each for each in of if each.decided_on == last[owner]] for owner, of in found.items()}


def key(owner: str) -> str:
    """An owner as rulings name it: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", owner).split())


@cache
def version() -> str:
    """Version of the rules: a digest of this package's source and lexicon."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted((*folder.glob("*.py"), *folder.glob("*.csv"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
