"""The page into one HTML file that needs nothing from anywhere."""

from __future__ import annotations

import base64
import json
import logging
import shlex
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from urllib.parse import quote

from fontTools import subset
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from naukograd.report.fonts import FONTS, WEIGHTS
from naukograd.report.marks import pieces, plain
from naukograd.report.page import Page

# It tells every glyph it keeps, at level info.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)


def to_html(page: Page) -> str:
    """The HTML: styles, figures and the letters of Roboto that the page uses are inside."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data_url"] = _data_url
    environment.filters["linked"] = _Links()
    letters = set(plain(json.dumps(asdict(page), ensure_ascii=False)))
    return environment.get_template("page.html.j2").render(
        page=page, fonts={weight: _font(name, letters) for weight, name in WEIGHTS.items()}
    )


class _Links:
    """Turns marked text into HTML: a permalink per printed cell, whose title is the command that explains it.

    What is printed a second time leads to where it is printed first: only that has the id.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, text: str) -> Markup:
        return Markup("").join(
            piece.text if piece.figure is None else self._link(piece.text, piece.figure) for piece in pieces(text)
        )

    def _link(self, text: str, figure: str) -> Markup:
        # An id has no blanks; percent signs match the fragment as they stand.
        place = quote(figure, safe="/:")
        own = Markup(' id="{}"').format(place) if place not in self._seen else ""
        self._seen.add(place)
        # Outside the order of the tab key: there are more numbers than anybody steps through.
        link = Markup('<a class="figure"{} href="#{}" tabindex="-1" title="naukograd explain {}">{}</a>')
        # As a shell takes it: names of owners have quotation marks of their own.
        return link.format(own, place, shlex.quote(figure), text)


def _data_url(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _font(name: str, letters: Iterable[str]) -> str:
    options = subset.Options(flavor="woff", layout_features=["kern", "liga", "ccmp", "locl", "mark", "tnum"])
    with subset.load_font(str(FONTS / f"Roboto-{name}.ttf"), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        out = BytesIO()
        subset.save_font(font, out, options)
    return base64.b64encode(out.getvalue()).decode()
