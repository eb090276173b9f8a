"""Reading small files of comma-separated values: columns found by their names, every record as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from naukograd.core.errors import UnreadableDelivery
from naukograd.sources.dataset import Column, Row


def records(body: BinaryIO, columns: Sequence[Column], *, remedy: str) -> Iterator[Row]:
    """Every record in the order of ``columns``, an empty value as None; place is its line.

    Args:
        remedy: what to do about a file that does not fit.
    Raises:
        UnreadableDelivery: not UTF-8, not such a file, a column missing, or a record of another length.
    """
    reader = csv.reader(io.TextIOWrapper(body, "utf-8-sig", newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [column.header for column in columns if header.count(column.header) != 1]
        if missing:
            raise UnreadableDelivery(
                f"not exactly one column {', '.join(missing)}; the file has {', '.join(header) or 'nothing'}",
                where="line 1",
                remedy=f"Was a column renamed? {remedy}",
            )
        positions = [header.index(column.header) for column in columns]
        for record in reader:
            if len(record) != len(header):
                raise UnreadableDelivery(
                    f"{len(record)} values where the header has {len(header)}",
                    where=f"line {reader.line_num}",
                    remedy=remedy,
                )
            yield str(reader.line_num), [record[at] or None for at in positions]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableDelivery(
            f"not comma-separated values in UTF-8 ({error})", where=f"after line {reader.line_num}", remedy=remedy
        ) from None
