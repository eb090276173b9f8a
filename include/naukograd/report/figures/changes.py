"""What made the value change against the year before, part by part, as columns above and below nought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matplotlib.figure import Figure as Canvas

from naukograd.report.figures.canvas import ACCENT, INK, PALE, QUIET, drawn
from naukograd.report.marks import plain
from naukograd.report.messages import Say
from naukograd.report.model import Change, Indicator, Report
from naukograd.report.page import Figure
from naukograd.report.russian import digits_to_tell, signed
from naukograd.report.wording import DIGITS

COLUMN, HEIGHT = 0.56, 1.8


def changes_figure(report: Report, indicator: Indicator, parts: tuple[Change, ...], whole: Decimal, say: Say) -> Figure:
    """The programme's parts and, last, the ``whole`` change. Not stacked on the value, which would dwarf them."""
    values = [*(part.value for part in parts), whole]
    names = [*(say(f"component_short.{part.component}") for part in parts), say("figure.whole_change")]
    least = DIGITS[indicator.unit]
    labels = [plain(signed(value, digits_to_tell(value, Decimal(0), least))) for value in values]

    def draw(canvas: Canvas) -> None:
        axes = canvas.add_axes((0.005, 0.23, 0.99, 0.64))
        low, high = float(min(Decimal(0), *values)), float(max(Decimal(0), *values))
        room = (high - low or 1.0) / 5
        for at, (value, label) in enumerate(zip(values, labels, strict=True)):
            rises, is_sum = value >= 0, at == len(parts)
            style: dict[str, Any] = (
                {"facecolor": PALE, "edgecolor": QUIET} if is_sum else {"facecolor": ACCENT, "edgecolor": ACCENT}
            )
            if not rises:
                style |= {"facecolor": "white", "hatch": "////"}
            axes.bar(at, float(value), COLUMN, linewidth=0.9, zorder=2, **style)
            shift = room / 8 if rises else -room / 8
            va = "bottom" if rises else "top"
            axes.text(at, float(value) + shift, label, ha="center", va=va, weight="bold", color=INK)
        axes.axhline(0, color=QUIET, linewidth=0.8, zorder=3)
        axes.set_xlim(-0.55, len(values) - 0.45)
        axes.set_ylim(low - (room if low < 0 else 0), high + room)
        axes.set_xticks(range(len(values)), names)
        axes.set_yticks([])
        axes.tick_params(axis="x", length=0, pad=4, colors=INK)
        axes.spines[["left", "right", "top", "bottom"]].set_visible(False)

    told = "; ".join(f"{name}: {label}" for name, label in zip(names, labels, strict=True))
    return Figure(
        drawn(HEIGHT, draw, report.heading.is_sample, say),
        say("figure.changes", before=report.year - 1, year=report.year, unit=say(f"unit_name.{indicator.unit}")),
        say("figure.changes_alt", parts=told),
    )
