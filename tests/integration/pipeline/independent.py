"""Compute a figure from what `naukograd explain --json` prints and the archive's files, knowing nothing of naukograd.

Usage: python independent.py ARCHIVE PROJECT [RELEASES] < explanation.json
Prints the figure. The standard library, openpyxl and lxml; every value is read from bytes at a printed place.
"""

import ast
import csv
import dataclasses
import gzip
import hashlib
import io
import json
import math
import re
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from pathlib import Path

import openpyxl
from lxml import etree


class Archive:
    def __init__(self, root: str, folders: tuple[str, ...], deliveries: dict) -> None:
        self.root, self.deliveries = Path(root), deliveries
        self.folders = [self.root, *map(Path, folders)]
        self.bytes_read = 0

    @cache  # noqa: B019
    def body(self, delivery: str) -> bytes:
        sha256 = self.deliveries[delivery]["sha256"]
        body = (self.root / "objects" / sha256[:2] / sha256[2:]).read_bytes()
        assert hashlib.sha256(body).hexdigest() == sha256
        return body

    @cache  # noqa: B019
    def workbook(self, delivery: str):
        return openpyxl.load_workbook(io.BytesIO(self.body(delivery)), data_only=True)

    @cache  # noqa: B019
    def xml(self, delivery: str):
        return etree.fromstring(self.body(delivery))

    def texts(self, row: dict) -> list[str]:
        """What stands at a row's place, as text."""
        self.bytes_read += 1
        place, header = row["place"], row["header"]
        if row["file"]:
            file = next(folder / row["file"] for folder in self.folders if (folder / row["file"]).exists())
            if file.suffix == ".json":
                return [self.of_json(json.loads(file.read_text("utf-8")), place, header)]
            wanted = dict(part.split("=", 1) for part in place.split("&"))
            lines = csv.DictReader(file.read_text("utf-8").splitlines())
            return [line[header] for line in lines if all(line[key] == value for key, value in wanted.items())]
        body = self.body(row["delivery"])
        if body[:2] == b"\x1f\x8b":
            return self.of_csv(gzip.decompress(body), place, header)
        if body[:4] == b"PK\x03\x04":
            return [self.of_workbook(self.workbook(row["delivery"]), place, header)]
        if body.lstrip()[:1] == b"<":
            root = self.xml(row["delivery"])
            if place.startswith("/"):
                return [element.findtext(header) for element in root.xpath(place)]
            name, value = place.split("=")
            return [e.findtext(header) for e in root.iter("payment") if (e.findtext(name) or "").startswith(value)]
        if place[0] in "[$":
            return [self.of_json(json.loads(body.decode("utf-8-sig"), parse_float=str, parse_int=str), place, header)]
        return self.of_csv(body, place, header)

    @staticmethod
    def of_csv(body: bytes, place: str, header: str) -> list[str]:
        reader = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        names = next(reader)
        if "=" in place:
            name, value = place.split("=")
            return [r[names.index(header)] for r in reader if r[names.index(name)].startswith(value)]
        return [record[names.index(header)] for record in reader if reader.line_num == int(place)]

    @staticmethod
    def of_workbook(workbook, place: str, header: str) -> str:
        sheet_name, _, address = place.rpartition("!")
        sheet = workbook[sheet_name]
        cell = sheet[address]
        if header != "text":
            columns = [c.column for r in sheet.iter_rows(max_row=20) for c in r if str(c.value).strip() == header]
            cell = sheet.cell(cell.row, columns[0])
        return repr(cell.value) if isinstance(cell.value, float) else str(cell.value)

    @staticmethod
    def of_json(content, place: str, header: str) -> str:
        key = None
        for name, number, text in re.findall(r'\.(\w+)|\[(\d+)\]|\["([^"]*)"\]', place):
            key = name or text or int(number)
            content = content[key]
        if not isinstance(content, dict):
            return str(key if header == "number" else content)
        for part in header.split("."):
            content = content[part]
        return str(content)


def place_of(row: dict) -> str:
    return "" if row["file"] else row["place"]


