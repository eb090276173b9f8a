"""The names of the participants, ready to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from naukograd.matching.reading import SPECIFIC, Name, read

SHORTEST_ACRONYM = 3


@dataclass(frozen=True)
class Participant:
    """A participant and all its names: the current ones, former ones, aliases.

    Attributes:
        elsewhere: names that another register gives it, each with that register's name.
    """

    bin: str
    name_ru: str
    name_kk: str | None = None
    aliases: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> dict[str, str | None]:
        """Every name once, the Russian one first, with the other register that tells it, if only another does."""
        own = dict.fromkeys(name for name in (self.name_ru, self.name_kk, *self.aliases) if name and name.strip())
        return own | {name: register for name, register in self.elsewhere if name not in own}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a participant. ``register``: the other register that tells it."""

    bin: str
    text: str
    name: Name
    register: str | None


@dataclass
class Register:
    """Entries by what they are looked up by.

    Attributes:
        entries: of all participants, by BIN and name, so that the order of the register does not matter.
        bags: entries by their words in any order.
        postings: entries by word.
        acronyms: BINs by the initials of a name.
        vocabulary: skeletons of words that tell, and their keys: what a misspelt word may be meant to be.
        words_of: keys of all words in all names of a BIN.
    """

    entries: list[Entry] = field(default_factory=list)
    bags: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    postings: dict[str, list[int]] = field(default_factory=dict)
    acronyms: dict[str, frozenset[str]] = field(default_factory=dict)
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words_of: dict[str, frozenset[str]] = field(default_factory=dict)
    forms_of: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, participants: Iterable[Participant]) -> Register:
        """The register of these participants; their order does not matter."""
        told = {(each.bin, text): register for each in participants for text, register in each.names.items()}
        entries = [Entry(bin_, text, read(text), register) for (bin_, text), register in sorted(told.items())]
        bags: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        postings: defaultdict[str, list[int]] = defaultdict(list)
        acronyms: defaultdict[str, set[str]] = defaultdict(set)
        vocabulary: defaultdict[str, set[str]] = defaultdict(set)
        words_of: defaultdict[str, set[str]] = defaultdict(set)
        forms_of: defaultdict[str, set[str]] = defaultdict(set)
        for number, entry in enumerate(entries):
            bags[entry.name.bag].append(number)
            for key in {word.key for word in entry.name.words if word.kind not in ("initial", "country")}:
                postings[key].append(number)
            for look in {word.look for word in entry.name.words} - {""}:
                postings[look].append(number)
            postings[entry.name.together].append(number)
            for word in entry.name.words:
                words_of[entry.bin].add(word.key)
                if word.kind in SPECIFIC or word.kind in ("head", "weak"):
                    vocabulary[word.skeleton].add(word.key)
                    vocabulary[word.letters].add(word.key)
            for acronym in initials(entry.name):
                acronyms[acronym].add(entry.bin)
            if entry.name.form:
                forms_of[entry.bin].add(entry.name.form)
        return cls(
            entries,
            dict(bags),
            dict(postings),
            {acronym: frozenset(bins) for acronym, bins in acronyms.items()},
            {bones: tuple(sorted(keys)) for bones, keys in sorted(vocabulary.items())},
            {bin_: frozenset(keys) for bin_, keys in words_of.items()},
            {bin_: frozenset(found) for bin_, found in forms_of.items()},
        )

    def weight(self, key: str) -> float:
        """How much a word tells: the fewer names have it, the more."""
        return 1 / len(self.postings[key])


def initials(name: Name) -> set[str]:
    """Acronyms that a name of several words may go by: КНУ and КазНУ, without the country and whose name it bears."""
    words = [
        word.text for word in name.main if not word.is_honour and word.kind not in ("initial", "country", "number")
    ]
    if len(words) < SHORTEST_ACRONYM:
        return set()
    short = "".join(word[0] for word in words)
    found = {short}
    if words[0].startswith(("каз", "қаз", "kaz", "qaz")):
        found.add(words[0][:3] + short[1:])
    return found
