"""The whole decreed path as steps, what was reached as columns; of a rank as points on an axis that rises to first."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from naukograd.report.figures.canvas import ACCENT, INK, PALE, QUIET, drawn
from naukograd.report.marks import plain
from naukograd.report.messages import Say
from naukograd.report.model import Indicator, Report, YearProgress
from naukograd.report.page import Figure
from naukograd.report.russian import digits_to_tell, number

# Tones differ in lightness and in edge or hatch, so that kinds stay apart in greyscale.
STYLES: dict[str, dict[str, Any]] = {
    "baseline": {"facecolor": PALE, "edgecolor": QUIET},
    "final": {"facecolor": ACCENT, "edgecolor": ACCENT},
    "provisional": {"facecolor": "#d6e6f2", "edgecolor": ACCENT, "hatch": "////"},
    "incomplete": {"facecolor": "white", "edgecolor": ACCENT, "hatch": "...."},
    "running": {"facecolor": "white", "edgecolor": ACCENT, "linestyle": (0, (3, 2))},
}
COLUMN, STEP = 0.56, 0.42
HEIGHT = 2.65


def path_figure(report: Report, indicator: Indicator, say: Say) -> Figure:
    """The path 2025-2035 of an indicator as an SVG element without anything outside it."""

    def draw(canvas: Canvas) -> None:
        axes = canvas.add_axes((0.005, 0.09, 0.99, 0.76))
        draw_year = _draw_place if indicator.is_lower_better else _draw_column
        for row in indicator.path:
            draw_year(axes, row, indicator)
        _frame(axes, indicator)
        _legend(canvas, indicator, say)

    unit = say(f"unit_name.{indicator.unit}")
    years = " ".join(_alt_year(row, indicator, say) for row in indicator.path)
    return Figure(
        drawn(HEIGHT, draw, report.heading.is_sample, say),
        say("figure.path", number=indicator.number, unit=unit),
        say("figure.path_alt", unit=unit, years=years),
    )


def _kind(row: YearProgress) -> str:
    if row.is_baseline:
        return "baseline"
    if row.verdict in ("not_due", "incomplete"):
        return "running" if row.verdict == "not_due" else "incomplete"
    return row.stage or "provisional"


def _draw_column(axes: Axes, row: YearProgress, indicator: Indicator) -> None:
    x, target, peak = row.year, float(row.target), _peak(indicator)
    top, clear = target, peak / 60
    if row.actual is not None:
        actual, kind = float(row.actual), _kind(row)
        axes.bar(x, actual, COLUMN, linewidth=0.9, zorder=2, **STYLES[kind])
        # In the middle of the column, where the step of a target that is nearly met does not cross it; of a low column
        # on top, and above the target where that is in the way.
        roomy = actual > peak / 8
        is_free = target - actual > 7 * clear or actual >= target
        axes.text(
            x,
            actual / 2 if roomy else max(actual, 0) + clear if is_free else target + 5.2 * clear,
            _label(row, indicator),
            ha="center",
            va="center" if roomy else "bottom",
            weight="bold",
            color="white" if roomy and kind == "final" else INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if roomy and "hatch" in STYLES[kind] else None,
            zorder=5,
        )
        top = max(target, actual)
    _draw_target(axes, row, top + clear, indicator, "bottom")


def _draw_place(axes: Axes, row: YearProgress, indicator: Indicator) -> None:
    """A place as a point: columns would need a zero, which ranks do not have."""
    is_close = row.actual is not None and abs(row.actual - row.target) < 1
    _draw_target(axes, row, float(row.target) - (0.95 if is_close else 0.35), indicator, "bottom")
    if row.actual is None:
        return
    kind, actual = _kind(row), float(row.actual)
    style = STYLES[kind]
    axes.scatter(
        [row.year],
        [actual],
        s=64,
        marker="s" if row.is_baseline else "o",
        facecolor="white" if "hatch" in style else style["facecolor"],
        edgecolor=style["edgecolor"],
        linewidth=1.4,
        zorder=4,
    )
    axes.text(
        row.year, actual + 0.75, _label(row, indicator), ha="center", va="top", weight="bold", color=INK, zorder=5
    )


def _draw_target(axes: Axes, row: YearProgress, y: float, indicator: Indicator, va: str) -> None:
    target = float(row.target)
    axes.plot([row.year - STEP, row.year + STEP], [target] * 2, color=INK, linewidth=2, solid_capstyle="butt", zorder=3)
    axes.text(row.year, y, _target(row, indicator), ha="center", va=va, color=INK, zorder=5)


def _least(indicator: Indicator) -> int:
    return 2 if indicator.unit == "bn_kzt" else 0


def _target(row: YearProgress, indicator: Indicator) -> str:
    return plain(number(row.target, _least(indicator)))


def _label(row: YearProgress, indicator: Indicator) -> str:
    """The label of what was reached; a target missed by little does not read as met."""
    assert row.actual is not None
    return plain(number(row.actual, digits_to_tell(row.actual, row.target, _least(indicator))))


def _values(indicator: Indicator) -> list[float]:
    values = [row.target for row in indicator.path]
    values += [row.actual for row in indicator.path if row.actual is not None]
    return [float(value) for value in values]


def _peak(indicator: Indicator) -> float:
    return max(_values(indicator))


def _frame(axes: Axes, indicator: Indicator) -> None:
    years = [row.year for row in indicator.path]
    edges = [*(year - 0.5 for year in years), years[-1] + 0.5]
    targets = [float(row.target) for row in indicator.path]
    axes.stairs(targets, edges, baseline=None, color=PALE, linewidth=0.9, zorder=1)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    if indicator.is_lower_better:
        axes.set_ylim(_peak(indicator) + 3, min(_values(indicator)) - 2)
    else:
        axes.set_ylim(min(0.0, *_values(indicator)), _peak(indicator) * 1.1)
    axes.set_xticks(years, [str(year) for year in years])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=4, colors=INK)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)


def _legend(canvas: Canvas, indicator: Indicator, say: Say) -> None:
    used = {_kind(row) for row in indicator.path if row.actual is not None}
    entries: list[Line2D | Patch] = [Line2D([], [], color=INK, linewidth=2, label=say("figure.target"))]
    for kind, style in STYLES.items():
        if kind not in used:
            continue
        label = say(f"figure.{kind}")
        if not indicator.is_lower_better:
            entries.append(Patch(**style, label=label))
            continue
        face = "white" if "hatch" in style else style["facecolor"]
        marker = "s" if kind == "baseline" else "o"
        entries.append(
            Line2D(
                [],
                [],
                linestyle="",
                marker=marker,
                markerfacecolor=face,
                markeredgecolor=style["edgecolor"],
                markeredgewidth=1.4,
                markersize=8,
                label=label,
            )
        )
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


def _alt_year(row: YearProgress, indicator: Indicator, say: Say) -> str:
    target = _target(row, indicator)
    if row.actual is None:
        return say("figure.alt_target", year=row.year, target=target)
    key = "figure.alt_baseline" if row.is_baseline else "figure.alt_year"
    return say(key, year=row.year, target=target, actual=_label(row, indicator))
