"""What stands around the rows of a delivery: names of sheets, headings, units, footnotes, elements, keys.

A source tells first of a change by its layout: a new column, another unit, a footnote. It is kept with each delivery,
so that the gate can say what is new. Digits are left out: a title that names this year is the one of last year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from zipfile import is_zipfile

from lxml import etree
from openpyxl import load_workbook

MOST = 300
"""Lines kept: what has more has no layout but content."""
LONGEST = 300
_NUMBERS = re.compile(r"\d+(?:[.,:\-/]\d+)*")


def layout(body: BinaryIO) -> list[str]:
    """The layout of a workbook, XML, JSON or CSV, sorted; of anything else, and of what cannot be opened, none."""
    try:
        lines = {_line(text) for text in _texts(body)} - {""}
    except Exception:  # whatever a damaged file does is its reader's to tell
        return []
    return sorted(lines)[:MOST]


def header_layout(header: str) -> list[str]:
    """The layout of delimited text: its columns."""
    return sorted({_line(name.strip().strip('"')) for name in re.split(r"[,;\t]", header)} - {""})[:MOST]


def _line(text: str) -> str:
    return " ".join(_NUMBERS.sub("#", text).split())[:LONGEST]


def _texts(body: BinaryIO) -> Iterable[str]:
    if is_zipfile(body):
        return list(_workbook(body))
    body.seek(0)
    head = body.read(1 << 16).lstrip(b"\xef\xbb\xbf \r\n\t")
    body.seek(0)
    if head.startswith(b"<"):
        return {element for _, found in etree.iterparse(body, resolve_entities=False) for element in _element(found)}
    if head.startswith((b"{", b"[")):
        return set(_keys(json.load(body)))
    return header_layout(head.split(b"\n", 1)[0].decode("utf-8-sig"))


def _workbook(body: BinaryIO) -> Iterator[str]:
    book = load_workbook(body, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield f"sheet {sheet.title}"
            for row in sheet.iter_rows(values_only=True):
                cells = [cell for cell in row if cell is not None]
                # Rows of data have a number, a date or a code in them; titles, headings, units and notes are words.
                if cells and all(isinstance(cell, str) and not cell.strip().isdigit() for cell in cells):
                    yield from (str(cell) for cell in cells)
    finally:
        book.close()


def _element(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.tag
        yield from (f"{element.tag}@{name}" for name in element.attrib)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
