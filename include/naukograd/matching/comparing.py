"""One owner's name against one name of a participant: the same, another, or not to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from naukograd.matching import forms
from naukograd.matching.letters import skeleton
from naukograd.matching.reading import SPECIFIC, Name, Word
from naukograd.matching.spelling import errors, is_abbreviation


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


@dataclass(slots=True)
class Aligned:
    """Words of the owner's name and of the participant's that are each other's, and those left over."""

    exact: list[tuple[Word, Word]]
    misspelt: list[tuple[Word, Word, int]]
    of_owner: list[Word]
    of_participant: list[Word]


def compare(owner: Name, participant: Name, other_words: Collection[str], taken: Collection[str]) -> Verdict:
    """Compare an owner's name with one of a participant's names.

    Args:
        other_words: keys of the words of all names of the participant: they explain what this name lacks.
        taken: keys of words that other participants' names spell so: such a word is no misspelling.
    """
    aligned = align(owner.words, participant.words, taken)
    if owner.is_branch != participant.is_branch:
        return Verdict(Level.OTHER, 40, ("филиал или представительство — не сама организация",))
    return (
        _told_apart(owner, participant, aligned, other_words)
        or _short_of(aligned, other_words)
        or _same(owner, participant, aligned)
    )


def align(owner: Sequence[Word], participant: Sequence[Word], taken: Collection[str] = ()) -> Aligned:
    """Pair words: equal ones, initials with names, misspelt ones, abbreviated ones, words written together or apart."""
    exact: list[tuple[Word, Word]] = []
    left: defaultdict[str, list[Word]] = defaultdict(list)
    for word in participant:
        left[word.key].append(word)
    of_owner = []
    for word in owner:
        if left[word.key]:
            exact.append((word, left[word.key].pop(0)))
        else:
            of_owner.append(word)
    of_participant = [word for words in left.values() for word in words]
    if not of_owner or not of_participant:
        return Aligned(exact, [], of_owner, of_participant)
    aligned = Aligned(exact, [], of_owner, of_participant)
    _pair_initials(aligned)
    _pair_written_together(aligned)
    _pair_misspelt(aligned, taken)
    return aligned


def _pair_initials(aligned: Aligned) -> None:
    for mine, theirs in ((aligned.of_owner, aligned.of_participant), (aligned.of_participant, aligned.of_owner)):
        for initial in [word for word in mine if word.kind == "initial"]:
            for word in theirs:
                if word.kind == "initial" or (word.kind == "plain" and not word.is_known):
                    if sound(initial) == sound(word):
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
        for whole in [word for word in mine if word.kind == "plain" and len(word.skeleton) >= 6]:
            for one, two in zip(theirs, theirs[1:], strict=False):
                together = skeleton(one.text + two.text)
                if together == skeleton(whole.text) or one.skeleton + two.skeleton == whole.skeleton:
                    mine.remove(whole)
                    theirs.remove(one)
                    theirs.remove(two)
                    aligned.exact.append((whole, one) if is_owner else (one, whole))
                    break


def _pair_misspelt(aligned: Aligned, taken: Collection[str]) -> None:
    pairs = []
    for mine in aligned.of_owner:
        for theirs in aligned.of_participant:
            if "number" in (mine.kind, theirs.kind) or "initial" in (mine.kind, theirs.kind):
                continue
            if is_abbreviation(mine, theirs) or is_abbreviation(theirs, mine):
                pairs.append((0, mine, theirs))
            elif mine.key not in taken and (wrong := errors(mine, theirs)) is not None:
                pairs.append((wrong, mine, theirs))
    for wrong, mine, theirs in sorted(pairs, key=lambda pair: (pair[0], pair[1].key, pair[2].key)):
        if mine in aligned.of_owner and theirs in aligned.of_participant:
            aligned.of_owner.remove(mine)
            aligned.of_participant.remove(theirs)
            aligned.misspelt.append((mine, theirs, wrong))


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(f"«{word.text}»" for word in words)


def _specific(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.kind in SPECIFIC and not (word.is_parent or word.is_remark)]


def _shared(aligned: Aligned) -> list[Word]:
    """Words that tell, and that both names have."""
    return _specific([theirs for _, theirs in aligned.exact] + [theirs for _, theirs, _ in aligned.misspelt])


