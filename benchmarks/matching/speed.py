"""Seconds for 100 thousand strings against 5 thousand participants, on names made of the words of real ones."""

from __future__ import annotations

import random
import resource
import time

from benchmarks.matching.labelled import PEOPLE
from benchmarks.matching.organisations import parts
from benchmarks.matching.spoiling import SPOILERS
from naukograd import matching

OWNERS, PARTICIPANTS = 100_000, 5_000


def measured() -> str:
    """One run, reading and deciding, without the file."""
    die = random.Random(5)  # noqa: S311
    names = [
        name for part in parts().values() for each in (*part.participants, *part.others) for name in [each.name_ru]
    ]
    words = sorted({word for name in names for word in name.replace('"', " ").split() if len(word) > 4})
    made = sorted(
        {f"ТОО «{' '.join(die.sample(words, die.randrange(1, 6)))} {number}»" for number in range(OWNERS * 2)}
    )
    die.shuffle(made)
    registered = made[:PARTICIPANTS]
    participants = [matching.Participant(f"{number:012d}", name) for number, name in enumerate(registered)]
    owners = []
    for number in range(OWNERS):
        name = registered[number % PARTICIPANTS] if number % 4 == 0 else made[PARTICIPANTS + number]
        spoilt = SPOILERS[die.choice(sorted(SPOILERS))](die, name) or name
        owners.append(f"{spoilt}; {die.choice(PEOPLE)}" if number % 10 == 0 else spoilt)
    started = time.monotonic()
    decisions = matching.decide(participants, owners)
    seconds = time.monotonic() - started
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    matched = sum(any(each.bin for each in found) for found in decisions.values())
    return (
        f"{len(owners)} strings, {len(decisions)} different, {matched} matched, against {PARTICIPANTS} participants: "
        f"{seconds:.1f} s ({children.ru_utime + children.ru_stime:.1f} s of processors), peak {peak} MiB a process"
    )
