"""Names that a register without BINs gives: whose they are is told by one of them, or by none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from naukograd.matching.matcher import Matcher, Outcome
from naukograd.matching.register import Participant


def with_names_of(
    participants: Sequence[Participant], organisations: Iterable[Sequence[str]], register: str
) -> list[Participant]:
    """The participants with the names that another register has of them.

    An organisation of that register is a participant if one of its names is matched with it and none with another, nor
    could be another's for a person to decide. Two organisations that would be one participant are neither.

    Args:
        organisations: the names of each.
        register: what it is called, for the reasons.
    """
    matcher = Matcher(participants)
    found: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    for names in organisations:
        if bin_ := _whose(matcher, names):
            found[bin_].append(names)
    return [
        replace(each, elsewhere=(*each.elsewhere, *((name, register) for name in found[each.bin][0])))
        if len(found[each.bin]) == 1
        else each
        for each in participants
    ]


def _whose(matcher: Matcher, names: Sequence[str]) -> str | None:
    decided = [decision for name in names for decision in matcher.decide(name)]
    matched = {each.bin for each in decided if each.outcome is Outcome.MATCHED}
    doubtful = {bin_ for each in decided if each.outcome is Outcome.PERSON for bin_ in each.resembles}
    return matched.pop() if len(matched) == 1 and doubtful <= matched else None
