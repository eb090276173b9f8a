"""The figure: the decreed path as steps, what was received as columns. Text becomes outlines, so that the PDF and
any browser show the same."""

from __future__ import annotations

from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import font_roboto
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from naukograd.report.messages import Say
from naukograd.report.model import Report, YearProgress
from naukograd.report.page import Figure
from naukograd.report.russian import digits_to_tell, number
from naukograd.report.wording import running

ACCENT, INK, QUIET, PALE = "#0b4f7d", "#1b1f24", "#5b6570", "#c9d3dc"
# Tones differ in lightness and in edge or hatch, so that kinds stay apart in greyscale.
STYLES: dict[str, dict[str, Any]] = {
    "actual": {"facecolor": ACCENT, "edgecolor": ACCENT},
    "running": {"facecolor": "white", "edgecolor": ACCENT, "linestyle": (0, (3, 2))},
    "incomplete": {"facecolor": "white", "edgecolor": ACCENT, "hatch": "////"},
    "baseline_actual": {"facecolor": PALE, "edgecolor": QUIET},
}
COLUMN, STEP = 0.56, 0.42
RC: dict[Any, Any] = {
    "font.family": "Roboto",
    "font.size": 8.5,
    "svg.fonttype": "path",
    # Element ids are hashes: a fixed salt makes equal figures equal bytes.
    "svg.hashsalt": "naukograd",
    "hatch.linewidth": 0.7,
}


def figure(report: Report, say: Say) -> Figure:
    """The path 2025–2035 of the indicator, in bn tenge, as an SVG element without anything outside it."""
    _register_font()
    with mpl.rc_context(RC):
        canvas = Canvas(figsize=(7.3, 3.15))
        FigureCanvasSVG(canvas)
        axes = canvas.add_axes((0.005, 0.085, 0.99, 0.775))
        unfinished = running(report)
        for row in report.indicator.path:
            _draw_year(axes, row, _kind(row, row == unfinished), _peak(report))
        _frame(axes, report)
        _legend(canvas, report, say)
        if report.heading.is_sample:
            canvas.text(0.995, 0.99, say("document.sample_mark"), ha="right", va="top", weight="bold", color=INK)
        out = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas.savefig(out, format="svg", metadata=nothing)
    text = out.getvalue()
    return Figure(text[text.index("<svg") :], say("figure.caption"), _alt(report, say))


@cache
def _register_font() -> None:
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(Path(font_roboto.font_directory) / f"Roboto-{weight}.ttf")


def _kind(row: YearProgress, is_running: bool) -> str:
    if row.is_baseline:
        return "baseline_actual"
    if is_running:
        return "running"
    return "incomplete" if row.verdict == "incomplete" else "actual"


def _draw_year(axes: Axes, row: YearProgress, kind: str, peak: float) -> None:
    x, target = row.year, float(row.target)
    top, clear = target, peak / 70
    if row.actual is not None:
        actual = float(row.actual)
        axes.bar(x, actual, COLUMN, linewidth=0.9, zorder=2, **STYLES[kind])
        # In the middle of the column, where the step of a target that is nearly met does not cross it.
        roomy = actual > peak / 9
        axes.text(
            x,
            actual / 2 if roomy else max(actual, 0) + clear,
            _actual(row),
            ha="center",
            va="center" if roomy else "bottom",
            weight="bold",
            color="white" if roomy and kind == "actual" else INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if kind == "incomplete" else None,
            zorder=5,
        )
        top = max(target, actual)
    axes.plot([x - STEP, x + STEP], [target] * 2, color=INK, linewidth=2, solid_capstyle="butt", zorder=4)
    axes.text(x, top + clear, number(row.target, 2), ha="center", va="bottom", color=INK, zorder=5)


def _actual(row: YearProgress) -> str:
    """The label of a column; a target missed by little does not read as met."""
    assert row.actual is not None
    return number(row.actual, digits_to_tell(row.actual, row.target, least=2))


def _peak(report: Report) -> float:
    values = [row.target for row in report.indicator.path]
    values += [row.actual for row in report.indicator.path if row.actual is not None]
    return float(max(values))


def _frame(axes: Axes, report: Report) -> None:
    years = [row.year for row in report.indicator.path]
    edges = [*(year - 0.5 for year in years), years[-1] + 0.5]
    targets = [float(row.target) for row in report.indicator.path]
    axes.stairs(targets, edges, baseline=None, color=PALE, linewidth=0.9, zorder=1)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    axes.set_ylim(top=_peak(report) * 1.09)
    axes.set_xticks(years, [str(year) for year in years])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=4, colors=INK)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)


def _legend(canvas: Canvas, report: Report, say: Say) -> None:
    unfinished = running(report)
    drawn = [_kind(row, row == unfinished) for row in report.indicator.path if row.actual is not None]
    entries: list[Line2D | Patch] = [Line2D([], [], color=INK, linewidth=2, label=say("figure.target"))]
    entries += [Patch(**STYLES[kind], label=say(f"figure.{kind}")) for kind in STYLES if kind in drawn]
    canvas.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        frameon=False,
        borderpad=0.1,
        borderaxespad=0.1,
        handlelength=1.6,
        columnspacing=1.8,
    )


def _alt(report: Report, say: Say) -> str:
    return say("figure.alt", years=" ".join(_alt_year(row, say) for row in report.indicator.path))


def _alt_year(row: YearProgress, say: Say) -> str:
    target = number(row.target, 2)
    if row.actual is None:
        return say("figure.alt_target", year=row.year, target=target)
    key = "figure.alt_baseline" if row.is_baseline else "figure.alt_year"
    return say(key, year=row.year, target=target, actual=_actual(row))
