"""A filed workbook as a table, for damages: columns by their headers, whatever stands above."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from faults.forms import some
from sample_world.bins import check_digit


class Table:
    """The first sheet of an openpyxl workbook; its header is the first row with five texts."""

    def __init__(self, book: Any) -> None:
        self.sheet = book.worksheets[0]
        self.top = next(at for at, row in enumerate(self.sheet.iter_rows(values_only=True), 1) if all(row[:5]))
        self.headers = {cell.value: cell for cell in self.sheet[self.top] if cell.value}

    def __getitem__(self, header: str) -> list[Any]:
        """The cells below a header."""
        column = self.headers[header].column
        return [self.sheet.cell(row, column) for row in self.rows]

    @property
    def rows(self) -> range:
        return range(self.top + 1, self.sheet.max_row + 1)

    def at(self, row: int, header: str) -> Any:
        return self.sheet.cell(row, self.headers[header].column)

    def values(self, row: int) -> list[Any]:
        return [cell.value for cell in self.sheet[row]]

    def filled(self, header: str) -> list[Any]:
        """The cells below a header that hold something."""
        return [cell for cell in self[header] if cell.value not in (None, "")]

    def lose(self, rows: Iterable[int]) -> None:
        for row in sorted(rows, reverse=True):
            self.sheet.delete_rows(row)

    def largest(self, header: str, count: float) -> list[int]:
        """The rows with the largest figures of a column."""
        figures = [cell for cell in self[header] if isinstance(cell.value, int | float)]
        return [cell.row for cell in sorted(figures, key=lambda cell: -cell.value)[: int(count)]]


def change(cells: Iterable[Any], new: Callable[[Any], Any]) -> None:
    for cell in cells:
        cell.value = new(cell.value)


def change_some(cells: list[Any], size: float, chance: Random, new: Callable[[Any], Any]) -> None:
    """Change a share of the cells, or that many where the size is one or more."""
    change(cells[: int(size)] if size > 1 else some(cells, size, chance), new)


def rename(book: Any, old: list[str], size: float, new: Callable[[str], str]) -> None:
    """Change the first headers of a list."""
    table = Table(book)
    change([table.headers[name] for name in old[: int(size)]], new)


def exchange(book: Any, one: str, other: str) -> None:
    """Two columns change places, their headers stay."""
    table = Table(book)
    for first, second in zip(table[one], table[other], strict=True):
        first.value, second.value = second.value, first.value


def as_text(cell: Any) -> Any:
    """A day as people type it."""
    return f"{cell:%d.%m.%Y}" if isinstance(cell, datetime | date) else cell


def day(cell: Any) -> date:
    return cell.date() if isinstance(cell, datetime) else datetime.strptime(cell, "%d.%m.%Y").date()  # noqa: DTZ007


def strangers() -> Iterator[str]:
    """BINs whose check digit holds, and which nobody has."""
    for number in range(1_000, 2_000):
        first = f"0501402{number:04d}"
        if digit := check_digit(first):
            yield first + digit


def wrong_digit(bin_: str) -> str:
    return bin_[:-1] + str((int(bin_[-1]) + 1) % 10)


def with_part(body: bytes, name: str, new: Callable[[bytes], bytes], padding: int = 0) -> bytes:
    """The workbook with one of its parts changed, and so many megabytes of blanks at that part's end."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, part.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with made.open(entry, "w") as out:
                out.write(new(old.read(part)) if part.filename == name else old.read(part))
                for _ in range(padding if part.filename == name else 0):
                    out.write(b" " * (1 << 20))
    return content.getvalue()
