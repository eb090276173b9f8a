"""One owner's name against one name of a participant: the same, another, or not to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import Indel

from naukograd.matching import forms
from naukograd.matching.alignment import Aligned, align, specific
from naukograd.matching.reading import SPECIFIC, Name, Word

ALIKE = 0.72
"""From this similarity on, two words may be one word badly misspelt."""
TELLING = 3
"""So many shared words tell an organisation even if a word that tells little differs."""


class Level(IntEnum):
    """How sure a comparison is."""

    OTHER = 0
    UNSURE = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison says; score 0 to 100, reasons in Russian."""

    level: Level
    score: int
    reasons: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[Level, int]:
        """The greater, the nearer."""
        return self.level, self.score


def compare(
    owner: Name,
    participant: Name,
    *,
    words: Collection[str] = (),
    legal_forms: Collection[str] = (),
    taken: Collection[str] = (),
) -> Verdict:
    """Compare an owner's name with one of a participant's names.

    Args:
        words: keys of the words of all names of the participant: they explain what this name lacks.
        legal_forms: that its names give: an alias without one has them too.
        taken: keys of words that names of the register have: such a word is no misspelling.
    """
    if owner.is_branch != participant.is_branch:
        return _other(40, "филиал или представительство — не сама организация")
    if owner.is_foreign and not participant.is_foreign:
        return _other(40, "владелец из другой страны")
    aligned = align(owner.words, participant.words, taken)
    of_this_name = {word.key for word in participant.words}
    explained = frozenset(words) - of_this_name
    return (
        told_apart(owner, aligned, explained)
        or _short_of(aligned, explained)
        or _of_another_person(aligned)
        or _same(owner, participant, legal_forms, aligned, explained)
    )


def _other(score: int, reason: str) -> Verdict:
    return Verdict(Level.OTHER, score, (reason,))


def _unsure(score: int, reason: str) -> Verdict:
    return Verdict(Level.UNSURE, score, (reason,))


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(f"«{word.text}»" for word in words)


def _of(words: Sequence[Word], *kinds: str) -> list[Word]:
    return [word for word in words if word.kind in kinds and not (word.is_remark or word.is_parent)]


def told_apart(owner: Name, aligned: Aligned, explained: Collection[str]) -> Verdict | None:
    """What makes it another organisation: a number, a place, a word more, another kind of institution."""
    theirs = aligned.of_participant
    mine = [word for word in aligned.of_owner if word.key not in explained]
    if _of(aligned.of_owner, "number") or _of(theirs, "number"):
        return _other(45, "другой номер в наименовании")
    if units := _of(mine, "unit"):
        return _other(40, f"подразделение или орган: {_listed(units)}")
    if _of(theirs, "unit"):
        return _other(40, "участник — подразделение или орган, владелец — нет")
    above, their_above = (
        [word for word in words if word.is_parent and word.kind == "plain" and not word.is_known]
        for words in (mine, theirs)
    )
    if above and their_above:
        return _other(45, f"другой вышестоящий орган: {_listed(above)} вместо {_listed(their_above)}")
    places, their_places = _of(mine, "place"), _of(theirs, "place")
    if places and their_places:
        return _other(45, f"другое место: {_listed(places)} вместо {_listed(their_places)}")
    if more := _of(mine, "plain"):
        return _of_more_words(aligned, more)
    heads, their_heads = _of(mine, "head"), _of(theirs, "head")
    if heads and their_heads:
        reason = f"учреждение другого вида: {_listed(heads)} вместо {_listed(their_heads)}"
        return _unsure(60, reason) if len(aligned.shared) >= TELLING else _other(50, reason)
    if heads and any(word.kind == "head" for _, word in aligned.exact):
        return _other(45, f"учреждение при участнике: {_listed(heads)}")
    if places:
        reason = f"в наименовании участника места нет: {_listed(places)}"
        is_telling = len(aligned.shared) >= TELLING or any(word.is_honour for word in aligned.shared)
        return _unsure(70, reason) if is_telling else _other(50, reason)
    return None


def _of_more_words(aligned: Aligned, more: Sequence[Word]) -> Verdict:
    lacking = specific(aligned.of_participant)
    is_one_for_one = len(more) == len(lacking) == 1 and not (more[0].is_known and lacking[0].is_known)
    if is_one_for_one and aligned.shared and _likeness(more[0], lacking[0]) >= ALIKE:
        return _unsure(70, f"похоже, но не то же слово: {_listed(more)} и {_listed(lacking)}")
    alike = sum(len(word.letters) for word, _ in aligned.exact)
    share = alike / (alike + sum(len(word.letters) for word in more))
    return _other(round(60 * share), f"другие слова в наименовании: {_listed(more)}")


def _likeness(one: Word, other: Word) -> float:
    return Indel.normalized_similarity(one.letters, other.letters)


