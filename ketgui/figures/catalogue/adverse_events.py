"""Figure: incidence of adverse events over the enrolled patients."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.bars import LabelledBar, horizontal_bars
from ketgui.figures.spec import Figure, FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.proportion import Proportion
from ketgui.statistics.results.adverse_events import AdverseEvents
from ketgui.text import _, integer, mark, share

KEY, TITLE = "adverse_events", mark("Adverse events")
_MOST_TERMS = 12


def panel(analysis: Analysis) -> Panel:
    """Draw a bar for each term, the most frequent first, and one for serious events."""
    events = analysis[AdverseEvents]
    bars = [_bar(_(term.term), term.patients) for term in events.terms[:_MOST_TERMS]]
    bars.append(_bar(_("serious (any)"), events.serious))
    return horizontal_bars(
        [bar for bar in bars if bar],
        title=_(TITLE),
        axis_label=_("Patients (%)"),
        colour=theme.AFTER,
        reason=_("The file says nothing about adverse events."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    drawn = panel(analysis)
    shown = len(analysis[AdverseEvents].terms)
    caption = _(
        "Patients with each adverse event at least once, of the {n} enrolled, with {interval}.",
        n=integer(analysis.cohort.enrolled),
        interval=analysis.plan.interval_name(),
    )
    if shown > _MOST_TERMS:
        caption += " " + _(
            "The {n} most frequent of {all} terms.", n=integer(_MOST_TERMS), all=integer(shown)
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (drawn,),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=0.6,
    )


FIGURE = Figure(KEY, TITLE, build)


def _bar(name: str, rate: Proportion | Unavailable) -> LabelledBar | None:
    if isinstance(rate, Unavailable):
        return None
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    return LabelledBar(name, rate.percent, share(rate.count, rate.n), rate.ci)
