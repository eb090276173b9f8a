"""In which form a damage sees a reply, and how the damaged content becomes a reply again."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from lxml import etree

from sample_world.site import Reply

T = TypeVar("T")


@dataclass(frozen=True)
class Form:
    """A way to open a reply and to close it again."""

    name: str
    open: Callable[[Reply], Any]
    close: Callable[[Reply, Any], Reply]

    def change(self, reply: Reply, damage: Callable[[Any], Any]) -> Reply:
        content = self.open(reply)
        changed = damage(content)
        return self.close(reply, content if changed is None else changed)


def _of_bytes(name: str, open_: Callable[[bytes], Any], close: Callable[[Any], bytes]) -> Form:
    return Form(name, lambda reply: open_(reply.body), lambda reply, content: replace(reply, body=close(content)))


def _csv_rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))


def _csv_bytes(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _workbook_bytes(book: Any) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return _timeless(content)


def _timeless(workbook: io.BytesIO) -> bytes:
    """Without the moment of saving, which openpyxl writes into the properties and the archive into each entry."""
    content = io.BytesIO()
    with ZipFile(workbook) as saved, ZipFile(content, "w", ZIP_DEFLATED) as target:
        for entry in saved.infolist():
            body = saved.read(entry)
            if entry.filename == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2027-04-20T00:00:00Z", body)
            target.writestr(ZipInfo(entry.filename), body, ZIP_DEFLATED)
    return content.getvalue()


REPLY = Form("reply", lambda reply: reply, lambda _, changed: changed)
"""The whole reply: status, headers, body."""

BYTES = _of_bytes("bytes", bytes, bytes)

TEXT = _of_bytes("text", lambda body: body.decode("utf-8"), str.encode)

CSV = _of_bytes("csv", _csv_rows, _csv_bytes)
"""A list of records, the header first; every record a list of texts."""

CSV_GZ = _of_bytes(
    "csv.gz",
    lambda body: _csv_rows(gzip.decompress(body)),
    lambda rows: gzip.compress(_csv_bytes(rows), 1, mtime=0),
)
"""The same, compressed."""

XLSX = _of_bytes("xlsx", lambda body: openpyxl.load_workbook(io.BytesIO(body)), _workbook_bytes)
"""An openpyxl workbook, to be changed in place."""

JSON = _of_bytes("json", json.loads, lambda content: json.dumps(content, ensure_ascii=False).encode())

XML = _of_bytes("xml", etree.fromstring, etree.tostring)
"""An lxml element."""


def some(things: Sequence[T], share: float, chance: Random) -> list[T]:
    """That share of the things, one at the least, drawn by chance, in their order."""
    drawn = chance.sample(range(len(things)), max(1, min(len(things), round(len(things) * share))))
    return [things[at] for at in sorted(drawn)]
