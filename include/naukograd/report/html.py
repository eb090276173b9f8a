"""The page into one HTML file that needs nothing from anywhere."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO

from fontTools import subset
from jinja2 import Environment, PackageLoader, StrictUndefined

from naukograd.report.fonts import FONTS, WEIGHTS
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
    letters = set(json.dumps(asdict(page), ensure_ascii=False))
    return environment.get_template("page.html.j2").render(
        page=page, fonts={weight: _font(name, letters) for weight, name in WEIGHTS.items()}
    )


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
