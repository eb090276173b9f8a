"""The report as ready texts: everything PDF and HTML print, in order, with nothing left to decide but layout.

A number is marked as the cell that it prints: see `naukograd.report.marks`.

``kind`` tells the blocks apart once they have become JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """``share`` of the width that narrow columns, those of share 0, leave."""

    label: str
    align: Literal["left", "right"] = "right"
    share: int = 0


@dataclass(frozen=True)
class Row:
    """One text per column; the first is the row's heading. ``muted``: nothing to report yet;
    ``signature``: room to sign.
    """

    cells: tuple[str, ...]
    kind: Literal["plain", "focus", "total", "muted", "signature"] = "plain"


@dataclass(frozen=True)
class Paragraph:
    """``lead`` is the one sentence to remember, ``note`` a small remark."""

    text: str
    kind: Literal["paragraph", "lead", "note"] = "paragraph"


@dataclass(frozen=True)
class Points:
    """A list of sentences; ``remarks`` are set smaller."""

    items: tuple[str, ...]
    kind: Literal["points", "remarks"] = "points"


@dataclass(frozen=True)
class Table:
    """A table, and the small notes that stay with it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Figure:
    """An SVG document, its caption, and in words what it shows."""

    svg: str
    caption: str
    alt: str
    kind: Literal["figure"] = "figure"


Block = Paragraph | Points | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of the report and its own parts, one level down. ``new_page``: it begins one, where there are pages."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Page:
    """The whole report.

    Attributes:
        document_title: the title in the file's metadata.
        band: the warning of made-up data; None on a report of real data.
        summary: the first page, which has no heading of its own but the title.
        page_of: "page {page} of {pages}", the two placeholders left for the PDF to fill.
    """

    language: str
    document_title: str
    band: str | None
    programme: str
    title: str
    subtitle: str
    marks: tuple[str, ...]
    contents: str
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    page_of: str
