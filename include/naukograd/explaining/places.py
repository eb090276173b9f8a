"""The bytes at a place of a delivery: the XML element, the CSV record, the cell, the JSON value."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import cast

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from naukograd.core.errors import NaukogradError
from naukograd.sources.cells import as_text
from naukograd.sources.workbook import HEADER_WITHIN_ROWS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True)
class Spot:
    """A place in bytes.

    Attributes:
        address: as exact as the format allows: a cell, an XPath, a line, a JSON path.
        text: what stands there, unread.
        raw: the bytes around it as they lie in the file, or in the part of it that ``address`` names.
    """

    address: str
    text: str
    raw: str


def spots(body: bytes, place: str, header: str) -> Iterator[Spot]:
    """What stands in a delivery at a place, under a header.

    Args:
        place: as in figure_sources; ``name=beginning`` stands for every row whose field begins so.
        header: under which the source gives the field: an element, a column, a key.
    Raises:
        NaukogradError: nothing stands there.
    """
    if body.startswith(GZIP):
        found = _csv_spots(gzip.decompress(body), place, header)
    elif body.startswith(ZIP):
        found = iter([_cell(body, place, header)])
    elif body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        found = _xml_spots(body, place, header)
    elif place.startswith(("[", "$")):
        found = iter([_json_spot(body, place, header)])
    else:
        found = _csv_spots(body, place, header)
    yield from found


def seed_spot(body: bytes, place: str, column: str) -> Spot:
    """The line of a seed that ``name=value&name=value`` singles out."""
    wanted = dict(part.split("=", 1) for part in place.split("&"))
    for line, record, raw in _records(body):
        if all(record[name] == value for name, value in wanted.items()):
            return Spot(f"line {line}, column {column}", record[column], raw)
    raise _nothing(place)


def _csv_spots(body: bytes, place: str, header: str) -> Iterator[Spot]:
    column, begins, value = place.partition("=")
    for line, record, raw in _records(body):
        if (record[column].startswith(value)) if begins else (str(line) == place):
            yield Spot(f"line {line}, column {header}", record[header], raw)
            if not begins:
                return
    if not begins:
        raise _nothing(place)


def _records(body: bytes) -> Iterator[tuple[int, Mapping[str, str], str]]:
    """Each record with its line, by header, and its raw text; a record may run over several lines."""
    text = body.decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(reader)]
    before = reader.line_num
    for record in reader:
        yield reader.line_num, dict(zip(header, record, strict=False)), "".join(lines[before : reader.line_num])
        before = reader.line_num


def _xml_spots(body: bytes, place: str, header: str) -> Iterator[Spot]:
    tree = etree.parse(io.BytesIO(body), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    column, begins, value = place.partition("=")
    if begins and "[" not in column:
        chosen = [
            each for each in tree.getroot().iterfind("payment") if (each.findtext(column) or "").startswith(value)
        ]
    else:
        chosen = cast(list[etree._Element], tree.xpath(place))
    if not chosen and not begins:
        raise _nothing(place)
    for element in chosen:
        raw = etree.tostring(element, encoding="unicode", with_tail=False)
        yield Spot(f"{tree.getpath(element)}/{header}", element.findtext(header) or "", raw)


def _cell(body: bytes, place: str, header: str) -> Spot:
    """``header``: of the column, or ``text`` where the place is the cell itself."""
    sheet, _, cell = place.rpartition("!")
    workbook = load_workbook(io.BytesIO(body), data_only=True)
    if header != "text":
        # The same row that reading finds: the first of the top ones that has the header.
        at = [
            each.column
            for row in workbook[sheet].iter_rows(max_row=HEADER_WITHIN_ROWS)
            for each in row
            if each.column and as_text(each.value).strip() == header
        ]
        if not at:
            raise _nothing(f"{place}, «{header}»")
        cell = get_column_letter(at[0]) + cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    part, raw = _cell_xml(body, sheet, cell)
    return Spot(f"{sheet}!{cell} ({part})", as_text(workbook[sheet][cell].value), raw)


def _cell_xml(body: bytes, sheet: str, cell: str) -> tuple[str, str]:
    """The part of the workbook that holds a sheet, and the element of a cell in it with the text it shares."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        book = etree.fromstring(archive.read("xl/workbook.xml"))
        relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        wanted = next(each.get(f"{RELATIONS}id") for each in book.iter(f"{MAIN}sheet") if each.get("name") == sheet)
        target = next(each.get("Target", "") for each in relations if each.get("Id") == wanted)
        part = normpath(join("xl", target)) if not target.startswith("/") else target.lstrip("/")
        root = etree.fromstring(archive.read(part))
        element = next((each for each in root.iter(f"{MAIN}c") if each.get("r") == cell), None)
        if element is None:
            raise _nothing(f"{sheet}!{cell}")
        raw = etree.tostring(element, encoding="unicode", with_tail=False)
        if element.get("t") == "s":
            shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
            told = shared.findall(f"{MAIN}si")[int(element.findtext(f"{MAIN}v", "0"))]
            raw += " " + etree.tostring(told, encoding="unicode", with_tail=False)
    return part, raw


def _json_spot(body: bytes, place: str, header: str) -> Spot:
    text = body.decode("utf-8-sig")
    at, last = _whitespace(text, 0), None
    for name, index in re.findall(r'\.(\w+)|\[("[^"]*"|\d+)\]', place):
        last = name or json.loads(index)
        at = _child(text, at, last, place)
    _, end = _DECODER.raw_decode(text, at)
    raw = text[at:end]
    content = json.loads(raw, parse_int=str, parse_float=str)
    if not isinstance(content, dict):
        # A place that is a value itself: its key is the other thing that stands there.
        return Spot(place, str(last) if header == "number" else _told(content), f"{json.dumps(last)}: {raw}")
    for key in header.split("."):
        content = content[key]
    return Spot(f"{place}.{header}", _told(content), raw)


def _told(content: object) -> str:
    return "" if content is None else str(content)


_DECODER = json.JSONDecoder()


def _child(text: str, at: int, key: str | int, place: str) -> int:
    """Where the value of a key, or the element of an index, begins."""
    opening, nth = text[at], 0
    at = _whitespace(text, at + 1)
    while text[at] not in "]}":
        name: str | int = nth
        if opening == "{":
            name, at = _DECODER.raw_decode(text, at)
            at = _whitespace(text, _whitespace(text, at) + 1)
        if name == key:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _whitespace(text, at)
        at = _whitespace(text, at + 1) if text[at] == "," else at
        nth += 1
    raise _nothing(place)


def _whitespace(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _nothing(place: str) -> NaukogradError:
    return NaukogradError(
        "nothing stands there",
        where=place,
        remedy="Are these the bytes of the delivery? naukograd doctor compares them.",
    )
