"""Marked text: a printed number and the identifier of the cell it is, within an ordinary text.

A mark is three noncharacters of Unicode, which no delivered text may hold for others: they survive ``format`` and
joining, so that sentences are put together as ever. The edges alone know them: HTML makes a permalink of a mark, PDF
and SVG drop it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from naukograd.core.figure import FigureId

_OPEN, _PART, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_PART}{_CLOSE}]+){_PART}([^{_OPEN}{_PART}{_CLOSE}]*){_CLOSE}")
_LEFT_OVER = re.compile(f"[{_OPEN}{_PART}{_CLOSE}]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``figure`` names the cell that it prints, None of words."""

    text: str
    figure: str | None = None


def marked(text: str, figure: FigureId | None) -> str:
    """``text`` as what is printed of a cell; of no cell, as it is."""
    return text if figure is None else f"{_OPEN}{figure}{_PART}{plain(text)}{_CLOSE}"


def plain(text: str) -> str:
    """The words alone."""
    return _LEFT_OVER.sub("", _MARK.sub(r"\2", text))


def pieces(text: str) -> Iterator[Piece]:
    """The text in its order, parted at the marks."""
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            yield Piece(_LEFT_OVER.sub("", text[at : found.start()]))
        yield Piece(found[2], found[1])
        at = found.end()
    if at < len(text):
        yield Piece(_LEFT_OVER.sub("", text[at:]))
