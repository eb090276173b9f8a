"""Where two versions of a file first differ, in words."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest

SHOWN = 120


def first(ours: bytes, theirs: bytes, names: tuple[str, str], without: frozenset[str] = frozenset()) -> str | None:
    """The first difference of two CSV files: line (of the first) and column, and what each says there.

    Args:
        names: what the two are called.
        without: columns that do not count.
    Returns:
        None where the files agree.
    """
    if ours == theirs:
        return None
    a, b = _rows(ours), _rows(theirs)
    if a[0] != b[0]:
        return f"{names[0]} has the columns {', '.join(a[0][1])}, {names[1]} has {', '.join(b[0][1])}"
    header = a[0][1]
    for (line, left), (_, right) in zip_longest(a[1:], b[1:], fillvalue=(len(a) + 1, None)):
        if left is None or right is None:
            given, lacking = (names[0], names[1]) if right is None else (names[1], names[0])
            return f"line {line}: {given} has a row that {lacking} lacks: {_short(','.join(left or right or []))}"
        for column, one, other in zip_longest(header, left, right):
            if one != other and column not in without:
                return f"line {line}, column {column}: {names[0]} says {_short(one)}, {names[1]} says {_short(other)}"
    return None if without else "the same rows, written differently"


def first_byte(ours: bytes, theirs: bytes) -> str:
    """Where two files that are no tables part: the line of a text, the byte of all else."""
    at = next((i for i, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    at = min(len(ours), len(theirs)) if at is None else at
    line = ours[:at].count(b"\n") + 1
    return f"from byte {at + 1} on (line {line})"


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline=""))
    found, begins = [], 1
    for row in reader:
        found.append((begins, row))
        begins = reader.line_num + 1
    return found or [(1, [])]


def _short(text: str | None) -> str:
    given = text or "nothing"
    return given if len(given) <= SHOWN else f"{given[:SHOWN]}…"
