"""An explanation in lines for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from naukograd.explaining.evidence import Delivery, Row
from naukograd.explaining.explanation import Explanation
from naukograd.explaining.gates import Judged
from naukograd.explaining.places import Spot

SHORT = 10
"""Lines of a list shown unless all are asked for."""
LONGEST_BYTES = 600
"""Characters of raw text shown of one place."""

T = TypeVar("T")


def lines(told: Explanation, whole: bool) -> Iterator[str]:
    """Value, formula, target, inputs, contributors, rows and deliveries.

    Args:
        whole: every line of every list; otherwise the first of each and how many there are.
    """
    unit = f" {told.unit}" if told.unit else ""
    yield f"{told.figure} = {_number(told.value)}{unit}"
    yield f"state: {told.state}, as of {told.as_of.isoformat()}, build {told.build_id}"
    if told.formula.words_ru:
        yield f"formula: {told.formula.words_ru}"
    if told.formula.expression:
        yield f"  {told.formula.expression}"
    if told.formula.basis_ru:
        yield f"  {told.formula.basis_ru}"
    if told.agrees is not None:
        verdict = "the figure" if told.agrees else "NOT the figure"
        yield f"computed again from its inputs: {_number(told.computed)}, {verdict}"
    if told.target:
        yield f"target: {_number(told.target[1])}  {told.target[0]}"
    yield from _section(
        "figures that enter",
        told.inputs,
        whole,
        lambda each, _: [
            f"{each.role}: {_number(each.value)}  {each.figure}"
            + (f"  only of participant {each.participant_bin}" if each.participant_bin else "")
        ],
    )
    yield from _section(
        "contributors",
        told.contributors,
        whole,
        lambda each, _: [f"{each.bin} {each.name_ru or ''}: {_number(each.value)}"],
    )
    yield from _section("checks", told.checks, whole, lambda each, _: _check(each))
    yield from _section("rows", told.rows, whole, lambda row, at: _row(row, told.spots.get(at, [])))
    yield from _section("deliveries", list(told.deliveries.values()), whole, lambda each, _: _delivery(each))


def _section(title: str, items: Sequence[T], whole: bool, shown: Callable[[T, int], Iterable[str]]) -> Iterator[str]:
    if not items:
        return
    first = items if whole else items[:SHORT]
    rest = f", the first {len(first)} shown (--rows shows all)" if len(first) < len(items) else ""
    yield f"{title}: {len(items)}{rest}"
    for at, each in enumerate(first):
        yield from (f"  {line}" for line in shown(each, at))


def _row(row: Row, spots: Sequence[Spot]) -> Iterator[str]:
    what = " ".join(part for part in (row.counted_as, None if row.value is None else _number(row.value)) if part)
    where = row.file or (f"delivery {row.delivery}" if row.delivery else "")
    place = "".join(f", {part}" for part in (row.place, row.header) if part)
    whose = f" of participant {row.participant_bin}" if row.participant_bin else ""
    yield f"{row.role} {what}{whose}".rstrip() + (f": {where}{place}" if where else "")
    for spot in spots:
        raw = spot.raw.strip()
        yield f"  at {spot.address}: {spot.text}"
        yield from (f"    {line}" for line in raw[:LONGEST_BYTES].splitlines())
        if len(raw) > LONGEST_BYTES:
            yield f"    … {len(raw)} characters"


def _check(each: Judged) -> Iterator[str]:
    ran = f" on {each.ran_at.isoformat()}" if each.ran_at else ""
    yield f"{each.gate} {each.subject} {each.check}: {'passed' if each.passed else 'failed'}{ran}, {each.severity}"
    arguments = ", ".join(f"{name}={value}" for name, value in each.arguments.items())
    yield f"  expected: {each.expected}"
    if each.rule:
        yield f"  rule: {each.rule}({arguments}), {each.file}"
    amount = f", {each.amount_kzt} KZT" if each.amount_kzt is not None else ""
    yield f"  observed: {each.count} of {each.of} fail{amount}; {each.record}"
    for row in each.sample:
        told = " ".join(f"{name}={value}" for name, value in row["values"].items())
        yield f"    {row['delivery']} {row['slice']} @{row['place']} {told}"
    for one in each.deliveries:
        yield f"  {'accepted' if one.accepted else 'rejected'}: {one.delivery} {one.slice}: {one.reason}"


def _delivery(each: Delivery) -> Iterator[str]:
    yield f"{each.delivery} {each.dataset} {each.slice}{' (sample data)' if each.is_sample else ''}"
    published = f", published {each.published_at.isoformat()}" if each.published_at else ""
    received = each.received_at.isoformat() if each.received_at else "not in this ledger"
    yield f"  received {received}, counts from {each.counts_from.isoformat()}{published}"
    if each.because:
        yield f"  counts from then because: {each.because}"
    yield f"  sha256 {each.sha256}, {each.size_bytes} bytes{f', {each.address}' if each.address else ''}"


def _number(value: object) -> str:
    if value is None:
        return "no value"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
