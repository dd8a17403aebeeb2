"""A further figure: how many patients there are."""

from __future__ import annotations

from ketgui.figures.figure import Figure
from ketgui.figures.spec import Axis, FigureSpec, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark

KEY, TITLE = "further_figure", mark("Further figure")


def build(analysis: Analysis) -> FigureSpec:
    """Return a symbol at the number of patients."""
    n = float(analysis.cohort.enrolled)
    panel = Panel(Axis(0, n + 1), Axis(0, 1), (Points((n,), (0.5,), "#000000"),))
    return FigureSpec.of(KEY, _(TITLE), (panel,), caption=_(TITLE), invented=False)


FIGURE = Figure(KEY, TITLE, build, tab="outcomes")
