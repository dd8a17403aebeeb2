"""Figure: incidence of each adverse event as a dot with its interval."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import describe_event_denominator
from ketgui.figures.parts.forest import (
    EstimateLine,
    compute_height_ratio,
    draw_percent_forest,
    make_rate_line,
)
from ketgui.figures.spec import FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, integer, mark

KEY, TITLE = "adverse_event_dots", mark("Incidence of adverse events")
_MOST_TERMS = 20


def draw_panel(analysis: Analysis) -> Panel:
    """Draw any event, serious ones, and each term by falling frequency."""
    events = analysis[AdverseEvents]
    lines = [
        _make_line(_("Any adverse event"), events.any),
        _make_line(_("Serious adverse event"), events.serious),
        *(
            make_rate_line(_(term.term), term.patients, theme.AFTER, "circle")
            for term in events.terms[:_MOST_TERMS]
        ),
    ]
    forest = draw_percent_forest(lines, _(TITLE), _("There is no patient."))
    if isinstance(events.any, Unavailable):
        return Panel(forest.x, forest.y, title=_(TITLE), reason=_(events.any.reason))
    return forest


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    terms, dots = len(analysis[AdverseEvents].terms), draw_panel(analysis)
    caption = _(
        "Patients with each adverse event at least once, with {interval}. {who}",
        interval=analysis.plan.name_interval(),
        who=describe_event_denominator(analysis),
    )
    if terms > _MOST_TERMS:
        caption += " " + _(
            "The {n} most frequent of {all} terms.", n=integer(_MOST_TERMS), all=integer(terms)
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (dots,),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=compute_height_ratio(dots),
    )


FIGURE = Figure(KEY, TITLE, build, tab="adverse_events", priority=10)


def _make_line(name: str, rate: Proportion | Unavailable) -> EstimateLine | None:
    if isinstance(rate, Unavailable):
        return None
    return make_rate_line(name, rate, theme.INK, "diamond")
