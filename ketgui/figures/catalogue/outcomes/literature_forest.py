"""Figure: the cohort's response and remission beside published rates."""

from __future__ import annotations

from dataclasses import replace

from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import describe_rates, explain_no_rate
from ketgui.figures.parts.forest import (
    Estimate,
    EstimateLine,
    compute_height_ratio,
    draw_forest,
    make_rate,
)
from ketgui.figures.parts.rows import GroupHeading
from ketgui.figures.spec import FigureSpec, LegendEntry, Panel, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.literature import Comparison, Literature
from ketgui.text import _, mark, percent

KEY, TITLE = "literature_forest", mark("Comparison with published rates")
_LOOKS: dict[str, tuple[str, Symbol]] = {
    "response": (theme.RESPONDER, "square"),
    "remission": (theme.REMITTER, "diamond"),
}
# What stands in place of a rate that a study does not give.
_NOTHING = "–"


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the cohort's rates with their intervals, then each published study as printed."""
    result = analysis[Literature]
    own = _make_own_line(result)
    studies = [_make_line(comparison) for comparison in result.comparisons]
    # Two lines each, so that names and numbers leave room for the rates.
    header = GroupHeading(f"\n{_('Study')}", _("response · remission").replace("· ", "·\n"))
    forest = draw_forest(
        [header, own, *(line for line in studies if line)] if own else (),
        title=_(TITLE),
        axis_label=_("Patients (%)"),
        low=0,
        high=100,
        reason=explain_no_rate(analysis),
        columns=(_("Study"), _("Response"), _("Remission"), _("Not like for like")),
    )
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


def _make_own_line(result: Literature) -> EstimateLine | None:
    rates = {"response": result.response, "remission": result.remission}
    drawn = {key: make_rate(rate, *_LOOKS[key]) for key, rate in rates.items()}
    texts = {
        key: percent(estimate.value) if estimate else _NOTHING for key, estimate in drawn.items()
    }
    estimates = tuple(estimate for estimate in drawn.values() if estimate)
    if not estimates:
        return None
    return _join(_("This cohort"), texts, estimates)


def _make_line(comparison: Comparison) -> EstimateLine | None:
    published = comparison.published
    rates = {"response": published.response, "remission": published.remission}
    texts = {key: percent(rate) if rate is not None else _NOTHING for key, rate in rates.items()}
    estimates = tuple(
        Estimate(rate, None, *_LOOKS[key], filled=not comparison.differs)
        for key, rate in rates.items()
        if rate is not None
    )
    return _join(published.study, texts, estimates, comparison.differs) if estimates else None


def _join(
    name: str,
    texts: dict[str, str],
    estimates: tuple[Estimate, ...],
    differs: tuple[str, ...] = (),
) -> EstimateLine:
    cells = (*texts.values(), "; ".join(_(reason) for reason in differs))
    text = " · ".join(texts.values())
    return EstimateLine(name.replace(" (", "\n("), text, estimates, name, cells)
