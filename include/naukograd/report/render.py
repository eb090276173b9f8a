"""From a report to its two files."""

from __future__ import annotations

import base64
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import font_roboto
import typst
from fontTools import subset
from fontTools.ttLib import TTFont
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from naukograd.report.figure import figure
from naukograd.report.messages import Say, catalogue
from naukograd.report.model import Report
from naukograd.report.page import Page
from naukograd.report.russian import day_and_time
from naukograd.report.sections import sections
from naukograd.report.wording import lead, points

# It tells every glyph it keeps, at level info.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)

LANGUAGE = "ru"
FONTS = Path(font_roboto.font_directory)
WEIGHTS = {400: "Regular", 700: "Bold"}


@dataclass(frozen=True)
class Rendered:
    """The files written."""

    pdf: Path
    html: Path


def render(report: Report, folder: Path) -> Rendered:
    """Write ``indicators.pdf`` and ``indicators.html`` into ``folder``.

    The PDF is tagged (PDF/UA-1, PDF/A-2a), the HTML self-contained. Equal reports give equal bytes. Each file is
    replaced whole, and neither before both are made.

    Raises:
        KeyError: the report names a dataset or another code for which the catalogue of messages has no text.
    """
    page = compose(report, catalogue(LANGUAGE))
    pdf, html = to_pdf(page, int(report.heading.as_of.timestamp())), to_html(page)
    folder.mkdir(parents=True, exist_ok=True)
    rendered = Rendered(folder / "indicators.pdf", folder / "indicators.html")
    _replace(rendered.pdf, pdf)
    _replace(rendered.html, html.encode())
    return rendered


def compose(report: Report, say: Say) -> Page:
    """The page of a report in the language of ``say``."""
    heading = report.heading
    title = heading.title
    return Page(
        language=LANGUAGE,
        document_title=say("document.sample_title", title=title) if heading.is_sample else title,
        band=say("document.sample_band") if heading.is_sample else None,
        programme=say("document.programme"),
        title=title,
        subtitle=report.indicator.name,
        marks=(
            say("document.as_of", moment=day_and_time(heading.as_of)),
            say("document.build", build_id=heading.build_id),
            say("document.code", version=heading.code_version),
        ),
        lead=lead(report, say),
        points=points(report, say),
        figure=figure(report, say),
        sections=sections(report, say),
        page_of=say("document.page_of", page="{page}", pages="{pages}"),
    )


def to_pdf(page: Page, timestamp: int) -> bytes:
    """The PDF. The page reaches typst as JSON, never as source, so that no value can be markup.

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


def to_html(page: Page) -> str:
    """The HTML: styles, the figure and the letters of Roboto that the page uses are inside."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    letters = set(json.dumps(asdict(page), ensure_ascii=False))
    return environment.get_template("page.html.j2").render(
        page=page,
        # Our own drawing, in which all text is outlines.
        svg=Markup(page.figure.svg),  # noqa: S704
        fonts={weight: _font(name, letters) for weight, name in WEIGHTS.items()},
    )


def _displayable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(c if ord(c) in _alphabet() else "\N{REPLACEMENT CHARACTER}" for c in value)
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


def _font(name: str, letters: Iterable[str]) -> str:
    options = subset.Options(flavor="woff", layout_features=["kern", "liga", "ccmp", "locl", "mark", "tnum"])
    with subset.load_font(str(FONTS / f"Roboto-{name}.ttf"), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        out = BytesIO()
        subset.save_font(font, out, options)
    return base64.b64encode(out.getvalue()).decode()


def _replace(path: Path, content: bytes) -> None:
    # In the same folder, or the replacement would not be atomic.
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
