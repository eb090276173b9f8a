"""A difference into its causes. Pure: what is known of both states comes in, parts that add up exactly come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from naukograd.report.model.revisions import TYPES, Cause, Responsible, RevisionPart, RevisionType

WHOLE = "whole"
"""The contributor of a figure that its source gives for a whole territory or the country."""

Slice = tuple[str, str]
"""Dataset and slice."""
Cell = tuple[str, Slice]
"""Contributor, and the slice that says what it contributes."""


@dataclass(frozen=True)
class Half:
    """A figure in one state.

    Attributes:
        value: None is missing.
        contributions: add up to the value.
    """

    value: Decimal | None
    contributions: Mapping[Cell, Decimal]


@dataclass(frozen=True)
class Known:
    """What is known of both states about one figure.

    Attributes:
        deliveries: of each slice, its delivery in the earlier and the later state; None where it has none.
        natures: of each dataset, what a delivery is that replaces another one.
        moved: participants whose participation in this place and year is not the same.
        newcomers: those of them who did not take part in the earlier state at all.
        registers: slices of the registers that say so.
        rows: of a contributor's slice, what single rows were added, by type, where rows can be told apart.
        is_other_method: the states were computed by different methods.
    """

    deliveries: Mapping[Slice, tuple[str | None, str | None]]
    natures: Mapping[str, RevisionType]
    moved: Collection[str] = ()
    newcomers: Collection[str] = ()
    registers: Sequence[Slice] = ()
    rows: Mapping[Cell, Mapping[RevisionType, Decimal]] = field(default_factory=dict)
    is_other_method: bool = False


@dataclass(frozen=True)
class _Piece:
    type: RevisionType
    value: Decimal
    contributor: str
    slices: tuple[Slice, ...]


def split(earlier: Half, later: Half, known: Known) -> tuple[RevisionPart, ...]:
    """The parts of a change, one per type in the order of ``TYPES``; they add up to later less earlier, exactly."""
    pieces = list(_pieces(earlier, later, known))
    moved = (later.value or Decimal(0)) - (earlier.value or Decimal(0))
    rest = moved - sum((piece.value for piece in pieces), Decimal(0))
    if rest or not pieces:
        # Contributions that do not add up to their figure: only another method can have made them.
        pieces.append(_Piece("method" if known.is_other_method else "register", rest, WHOLE, tuple(known.registers)))
    # Whoever answered with nothing explains nothing, unless nothing is all there is to explain.
    telling = [piece for piece in pieces if piece.value] or pieces
    by_type: dict[RevisionType, list[_Piece]] = defaultdict(list)
    for piece in telling:
        by_type[piece.type].append(piece)
    return tuple(_part(kind, by_type[kind], known) for kind in TYPES if kind in by_type)


def _pieces(earlier: Half, later: Half, known: Known) -> list[_Piece]:
    before, after = earlier.contributions, later.contributions
    if before and after and _is_whole(before) != _is_whole(after):
        value = sum(after.values(), Decimal(0)) - sum(before.values(), Decimal(0))
        return [_Piece("revision", value, WHOLE, tuple(sorted({slice_ for _, slice_ in [*before, *after]})))]
    pieces: list[_Piece] = []
    for cell in sorted(before.keys() | after.keys()):
        if before.get(cell) != after.get(cell):
            pieces += _of_cell(cell, before.get(cell), after.get(cell), known)
    return pieces


def _is_whole(contributions: Mapping[Cell, Decimal]) -> bool:
    return any(contributor == WHOLE for contributor, _ in contributions)


def _of_cell(cell: Cell, before: Decimal | None, after: Decimal | None, known: Known) -> list[_Piece]:
    contributor, slice_ = cell
    difference = (after or Decimal(0)) - (before or Decimal(0))
    rows = known.rows.get(cell)
    if rows is None:
        return [_piece(_type(cell, before, after, known), difference, cell, known)]
    pieces = [_Piece(kind, value, contributor, (slice_,)) for kind, value in rows.items() if value]
    # Rows have told what the delivery changed; what is left is how rows of both are counted.
    rest = difference - sum((piece.value for piece in pieces), Decimal(0))
    if rest or not pieces:
        pieces.append(_piece(_counted_otherwise(contributor, known), rest, cell, known))
    return pieces


def _piece(kind: RevisionType, value: Decimal, cell: Cell, known: Known) -> _Piece:
    contributor, slice_ = cell
    return _Piece(kind, value, contributor, tuple(known.registers) if kind == "register" else (slice_,))


def _type(cell: Cell, before: Decimal | None, after: Decimal | None, known: Known) -> RevisionType:
    contributor, slice_ = cell
    was, is_ = known.deliveries.get(slice_, (None, None))
    if was == is_:
        return _counted_otherwise(contributor, known)
    came = before is None and contributor in known.newcomers
    went = after is None and contributor in known.moved
    if came or went:
        return "register"
    nature = known.natures[slice_[0]]
    # A filing that now names somebody is late for that one; a bulletin or a tabulation printed again is revised.
    if was is None or (before is None and nature == "correction"):
        return "late_row"
    return nature


def _counted_otherwise(contributor: str, known: Known) -> RevisionType:
    """Of equal bytes: who takes part changed, of this participant or of another that it deals with, or the method."""
    return "method" if known.is_other_method and contributor not in known.moved else "register"


def _part(kind: RevisionType, pieces: Sequence[_Piece], known: Known) -> RevisionPart:
    slices = {slice_ for piece in pieces for slice_ in piece.slices}
    causes: dict[tuple[str, tuple[Slice, ...]], Decimal] = defaultdict(Decimal)
    for piece in pieces:
        causes[piece.contributor, piece.slices] += piece.value
    return RevisionPart(
        kind,
        sum((piece.value for piece in pieces), Decimal(0)),
        tuple(sorted({piece.contributor for piece in pieces} - {WHOLE})),
        _responsible(slices, known),
        tuple(
            Cause(None if contributor == WHOLE else contributor, value, _responsible(of, known))
            for (contributor, of), value in sorted(causes.items())
        ),
    )


def _responsible(slices: Collection[Slice], known: Known) -> tuple[Responsible, ...]:
    return tuple(
        Responsible(*slice_, is_later, delivery)
        for slice_ in sorted(slices)
        for is_later, delivery in _there(known.deliveries.get(slice_, (None, None)))
    )


def _there(pair: tuple[str | None, str | None]) -> list[tuple[bool, str]]:
    """The deliveries of a slice that there are, each with whether the later state reads it."""
    return [(is_later, delivery) for is_later, delivery in zip((False, True), pair, strict=True) if delivery]
