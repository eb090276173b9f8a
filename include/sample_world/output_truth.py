"""The right answer of indicator 5, and what each usual mistake with its workbooks and tabulations would give."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal

from sample_world.answers import TOTAL, Answer, Mistake
from sample_world.output import READINGS, cases_of, output_issues, tabulated, tabulation_moment
from sample_world.participants import CORES

_THOUSANDS, _TENTHS_OF_MILLIONS = Decimal(10) ** 6, Decimal(10) ** 4  # in a billion


def science_output(seed: int, year: int, known_by: datetime) -> Answer:
    """Science and technology output of a year in billions of tenge, as it was known at ``known_by``."""
    right: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {name: Counter() for name, _, _ in READINGS}
    repeated: Counter[str] = Counter()
    for case in cases_of(seed, year, known_by):
        place = case.line.territory
        right[place] += case.right
        repeated[place] += case.amount() * sum(moment <= known_by for moment in case.line.seen_in) - case.right
        if case.is_current:
            for name, _, reading in READINGS:
                wrong[name][place] += reading(case) - case.right
    handed_in = [place for place in CORES if any(moment <= known_by for moment in output_issues(place, year))]
    filed = _with_total({place: right[place] / _THOUSANDS for place in handed_in})
    if tabulation_moment(year) <= known_by:
        final = _with_total({place: tenths / _TENTHS_OF_MILLIONS for place, tenths in tabulated(seed, year).items()})
        early = {place: filed[place] - final[place] for place in final}
        kept = Mistake("provisional_kept", "the filed figure kept where the Bureau's is there", early)
        return Answer("science_output", year, "final", final, (kept,))
    mistakes = [Mistake(name, mistake, _errors(wrong[name])) for name, mistake, _ in READINGS]
    mistakes.append(Mistake("superseded_workbooks", "every workbook of a year added up", _errors(repeated)))
    values = {place: filed.get(place) for place in (*CORES, TOTAL)}
    return Answer("science_output", year, "provisional", values, tuple(mistakes))


def _with_total(values: dict[str, Decimal]) -> dict[str, Decimal]:
    return values | {TOTAL: sum(values.values(), Decimal(0))} if values else {}


def _errors(thousands: Counter[str]) -> dict[str, Decimal]:
    return _with_total({place: thousands[place] / _THOUSANDS for place in CORES})
