"""Precision, recall and the share left to a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.matching.labelled import Labelled
from benchmarks.matching.methods import Answer


@dataclass
class Count:
    """Owners, counted.

    Attributes:
        right, wrong: matched to the participant they are; to another, or though they are none.
        due: owners that are participants.
        persons: owners that go to a person.
    """

    strings: int = 0
    owners: int = 0
    due: int = 0
    right: int = 0
    wrong: int = 0
    persons: int = 0

    def add(self, each: Labelled, answer: Answer) -> None:
        matched, persons = answer
        self.strings += 1
        self.owners += each.owners
        self.due += len(each.bins)
        self.right += len(matched & set(each.bins))
        self.wrong += len(matched - set(each.bins))
        self.persons += persons

    @property
    def precision(self) -> float | None:
        matched = self.right + self.wrong
        return self.right / matched if matched else None

    @property
    def recall(self) -> float | None:
        return self.right / self.due if self.due else None

    @property
    def share_to_a_person(self) -> float:
        return self.persons / self.owners if self.owners else 0.0

    @property
    def harmony(self) -> float:
        """F1, by which the threshold of plain fuzzy matching is chosen."""
        return 2 * self.right / (self.right + self.wrong + self.due) if self.due else 0.0


def counted(strings: Sequence[Labelled], answers: Sequence[Answer]) -> Count:
    """All strings together."""
    total = Count()
    for each, answer in zip(strings, answers, strict=True):
        total.add(each, answer)
    return total


def grouped(strings: Sequence[Labelled], answers: Sequence[Answer], by: str) -> dict[str, Count]:
    """By an attribute of the strings."""
    groups: defaultdict[str, Count] = defaultdict(Count)
    for each, answer in zip(strings, answers, strict=True):
        groups[getattr(each, by)].add(each, answer)
    return dict(sorted(groups.items()))


def line(label: str, count: Count) -> str:
    """One line of the table."""
    return (
        f"{label:34} {count.strings:7d} {_percent(count.precision):>9} {_percent(count.recall):>9}"
        f" {_percent(count.share_to_a_person):>9} {count.wrong:6d}"
    )


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.2f}%"


def heading(label: str) -> str:
    """What the columns are."""
    return f"\n{label:34} {'strings':>7} {'precision':>9} {'recall':>9} {'person':>9} {'wrong':>6}"


def table(label: str, counts: Iterable[tuple[str, Count]]) -> str:
    """A heading and its lines."""
    return "\n".join([heading(label), *(line(name, count) for name, count in counts)])
