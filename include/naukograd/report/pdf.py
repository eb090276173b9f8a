"""The page into a tagged PDF."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from fontTools.ttLib import TTFont

from naukograd.report.fonts import FONTS
from naukograd.report.marks import plain
from naukograd.report.page import Page


def to_pdf(page: Page, timestamp: int) -> bytes:
    """PDF/UA-1 and PDF/A-2a. The page reaches typst as JSON, never as source, so that no value can be markup.

    A character that Roboto lacks is shown as U+FFFD: PDF/A forbids text without a glyph, and one odd character in
    a delivered name must not cost the whole report.

    Args:
        timestamp: seconds since 1970, the date of the document.
    """
    template = files(__package__).joinpath("templates/page.typ").read_bytes()
    return typst.compile(
        template,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        sys_inputs={"page": json.dumps(_displayable(asdict(page)), ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=timestamp,
    )


def _displayable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(c if ord(c) in _alphabet() else "\N{REPLACEMENT CHARACTER}" for c in plain(value))
    if isinstance(value, dict):
        return {key: _displayable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_displayable(each) for each in value]
    return value


@cache
def _alphabet() -> frozenset[int]:
    with TTFont(FONTS / "Roboto-Regular.ttf") as font:
        # The font maps some control characters too; of those only tabs and line ends are text.
        return frozenset({code for code in font.getBestCmap() if code >= ord(" ")} | set(b"\t\n\r"))
