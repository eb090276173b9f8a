"""How well owners' names find participants, on real names printed as bulletins print them.

    python -m benchmarks.matching [--part dev|test] [--missed] [--speed]

The part to test on is looked at by nobody who changes the method: rules are made with the other part alone. Both parts
come from the same hand as the method, so names of other organisations, printed by others, may fare worse.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.matching import speed
from benchmarks.matching.labelled import Labelled, labelled
from benchmarks.matching.measuring import Count, counted, grouped, table
from benchmarks.matching.methods import WITHOUT, ours, plain, without
from benchmarks.matching.organisations import Part, parts
from naukograd.matching.matcher import Decision


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.matching", description=__doc__.split("\n")[0])
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--missed", action="store_true", help="show what is not matched or goes to a person, too")
    parser.add_argument("--brief", action="store_true", help="without plain fuzzy matching and the parts left out")
    parser.add_argument("--speed", action="store_true", help="100 thousand strings against 5 thousand participants")
    arguments = parser.parse_args()
    if arguments.speed:
        print(speed.measured())
        return 0
    split = parts()
    part = split[arguments.part]
    strings = labelled(part)
    answers, decisions = ours(part, strings)
    total = counted(strings, answers)
    print(f"part {arguments.part}: {len(part.participants)} participants, {len(part.others)} other organisations")
    print(table("all", [("this method", total)]))
    of_participants = [at for at, each in enumerate(strings) if each.bins]
    of_others = [at for at, each in enumerate(strings) if not each.bins]
    for label, by, chosen in (
        ("by language", "language", range(len(strings))),
        ("by kind of variation", "kind", of_participants),
        ("by kind of non-participant", "kind", of_others),
    ):
        groups = grouped([strings[at] for at in chosen], [answers[at] for at in chosen], by)
        print(table(label, groups.items()))
    if not arguments.brief:
        print(table("against", [("this method", total), *_others(split["dev"], part, strings)]))
    _show_wrong(strings, decisions)
    if arguments.missed:
        _show_missed(strings, decisions)
    return 0


def _others(dev: Part, part: Part, strings: list[Labelled]) -> list[tuple[str, Count]]:
    threshold = _best_threshold(dev)
    rows = [(f"plain fuzzy, threshold {threshold}", counted(strings, plain(part, strings, threshold)))]
    # A precision as high as ours is what plain fuzzy matching would have to be used for.
    strict = _strict_threshold(dev)
    rows.append((f"plain fuzzy, threshold {strict}", counted(strings, plain(part, strings, strict))))
    for what in WITHOUT:
        with without(what):
            rows.append((f"without {what}", counted(strings, ours(part, strings)[0])))
    return rows


def _best_threshold(dev: Part) -> int:
    strings = labelled(dev)
    return max(range(70, 101), key=lambda threshold: counted(strings, plain(dev, strings, threshold)).harmony)


def _strict_threshold(dev: Part) -> int:
    strings = labelled(dev)
    precise = (at for at in range(70, 101) if (counted(strings, plain(dev, strings, at)).precision or 0) >= 0.995)
    return next(precise, 100)


def _show_wrong(strings: list[Labelled], decisions: list[list[Decision]]) -> None:
    print("\nmatched wrongly:")
    for each, found in zip(strings, decisions, strict=True):
        for decision in found:
            if decision.bin and decision.bin not in each.bins:
                print(f"  [{each.kind}] {each.printed!r}: {decision.part!r} → {decision.bin} ({decision.score})")
                print(f"      {'; '.join(decision.reasons)}")


def _show_missed(strings: list[Labelled], decisions: list[list[Decision]]) -> None:
    print("\nnot matched, or for a person:")
    for each, found in zip(strings, decisions, strict=True):
        matched = {decision.bin for decision in found}
        if set(each.bins) - matched or any(decision.outcome == "person" for decision in found):
            print(f"  [{each.kind}] {each.printed!r} {each.bins}")
            for decision in found:
                print(f"      {decision.part!r}: {decision.outcome} {decision.bin} {decision.score} {decision.reasons}")


if __name__ == "__main__":
    sys.exit(main())
