"""Drawings: SVG by matplotlib, equal bytes for equal figures."""

from naukograd.report.figures.changes import changes_figure
from naukograd.report.figures.path import path_figure

__all__ = ["changes_figure", "path_figure"]
