"""Figure: how the rates move with the cut-off."""

from __future__ import annotations

from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import describe_rates, explain_no_rate
from ketgui.figures.parts.forest import (
    EstimateLine,
    compute_height_ratio,
    draw_percent_forest,
    make_rate_line,
)
from ketgui.figures.spec import FigureSpec, Panel, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.cut_offs import CutOff, CutOffs
from ketgui.text import _, mark

KEY, TITLE = "cut_off_strip", mark("Rates by cut-off")
_COLOURS = {"response": theme.RESPONDER, "remission": theme.REMITTER}


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the rate under each cut-off, response above remission; the plan's own has a star."""
    lines = [_make_line(cut_off) for cut_off in analysis[CutOffs].cut_offs]
    return draw_percent_forest(lines, _(TITLE), explain_no_rate(analysis))


def build(analysis: Analysis) -> FigureSpec:
    """Return both outcomes in one column, legible at the width of a column of text."""
    strip = draw_panel(analysis)
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (strip,),
        caption=_(
            "Rates of response (percent reduction) and remission (score after) under the cut-offs "
            "in use, with {interval}; a star marks the definition of this analysis.",
            interval=analysis.plan.name_interval(),
        )
        + f" {describe_rates(analysis)}",
        invented=analysis.cohort.invented,
        height_ratio=compute_height_ratio(strip),
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=80)


def _make_line(cut_off: CutOff) -> EstimateLine | None:
    symbol: Symbol = "star" if cut_off.chosen else "square"
    template = _("response {rule}") if cut_off.outcome == "response" else _("remission {rule}")
    name = template.format(rule=cut_off.rule)
    return make_rate_line(
        name[:1].upper() + name[1:], cut_off.rate, _COLOURS[cut_off.outcome], symbol
    )