def _short_of(aligned: Aligned, explained: Collection[str]) -> Verdict | None:
    """What the owner's name lacks, or has besides, of words that tell little."""
    mine = [word for word in aligned.of_owner if word.key not in explained]
    lacking = specific(aligned.of_participant)
    shared = aligned.shared
    others_lacking = _of([word for word in aligned.of_participant if not word.is_honour], "weak", "head", *SPECIFIC)
    if not shared and (others_lacking or _of(mine, "weak", "head")):
        return _other(30, "общих слов, по которым можно узнать участника, нет")
    is_honour_shared = any(word.is_honour for word in shared)
    unnamed = [word for word in lacking if not word.is_honour]
    if unnamed:
        reason = f"нет слов участника: {_listed(unnamed)}"
        is_near = len(shared) > len(unnamed) or is_honour_shared
        return _unsure(65, reason) if is_near else _other(40, reason)
    if lacking and not is_honour_shared and len(shared) < TELLING - 1:
        return _unsure(65, f"не указано, чьё имя носит: {_listed(lacking)}")
    differing = [*_of(mine, "weak", "head"), *_of(aligned.of_participant, "weak", "head")]
    is_telling = len(shared) >= TELLING or (is_honour_shared and len(shared) >= TELLING - 1)
    if not differing or (len(differing) == 1 and differing[0].kind == "weak" and is_telling):
        return None
    reason = f"расходятся слова: {_listed(differing)}"
    return _unsure(65, reason) if len(differing) <= TELLING else _other(40, reason)


def _of_another_person(aligned: Aligned) -> Verdict | None:
    """Initials that differ, where both names give them; a single letter that is nobody's initial."""
    mine, theirs = _of(aligned.of_owner, "initial"), _of(aligned.of_participant, "initial")
    is_honour_shared = any(word.is_honour for word in aligned.shared)
    if mine and theirs and is_honour_shared:
        return _unsure(70, f"другие инициалы: {_listed(mine)} вместо {_listed(theirs)}")
    single = [word for word in (*mine, *theirs) if not (word.is_dotted or word.is_honour)]
    if single and not is_honour_shared:
        return _unsure(70, f"отдельная буква: {_listed(single)}")
    return None


def _same(
    owner: Name, participant: Name, legal_forms: Collection[str], aligned: Aligned, explained: Collection[str]
) -> Verdict:
    if doubt := doubtful_spelling(aligned):
        return _unsure(75, doubt)
    if any(wrong and owner.acronym in (mine.text, theirs.text) for mine, theirs, wrong in aligned.misspelt):
        return _unsure(60, f"сокращение «{owner.acronym}» похоже, но другое")
    strange = [word for word in aligned.of_owner if not word.is_known and word.key not in explained]
    remarks = [word for word in strange if word.is_remark and word.kind == "plain"]
    if any(len(word.letters) > 6 for word in remarks):
        return _unsure(70, f"непонятное примечание: {_listed(remarks)}")
    if owner.has_city_behind and len(aligned.shared) < TELLING and not any(word.is_honour for word in aligned.shared):
        return _unsure(75, "за наименованием указан город")
    score, reasons = _spelled(aligned)
    theirs = {participant.form} if participant.form else set(legal_forms)
    return _with_form(owner.form, theirs, aligned, score, reasons)


def _spelled(aligned: Aligned) -> tuple[int, list[str]]:
    """The score of a name that is the participant's, and what was found in its spelling."""
    score, reasons = 100, []
    for mine, theirs, wrong in aligned.misspelt:
        score -= 2 * wrong if wrong else 1
        what = "опечатка" if wrong else "сокращение"
        reasons.append(f"{what}: «{mine.text}» вместо «{theirs.text}»")
    kinds = (*SPECIFIC, "weak", "head", "unit")
    for what, words in (("без слов", aligned.of_participant), ("с добавлением", aligned.of_owner)):
        differing = [word for word in words if word.kind in kinds]
        if differing:
            score -= 2 if all(word.is_parent for word in differing) else 4
            reasons.append(f"{what} {_listed(differing)}")
    return score, reasons


def doubtful_spelling(aligned: Aligned) -> str:
    """Why misspelt words may be other words: a short brand that differs by a letter is another brand."""
    certain = specific([word for _, word in aligned.exact])
    has_head = any(word.kind == "head" for _, word in aligned.exact)
    wrong_words = [(mine, theirs, wrong) for mine, theirs, wrong in aligned.misspelt if wrong]
    for mine, theirs, wrong in wrong_words:
        if theirs.kind not in SPECIFIC:
            continue
        length = min(len(mine.letters), len(theirs.letters))
        support = len(certain) + (0.5 if has_head else 0) + (1 if theirs.is_known and length >= 6 else 0)
        needed = 0.0 if wrong == 1 and length >= 9 else 1.0 if wrong == 1 and length >= 6 else 2.0
        if support < needed:
            return f"слово «{mine.text}» может быть опечаткой в «{theirs.text}», а может и другим словом"
    if len(wrong_words) > max(1, len(aligned.exact)):
        return "слишком много расхождений в буквах"
    return ""


def _with_form(mine: str | None, theirs: Collection[str], aligned: Aligned, score: int, reasons: list[str]) -> Verdict:
    if mine is None or not theirs or mine in theirs:
        return Verdict(Level.SAME, score - (mine is None), tuple(reasons) or ("наименование совпадает",))
    if mine == "limited" or "limited" in theirs:
        return Verdict(Level.SAME, score - 3, (*reasons, "организационно-правовая форма записана иначе"))
    if mine == "foreign":
        return _other(45, "форма организации другой страны")
    if mine in forms.STATE and not forms.STATE.isdisjoint(theirs) and len(aligned.shared) >= TELLING - 1:
        return Verdict(Level.SAME, score - 8, (*reasons, "другая форма государственной организации: преобразование"))
    return _unsure(60, "другая организационно-правовая форма")
