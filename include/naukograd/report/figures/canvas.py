"""What every drawing shares. Text becomes outlines, so that the PDF and any browser show the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from naukograd.report.fonts import FONTS, WEIGHTS
from naukograd.report.messages import Say

ACCENT, INK, QUIET, PALE = "#0b4f7d", "#1b1f24", "#5b6570", "#c9d3dc"
WIDTH = 7.3
RC: dict[Any, Any] = {
    "font.family": "Roboto",
    "font.size": 8.5,
    "svg.fonttype": "path",
    # Element ids are hashes: a fixed salt makes equal figures equal bytes.
    "svg.hashsalt": "naukograd",
    "hatch.linewidth": 0.7,
}


def drawn(height: float, draw: Callable[[Canvas], None], is_sample: bool, say: Say) -> str:
    """The SVG element that ``draw`` fills, as wide as the text and ``height`` inches high; sample data are marked."""
    _register_font()
    with mpl.rc_context(RC):
        canvas = Canvas(figsize=(WIDTH, height))
        FigureCanvasSVG(canvas)
        draw(canvas)
        if is_sample:
            canvas.text(0.995, 0.99, say("document.sample_mark"), ha="right", va="top", weight="bold", color=INK)
        out = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas.savefig(out, format="svg", metadata=nothing)
    text = out.getvalue()
    return text[text.index("<svg") :]


@cache
def _register_font() -> None:
    for weight in WEIGHTS.values():
        font_manager.fontManager.addfont(FONTS / f"Roboto-{weight}.ttf")
