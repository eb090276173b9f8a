"""The words of a text as printed, each with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
# Abbreviations with a stroke or full stops within that are one word.
_GLUED = (
    (re.compile(r"\b([УуИи])[Нн]-[Тт](?:а|е|у|ом|ы)?\b"), r"\1нт"),
    (re.compile(r"\b([КкШш])\s?[/\\]+\s?([ХхҚқ])\b"), r"\1\2"),
    (re.compile(r'\b([BNS])\.\s?([VA])\.?(?=\s*$|\s*")'), r"\1\2"),
    (re.compile(r"\b(Усть|Нур|Нұр|Алма|Ust|Nur)-(?=[^\W\d_])", re.IGNORECASE), r"\1"),
    (re.compile(r"\bт-во\b|\bтов-во\b", re.IGNORECASE), "товарищество"),
    (re.compile(r"\bо-во\b", re.IGNORECASE), "общество"),
    (re.compile(r"\bпр-во\b", re.IGNORECASE), "производство"),
)
_GLUE = "-./\\"
"""Each of those has one of these marks in it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed.

    Attributes:
        word: its letters, apostrophes dropped.
        is_capital: in capitals throughout.
        is_mostly_capital: an acronym by its looks (КазНУ).
        is_dotted: a full stop follows.
        is_remark: within parentheses.
        is_quoted: within quotation marks.
        is_edge: first or last of the text, or next to a quotation mark or parenthesis.
    """

    word: str
    is_capital: bool
    is_mostly_capital: bool
    is_dotted: bool
    is_remark: bool
    is_quoted: bool
    is_edge: bool


def tokens(text: str, spelt: Callable[[str], str] = str) -> list[Token]:
    """The words of a text, quotation marks and brackets already of one sort (:func:`letters.plain`).

    Args:
        spelt: how the letters of a word are to be read.
    """
    if any(mark in text for mark in _GLUE):
        for pattern, one in _GLUED:
            text = pattern.sub(one, text)
    depths, quoted = _surroundings(text)
    found = []
    matches = list(_WORD.finditer(text))
    for number, match in enumerate(matches):
        word = match[0].replace("'", "")
        upper = sum(letter.isupper() for letter in word)
        before, after = text[: match.start()].rstrip(" -"), text[match.end() :].lstrip(" -")
        found.append(
            Token(
                word=spelt(word),
                is_capital=upper == len(word),
                is_mostly_capital=upper * 2 >= len(word) and upper >= 2,
                is_dotted=after.startswith(".") and text[match.end() : match.end() + 1] == ".",
                is_remark=depths[match.start()] > 0,
                is_quoted=quoted[match.start()],
                is_edge=number in (0, len(matches) - 1)
                or before[-1:] in ('"', ")", "(", ",")
                or after[:1] in ('"', "(", ","),
            )
        )
    return found


def _surroundings(text: str) -> tuple[list[int], list[bool]]:
    """Of each letter: how many parentheses it is in (an open one is none), and whether quotation marks are open."""
    depth, is_open, depths, quoted = 0, False, [], []
    closes = [at for at, letter in enumerate(text) if letter == ")"]
    last_close = closes[-1] if closes else -1
    for at, letter in enumerate(text):
        if letter == "(" and at < last_close:
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif letter == '"':
            is_open = _opens(text, at)
        depths.append(depth)
        quoted.append(is_open)
    return depths, quoted


def _opens(text: str, at: int) -> bool:
    """Whether a quotation mark opens: a word follows it, and no word stands right before it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(after) and not after.isspace() and after not in ".,;)" and not before.isalnum()
