"""Owner strings in, decisions out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from naukograd.matching.comparing import Level, Verdict, compare
from naukograd.matching.nearby import Nearby
from naukograd.matching.parts import parts
from naukograd.matching.persons import is_person
from naukograd.matching.reading import Name, read
from naukograd.matching.register import Entry, Participant, Register


class Outcome(StrEnum):
    """What is decided of an owner."""

    MATCHED = "matched"
    NOT_A_PARTICIPANT = "not_a_participant"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of one owner of a string.

    Attributes:
        part: the owner, as printed.
        outcome: whose it is, nobody's, or for a person to decide.
        bin: the participant, where matched.
        score: 0 to 100: of what is matched how alike the names are, else how near the nearest participant is.
        reasons: in Russian.
        resembles: BINs of the participants the owner may be, where a person must decide: at least one.
    """

    part: str
    outcome: Outcome
    bin: str | None
    score: int
    reasons: tuple[str, ...]
    resembles: tuple[str, ...] = ()


class Matcher:
    """Decides of owners by the names of a register."""

    def __init__(self, participants: Iterable[Participant]) -> None:
        self._register = Register.of(participants)
        self._nearby = Nearby(self._register)

    def decide(self, printed: str) -> list[Decision]:
        """What is decided of each owner of a string, in its order."""
        return next(self.decide_all([printed]))

    def decide_all(self, printed: Sequence[str]) -> Iterator[list[Decision]]:
        """The same for many strings, in their order; misspelt words are looked for in all of them at once."""
        parted = [self.parts(text) for text in printed]
        self._nearby.prepare(word for owners in parted for part in owners for word in read(part).words)
        return ([self._decide(part) for part in owners] for owners in parted)

    def parts(self, printed: str) -> list[str]:
        """The owners of a string."""
        return parts(printed, self._is_participant) or [printed.strip()]

    def _is_participant(self, text: str) -> bool:
        name = read(text)
        return bool(name.bag) and name.bag in self._register.bags

    def _decide(self, part: str) -> Decision:
        name = read(part)
        best = self._best(name)
        if best and best[0][1].level is Level.SAME:
            return self._matched(part, best)
        if is_person(part):
            return Decision(part, Outcome.NOT_A_PARTICIPANT, None, 0, ("физическое лицо",))
        acronym = self._by_acronym(part, name)
        if acronym:
            return acronym
        if not best:
            return Decision(part, Outcome.NOT_A_PARTICIPANT, None, 0, ("похожих участников нет",))
        entry, verdict = best[0]
        reasons = (*verdict.reasons, f"ближайший участник: {entry.text} ({entry.bin})")
        if verdict.level is Level.UNSURE:
            alike = tuple(sorted(other.bin for other, its in best if its.rank == verdict.rank))
            return Decision(part, Outcome.PERSON, None, verdict.score, reasons, alike)
        return Decision(part, Outcome.NOT_A_PARTICIPANT, None, verdict.score, reasons)

    def _best(self, name: Name) -> list[tuple[Entry, Verdict]]:
        """The best verdict on each participant that is near, the best first."""
        found: dict[str, tuple[Entry, Verdict]] = {}
        for number in self._nearby.entries(name):
            entry = self._register.entries[number]
            verdict = compare(
                name,
                entry.name,
                words=self._register.words_of[entry.bin],
                legal_forms=self._register.forms_of.get(entry.bin, ()),
                taken=self._nearby.taken,
            )
            known = found.get(entry.bin)
            if known is None or _nearness(entry, verdict) > _nearness(*known):
                found[entry.bin] = (entry, verdict)
        return sorted(found.values(), key=lambda each: (-each[1].level, -each[1].score, each[0].bin))

    def _matched(self, part: str, best: list[tuple[Entry, Verdict]]) -> Decision:
        entry, verdict = best[0]
        rivals = [other for other in best[1:] if other[1].level is Level.SAME and _is_as_good(verdict, other[1])]
        if rivals:
            bins = tuple(sorted([entry.bin, *(other[0].bin for other in rivals)]))
            reason = f"одинаково подходят несколько участников: {', '.join(bins)}"
            return Decision(part, Outcome.PERSON, None, verdict.score, (reason,), bins)
        told = (f"наименование «{entry.text}» — по данным: {entry.register}",) if entry.register else ()
        return Decision(part, Outcome.MATCHED, entry.bin, verdict.score, (*verdict.reasons, *told))

    def _by_acronym(self, part: str, name: Name) -> Decision | None:
        """A participant whose initials an owner of one word in capitals has."""
        if name.acronym is None:
            return None
        bins = self._register.acronyms.get(name.acronym, frozenset())
        others = [word for word in name.main if word.text != name.acronym and word.kind not in ("initial", "country")]
        near = [bin_ for bin_ in sorted(bins) if all(word.key in self._register.words_of[bin_] for word in others)]
        if not near or name.is_branch:
            return None
        reason = f"сокращение «{name.acronym}» совпадает с первыми буквами наименования"
        if len(near) > 1:
            reasons = (f"{reason} нескольких участников: {', '.join(near)}",)
            return Decision(part, Outcome.PERSON, None, 60, reasons, tuple(near))
        if others or len(name.acronym) >= LONG_ACRONYM:
            return Decision(part, Outcome.MATCHED, near[0], 86, (reason,))
        return Decision(part, Outcome.PERSON, None, 60, (f"{reason} участника {near[0]}",), (near[0],))


LONG_ACRONYM = 5


def _nearness(entry: Entry, verdict: Verdict) -> tuple[Level, int, bool]:
    """The greater, the nearer; of two names as near, the one that the participants' own register gives."""
    return *verdict.rank, entry.register is None


def _is_as_good(one: Verdict, other: Verdict) -> bool:
    """Whether two matches are too near for the better to be the right one."""
    return not (one.score >= 99 and other.score <= one.score - 3) and other.score > one.score - 6