def _told_apart(owner: Name, participant: Name, aligned: Aligned, other_words: Collection[str]) -> Verdict | None:
    """What makes it another organisation: a number, a place, a word more, another kind of institution."""
    mine = [word for word in aligned.of_owner if word.key not in other_words or word.kind in ("number", "place")]
    theirs = aligned.of_participant
    shared = _shared(aligned)

    def kinds(words: Sequence[Word], *kinds: str) -> list[Word]:
        return [word for word in words if word.kind in kinds and not word.is_remark]

    if kinds(mine, "number") or kinds(theirs, "number"):
        return Verdict(Level.OTHER, 45, ("другой номер в наименовании",))
    units = [word for word in kinds(mine, "unit") if not word.is_parent]
    if units:
        return Verdict(Level.OTHER, 40, (f"подразделение или орган: {_listed(units)}",))
    if [word for word in kinds(theirs, "unit") if not word.is_parent]:
        return Verdict(Level.OTHER, 40, ("участник — подразделение или орган, владелец — нет",))
    places, their_places = kinds(mine, "place"), kinds(theirs, "place")
    if places and their_places:
        return Verdict(Level.OTHER, 45, (f"другое место: {_listed(places)} вместо {_listed(their_places)}",))
    if owner.is_foreign and not participant.is_foreign:
        return Verdict(Level.OTHER, 40, ("владелец из другой страны",))
    more = [word for word in _specific(mine) if word.kind == "plain"]
    if more:
        return _of_more_words(aligned, more, shared)
    heads, their_heads = kinds(mine, "head"), kinds(theirs, "head")
    if heads and their_heads:
        level = Level.UNSURE if len(shared) >= 3 else Level.OTHER
        return Verdict(level, 50, (f"учреждение другого вида: {_listed(heads)} вместо {_listed(their_heads)}",))
    if places and shared:
        known = [word for word in places if word.key not in other_words]
        if known:
            return Verdict(Level.UNSURE, 70, (f"в наименовании участника места нет: {_listed(known)}",))
    return None


def _of_more_words(aligned: Aligned, more: Sequence[Word], shared: Sequence[Word]) -> Verdict:
    alike = sum(len(word.skeleton) for word, _ in aligned.exact)
    share = alike / (alike + sum(len(word.skeleton) for word in more))
    missing = _specific(aligned.of_participant)
    if len(more) == len(missing) == 1 and more[0].is_honour == missing[0].is_honour and len(shared) >= 1:
        if errors_between(more[0], missing[0]) >= 0.72 and not (more[0].is_known and missing[0].is_known):
            return Verdict(Level.UNSURE, 70, (f"похоже, но не то же слово: {_listed(more)} и {_listed(missing)}",))
    return Verdict(Level.OTHER, min(60, round(60 * share)), (f"другие слова в наименовании: {_listed(more)}",))


def errors_between(one: Word, other: Word) -> float:
    """How alike two words are, 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one.skeleton, other.skeleton)


def _short_of(aligned: Aligned, other_words: Collection[str]) -> Verdict | None:
    """What the owner's name lacks, or has besides, of words that tell little."""
    shared = _shared(aligned)
    lacking = _specific(aligned.of_participant)
    unnamed = [word for word in lacking if not word.is_honour]
    mine = [word for word in aligned.of_owner if word.key not in other_words]
    if unnamed:
        if len(shared) >= 2 and len(unnamed) == 1:
            return Verdict(Level.UNSURE, 65, (f"нет слов участника: {_listed(unnamed)}",))
        return Verdict(Level.OTHER, 40, (f"нет слов участника: {_listed(unnamed)}",))
    is_honour_shared = any(word.is_honour for word in shared)
    if lacking and not is_honour_shared:
        if any(word.is_honour for word in mine):
            return Verdict(Level.OTHER, 45, ("носит другое имя",))
        if len(shared) < 2:
            return Verdict(Level.UNSURE, 65, (f"не указано, чьё имя носит: {_listed(lacking)}",))
    weak = [word for word in mine if word.kind in ("weak", "head") and not word.is_remark and not word.is_parent]
    their_weak = [word for word in aligned.of_participant if word.kind in ("weak", "head") and not word.is_parent]
    if weak or their_weak:
        differing = len(weak) + len(their_weak)
        if not shared:
            return Verdict(Level.OTHER, 30, ("общих слов, по которым можно узнать участника, нет",))
        if not (differing == 1 and len(shared) >= 3):
            if differing <= 2:
                return Verdict(Level.UNSURE, 65, (f"расходятся слова: {_listed([*weak, *their_weak])}",))
            return Verdict(Level.OTHER, 40, (f"расходятся слова: {_listed([*weak, *their_weak])}",))
    if not shared and (aligned.of_participant or mine):
        return Verdict(Level.OTHER, 20, ("общих слов, по которым можно узнать участника, нет",))
    return None


