"""The page as ready texts: everything both outputs print, in order, with nothing left to decide but layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """``grow`` takes the width that is left."""

    label: str
    align: Literal["left", "right"] = "right"
    grow: bool = False


@dataclass(frozen=True)
class Row:
    """One text per column; the first is the row's heading. ``muted``: nothing to report yet."""

    cells: tuple[str, ...]
    kind: Literal["plain", "focus", "total", "muted"] = "plain"


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """A part of the page: paragraphs, then the tables, then small notes to these."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """An SVG document, its caption, and in words what it shows."""

    svg: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Page:
    """The whole page.

    Attributes:
        document_title: the title in the file's metadata.
        band: the warning of made-up data; None on a page of real data.
        page_of: "page {page} of {pages}", the two placeholders left for the PDF to fill.
    """

    language: str
    document_title: str
    band: str | None
    programme: str
    title: str
    subtitle: str
    marks: tuple[str, ...]
    lead: str
    points: tuple[str, ...]
    figure: Figure
    sections: tuple[Section, ...]
    page_of: str
