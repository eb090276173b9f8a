"""The identifier of a figure: which cell of which mart it is. The same in the report, the release and ``explain``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from naukograd.core.errors import UsageError


@dataclass(frozen=True)
class FigureId:
    """A cell of a mart: ``indicator_values/tax_receipts/kurchatov/2025:value``.

    Attributes:
        key: values of the mart's primary key in its order, as text; a missing value is the empty text.
        column: the column that holds the figure.
        release: the sealed report whose cell it is, written behind: ``indicator_values/…:value@2026.1``. None where
            the identifier leaves the state of knowledge to whoever reads it.
    """

    mart: str
    key: tuple[str, ...]
    column: str
    release: str | None = None

    def __str__(self) -> str:
        # A key may hold anything: what would part it is written %2F and %3A. The macro figure_id does so in SQL.
        sealed = f"@{self.release}" if self.release else ""
        return "/".join([self.mart, *map(_escaped, self.key)]) + f":{self.column}{sealed}"

    @classmethod
    def parse(cls, text: str) -> FigureId:
        """
        Raises:
            UsageError: ``text`` is no identifier.
        """
        path, colon, named = text.rpartition(":")
        column, _, release = named.partition("@")
        mart, *key = path.split("/")
        if not colon or not mart or not key or not column:
            raise UsageError(
                f"{text!r} is no identifier of a figure",
                remedy="Take one from the report, such as indicator_values/tax_receipts/total/2026:value.",
            )
        return cls(mart, tuple(unquote(part) for part in key), column, release or None)


def figure(mart: str, *key: object, column: str) -> FigureId:
    """The identifier from values as a row of the mart has them.

    >>> str(figure("indicator_values", "tax_receipts", "total", 2026, column="value"))
    'indicator_values/tax_receipts/total/2026:value'
    """
    return FigureId(mart, tuple("" if part is None else _text(part) for part in key), column)


def _text(part: object) -> str:
    return str(part).lower() if isinstance(part, bool) else str(part)


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("/", "%2F").replace(":", "%3A")