def _same(owner: Name, participant: Name, aligned: Aligned) -> Verdict:
    score, reasons = 100, []
    doubt = _doubtful_spelling(aligned)
    if doubt:
        return Verdict(Level.UNSURE, 75, doubt)
    for mine, theirs, wrong in aligned.misspelt:
        if wrong:
            score -= 2 * wrong
            reasons.append(f"опечатка: «{mine.text}» вместо «{theirs.text}»")
        else:
            score -= 1
            reasons.append(f"сокращение: «{mine.text}» — «{theirs.text}»")
    remarks = [word for word in aligned.of_owner if word.is_remark and word.kind == "plain"]
    strange = [word for word in remarks if not word.is_known and len(word.skeleton) > 6]
    if strange:
        return Verdict(Level.UNSURE, 70, (f"непонятное примечание: {_listed(strange)}",))
    initials = [
        [word for word in words if word.kind == "initial"] for words in (aligned.of_owner, aligned.of_participant)
    ]
    if all(initials) and any(word.is_honour for word in _shared(aligned)):
        return Verdict(Level.UNSURE, 70, ("другие инициалы",))
    lacking = [word for word in aligned.of_participant if word.kind in SPECIFIC or word.kind in ("weak", "head")]
    more = [word for word in aligned.of_owner if word.kind in SPECIFIC or word.kind in ("weak", "head", "unit")]
    if lacking:
        score -= 4
        reasons.append(f"без слов {_listed(lacking)}")
    if more:
        score -= 4
        reasons.append(f"с добавлением {_listed(more)}")
    if owner.has_city_behind:
        return Verdict(Level.UNSURE, 75, ("за наименованием указан город",))
    return _with_form(owner.form, participant.form, aligned, score, reasons)


def _doubtful_spelling(aligned: Aligned) -> tuple[str, ...]:
    """Why misspelt words may be other words: a short brand that differs by a letter is another brand."""
    certain = [word for _, word in aligned.exact if word.kind in SPECIFIC and not word.is_parent]
    heads = [word for _, word in aligned.exact if word.kind == "head"]
    for mine, theirs, wrong in aligned.misspelt:
        if not wrong or theirs.kind not in SPECIFIC:
            continue
        length = min(len(mine.skeleton), len(theirs.skeleton))
        support = len(certain) + (0.5 if heads else 0) + (1 if theirs.is_known and length >= 6 else 0)
        needed = 0.0 if wrong == 1 and length >= 9 else 1.0 if wrong == 1 and length >= 6 else 2.0
        if support < needed:
            return (f"слово «{mine.text}» может быть опечаткой в «{theirs.text}», а может и другим словом",)
    if len([wrong for _, _, wrong in aligned.misspelt if wrong]) > max(1, len(aligned.exact)):
        return ("слишком много расхождений в буквах",)
    return ()


def _with_form(mine: str | None, theirs: str | None, aligned: Aligned, score: int, reasons: list[str]) -> Verdict:
    if mine is None or theirs is None or mine == theirs:
        score -= 0 if mine == theirs else 1
        return Verdict(Level.SAME, score, tuple(reasons) or ("наименование совпадает",))
    if {mine, theirs} == {"llp", "limited"}:
        return Verdict(Level.SAME, score - 3, (*reasons, "организационно-правовая форма записана иначе"))
    if "foreign" in (mine, theirs):
        return Verdict(Level.OTHER, 45, ("форма организации другой страны",))
    if mine in forms.STATE and theirs in forms.STATE and len(_shared(aligned)) >= 2:
        return Verdict(
            Level.SAME, score - 8, (*reasons, "форма другая, но организация государственная: преобразование")
        )
    return Verdict(Level.UNSURE, 60, ("другая организационно-правовая форма",))
