"""Figure: response and remission."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.bars import LabelledBar, draw_vertical_bars
from ketgui.figures.parts.denominators import describe_rates, explain_no_rate
from ketgui.figures.spec import FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, mark, plural_start, share

KEY, TITLE = "response_remission", mark("Response and remission")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a bar with its interval for response, partial response and remission."""
    outcomes, plan = analysis[Outcomes], analysis.plan
    bars = (
        _make_bar(_("Response"), plan.format_response(), outcomes.response, theme.RESPONDER),
        _make_bar(
            _("Partial response"),
            plan.format_partial_response(),
            outcomes.partial_response,
            theme.PARTIAL,
        ),
        _make_bar(_("Remission"), plan.format_remission(), outcomes.remission, theme.REMITTER),
    )
    return draw_vertical_bars(
        [bar for bar in bars if bar],
        title=_(TITLE),
        axis_label=_("Patients (%)"),
        colour=theme.RESPONDER,
        reason=explain_no_rate(analysis),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=write_caption(analysis),
        invented=analysis.cohort.invented,
        height_ratio=0.75,
    )


def write_caption(analysis: Analysis) -> str:
    """Return the definitions in words, from the same plan by which patients were counted."""
    plan = analysis.plan
    if not plan.has_outcome:
        return explain_no_rate(analysis)
    sentence = " ".join(
        (*_list_definitions(plan), _("Bars: {interval}.", interval=plan.name_interval()))
    )
    if unrated := analysis[Outcomes].unrated_counted:
        sentence += " " + plural_start(
            "{n} patient without both ratings counted as not reaching an outcome.",
            "{n} patients without both ratings counted as not reaching an outcome.",
            unrated,
        )
    return f"{sentence} {describe_rates(analysis)}"


def _list_definitions(plan: AnalysisPlan) -> Iterator[str]:
    """Yield the definitions that are set: what is not set has no bar."""
    scale = plan.rating_scale.title
    if not isinstance(plan.response, Unavailable):
        yield _("Response: {response}.", response=plan.describe_response())
    if plan.has_partial_response:
        rule = plan.describe_partial_response()
        yield _("Partial response: {partial}.", partial=rule)
    if not isinstance(plan.remission, Unavailable):
        rule = plan.format_remission()
        yield _("Remission: a {scale} score {rule} after treatment.", scale=scale, rule=rule)


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=70, main=True)


def _make_bar(name: str, rule: str, rate: Proportion, colour: str) -> LabelledBar | None:
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    # The rule is printed under the name, so that no bar is read by another definition.
    return LabelledBar(f"{name}\n{rule}", rate.percent, share(rate.count, rate.n), rate.ci, colour)
