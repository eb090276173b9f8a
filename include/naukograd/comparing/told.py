"""A comparison as lines for a person and as plain values for machines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from naukograd.core.periods import ALMATY
from naukograd.report.model.revisions import RevisedFigure, Revisions, RevisionSummary

COLUMNS = (
    *("figure", "indicator_code", "territory_code", "year", "unit", "earlier", "later", "difference", "was_over"),
    *("type", "part", "participants", "deliveries"),
)


def rows(revisions: Revisions) -> Iterator[tuple[str | int | bool | Decimal | None, ...]]:
    """Every part of every changed figure, one a row, by ``COLUMNS``: as a file of a release keeps them."""
    for each in revisions.figures:
        for part in each.parts:
            yield (
                *(str(each.id), each.indicator_code, each.territory_code, each.year, each.unit),
                *(each.earlier, each.later, each.difference, each.was_over, part.type, part.value),
                " ".join(part.participants),
                " ".join(one.delivery for one in part.deliveries),
            )


def as_dict(revisions: Revisions) -> dict[str, Any]:
    """All of it; figures and cells bear their identifiers as text."""
    return {
        **{name: getattr(revisions, name) for name in ("earlier", "later", "earlier_as_of", "later_as_of")},
        "earlier_method": revisions.earlier_method,
        "later_method": revisions.later_method,
        "summaries": [_summary(each) for each in revisions.summaries],
        "figures": [_figure(each) for each in revisions.figures],
        "cells": [{**dataclasses.asdict(each), "figure": str(each.figure)} for each in revisions.cells],
    }


def _summary(each: RevisionSummary) -> dict[str, Any]:
    named = {name: str(found.id) if (found := getattr(each, name)) else None for name in ("largest", "beyond")}
    plain = {name: getattr(each, name) for name in ("indicator_code", "unit", "compared", "revised")}
    means = {name: getattr(each, name) for name in ("mean", "mean_absolute")}
    return {**plain, **means, **named, "tolerance": dataclasses.asdict(each.tolerance)}


def _figure(each: RevisedFigure) -> dict[str, Any]:
    return {"id": str(each.id), "difference": each.difference, "moved": each.moved, **dataclasses.asdict(each)}


def lines(revisions: Revisions) -> Iterator[str]:
    """A table of measures per indicator, every changed figure with its parts and deliveries, other cells by mart."""
    earlier, later = (
        f"{name} (as of {as_of.astimezone(ALMATY):%Y-%m-%d %H:%M}, method {method})"
        for name, as_of, method in (
            (revisions.earlier, revisions.earlier_as_of, revisions.earlier_method),
            (revisions.later, revisions.later_as_of, revisions.later_method),
        )
    )
    yield f"{earlier} → {later}"
    if revisions.is_other_method:
        yield "the methods differ: what data do not explain is put down to the method"
    yield ""
    header = ("indicator", "compared", "revised", "MR", "MAR", "largest", "tolerance")
    yield from _table([header, *map(_measures, revisions.summaries)])
    yield ""
    if not revisions.figures:
        yield "no figure differs"
    for figure in revisions.figures:
        yield from _told(figure)
    yield from _cells(revisions)


def _measures(each: RevisionSummary) -> tuple[str, ...]:
    largest = f"{each.largest.id} {_signed(each.largest.moved)}" if each.largest else "-"
    unit = "%" if each.tolerance.kind == "percent" else each.unit
    beyond = " exceeded" if each.beyond else ""
    return (
        *(each.indicator_code, str(each.compared), str(each.revised), _signed(each.mean), plain(each.mean_absolute)),
        *(largest, f"{plain(each.tolerance.value)} {unit}{beyond}"),
    )


def _told(figure: RevisedFigure) -> Iterator[str]:
    running = "" if figure.was_over else ", year still running then"
    yield (
        f"{figure.id}: {plain(figure.earlier)} → {plain(figure.later)} {figure.unit} ({_signed(figure.moved)}{running})"
    )
    for part in figure.parts:
        who = f"  {len(part.participants)} participants: {', '.join(part.participants)}" if part.participants else ""
        yield f"    {part.type} {_signed(part.value)}{who}"
        for each in part.deliveries:
            state = "later" if each.is_later else "earlier"
            yield f"        {state} {each.delivery} {each.dataset} {each.slice}"


def _cells(revisions: Revisions) -> Iterator[str]:
    by_mart: dict[str, int] = {}
    for cell in revisions.cells:
        by_mart[cell.figure.mart] = by_mart.get(cell.figure.mart, 0) + 1
    if by_mart:
        yield ""
        yield "other cells that differ (each with --json): " + ", ".join(f"{mart} {n}" for mart, n in by_mart.items())


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    found = list(rows)
    widths = [max(len(row[at]) for row in found) for at in range(len(found[0]))]
    for row in found:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def plain(value: Decimal | None) -> str:
    """A number with every digit it has and no exponent; ``none`` for what is missing."""
    return "none" if value is None else f"{value.normalize():f}"


def _signed(value: Decimal | None) -> str:
    return plain(value) if value is None or value <= 0 else f"+{plain(value)}"
