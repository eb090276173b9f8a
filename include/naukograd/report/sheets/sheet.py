"""A sheet before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naukograd.report.messages import Say

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Sheet:
    """A header of names and rows of values; None is an empty cell, for what is missing is no nought."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheet(key: str, fields: Iterable[str], rows: Iterable[tuple[Value, ...]], say: Say) -> Sheet:
    """A sheet named by ``sheet.<key>`` whose columns are ``field.<name>``."""
    return Sheet(
        say(f"sheet.{key}.name"), say(f"sheet.{key}.title"), tuple(say(f"field.{f}") for f in fields), tuple(rows)
    )


def yes(is_so: bool, say: Say) -> str:
    return say("field.yes" if is_so else "field.no")