class Figures:
    def __init__(self, told: dict, archive: Archive) -> None:
        self.steps = {step["figure"]: step for step in told["steps"]}
        self.archive = archive

    @cache  # noqa: B019
    def value(self, figure: str, participant: str | None = None) -> Decimal:
        expression = ast.parse(self.steps[figure]["expression"], mode="eval").body
        return self.compute(expression, figure, participant)

    def entering(self, figure: str, role: str, participant: str | None) -> list[tuple]:
        step = self.steps[figure]
        figures = [("figure", each) for each in step["inputs"] if each["role"] == role]
        rows = [("row", each) for each in step["rows"] if each["role"] == role]
        return figures + [r for r in rows if participant in (None, r[1]["participant_bin"])]

    def ends(self, entering: list[tuple], participant: str | None) -> list[dict]:
        found = []
        for kind, each in entering:
            if kind == "row":
                found.append(each)
                continue
            whose, step = each["participant_bin"] or participant, self.steps[each["figure"]]
            below = [("figure", one) for one in step["inputs"]]
            below += [("row", one) for one in step["rows"] if whose in (None, one["participant_bin"])]
            found += self.ends(below, whose)
        return found

    def read(self, row: dict) -> Decimal:
        if row["place"] is None:
            return row["value"] if row["value"] is None else Decimal(row["value"])
        texts = self.archive.texts(row)
        # Of all rows of a payer or a month, those that hold no number are none that could be read.
        told = [text for text in texts if text.strip()] if "=" in place_of(row) else texts
        return sum((Decimal(re.sub(r"\s", "", text).replace(",", ".")) for text in told), Decimal(0))

    def what(self, row: dict) -> str | None:
        """What a row counts, having seen that it stands there."""
        if row["counted_as"] is not None and row["place"] is not None:
            assert row["counted_as"] in "".join(self.archive.texts(row)), row
        return row["counted_as"]

    def compute(self, node, figure: str, participant: str | None):
        match node:
            case ast.Constant():
                return Decimal(ast.get_source_segment(self.steps[figure]["expression"], node))
            case ast.Name(id=role):
                # A participant may have no part in a figure.
                return next(iter(self.numbers(self.entering(figure, role, participant), participant)), None)
            case ast.BinOp():
                a, b = (self.compute(side, figure, participant) for side in (node.left, node.right))
                signs = {"Add": a.__add__, "Sub": a.__sub__, "Mult": a.__mul__, "Div": a.__truediv__}
                return signs[type(node.op).__name__](b)
            case ast.Call(func=ast.Name(id=("round" | "trunc") as name), args=[inner, digits]):
                places = Decimal(1).scaleb(-int(self.compute(digits, figure, participant)))
                rounding = ROUND_HALF_UP if name == "round" else ROUND_DOWN
                return self.compute(inner, figure, participant).quantize(places, rounding)
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
                return self.compute(inner, figure, participant).sqrt()
            case ast.Call(func=ast.Name(id="cube"), args=[inner]):
                return self.compute(inner, figure, participant) ** 3
            case ast.Call(func=ast.Name(id="at_least"), args=[least, mean]):
                number, expected = (self.compute(each, figure, participant) for each in (least, mean))
                terms = [(-expected).exp() * expected**k / math.factorial(k) for k in range(int(number))]
                return 1 - sum(terms, Decimal(0))
            case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=role)]):
                return self.over(name, self.entering(figure, role, participant), participant)

    def numbers(self, entering: list[tuple], participant: str | None) -> list[Decimal]:
        return [
            self.value(each["figure"], each["participant_bin"] or participant) if kind == "figure" else self.read(each)
            for kind, each in entering
        ]

    def over(self, name: str, entering: list[tuple], participant: str | None) -> Decimal:
        if name in ("sum", "sum_abs", "min", "largest"):
            numbers = [number for number in self.numbers(entering, participant) if number is not None]
            if name == "min":
                return min(numbers)
            if name == "largest":
                return max(numbers, key=abs, default=None)
            return sum((abs(n) if name == "sum_abs" else n for n in numbers), Decimal(0))
        # What is only counted is looked at all the same.
        ends = self.ends(entering, participant)
        for row in ends:
            if row["header"]:
                self.archive.texts(row)
            elif row["delivery"]:
                self.archive.body(row["delivery"])
        if name == "count":
            return Decimal(len(entering))
        if name == "places":
            return Decimal(len({(row["delivery"], row["place"]) for row in ends}))
        if name == "rows":
            return Decimal(len(ends))
        if name == "distinct":
            return Decimal(len({self.what(row) for row in ends} - {None}))
        named = {each["participant_bin"] for _, each in entering} - {None}
        return Decimal(len(named or {row["participant_bin"] for row in ends} - {None}))


def figure(told: dict, archive: str, *folders: str) -> tuple[Decimal, int]:
    """The figure, and how many places were read for it.

    Args:
        folders: below which files of the project, and of releases, are named.
    """
    files = Archive(archive, folders, told["deliveries"])
    # Tests import this file: the digits of other modules' numbers are not its business.
    with localcontext(prec=60):
        return Figures(told, files).value(told["figure"]), files.bytes_read


def as_printed(told) -> dict:
    """An explanation as the command prints it for machines."""
    return json.loads(json.dumps(dataclasses.asdict(told), default=str))


if __name__ == "__main__":
    print(*figure(json.load(sys.stdin), *sys.argv[1:]))
