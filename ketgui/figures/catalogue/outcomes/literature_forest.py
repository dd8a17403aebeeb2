"""Figure: the cohort's response and remission beside published rates."""

from __future__ import annotations

from dataclasses import replace

from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import describe_rates, explain_no_rate
from ketgui.figures.parts.forest import (
    EstimateLine,
    compute_height_ratio,
    draw_percent_forest,
    make_rate_line,
)
from ketgui.figures.spec import FigureSpec, LegendEntry, Panel, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.literature import Comparison, Literature
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, mark, percent

KEY, TITLE = "literature_forest", mark("Comparison with published rates")
_LOOKS: dict[str, tuple[str, Symbol]] = {
    "response": (theme.RESPONDER, "square"),
    "remission": (theme.REMITTER, "diamond"),
}


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the cohort's rates with their intervals, then each published rate as printed."""
    result = analysis[Literature]
    own = [
        _make_own_line(_("This cohort, response"), result.response, "response"),
        _make_own_line(_("This cohort, remission"), result.remission, "remission"),
    ]
    published = [
        line
        for comparison in result.comparisons
        for line in (_make_line(comparison, "response"), _make_line(comparison, "remission"))
    ]
    lines = [*own, *published] if any(own) else []
    forest = draw_percent_forest(lines, _(TITLE), explain_no_rate(analysis))
    entries = (
        LegendEntry(_("Response"), *_LOOKS["response"]),
        LegendEntry(_("Remission"), *_LOOKS["remission"]),
        LegendEntry(_("Not like for like"), theme.SOFT_INK, "square", filled=False),
    )
    return replace(forest, legend=() if forest.reason else entries)


def build(analysis: Analysis) -> FigureSpec:
    """Return one column, legible at the width of a column of text."""
    forest = draw_panel(analysis)
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (forest,),
        caption=_(
            "Response and remission in this cohort ({interval}) and in published studies. "
            "Open symbols: not directly comparable (scale, number of infusions or dose differ "
            "or are not stated).",
            interval=analysis.plan.name_interval(),
        )
        + f" {describe_rates(analysis)}",
        invented=analysis.cohort.invented,
        height_ratio=compute_height_ratio(forest),
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=110)


def _make_own_line(name: str, rate: Proportion, outcome: str) -> EstimateLine | None:
    colour, symbol = _LOOKS[outcome]
    return make_rate_line(name, rate, colour, symbol)


def _make_line(comparison: Comparison, outcome: str) -> EstimateLine | None:
    published = comparison.published
    value = published.response if outcome == "response" else published.remission
    if value is None:
        return None
    colour, symbol = _LOOKS[outcome]
    outcome_name = _("response") if outcome == "response" else _("remission")
    # A study's name is given once, beside the first of its rates.
    name = "" if outcome == "remission" and published.response is not None else published.study
    return EstimateLine(
        name,
        value,
        percent(value),
        None,
        colour,
        symbol,
        filled=not comparison.differs,
        full_name=f"{published.study}, {outcome_name}",
    )
