"""Figure: incidence of adverse events over the enrolled patients."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.domain.events.adverse_events import SEVERITY_ORDER
from ketgui.domain.events.event_plan import SeverityScale, get_severity_titles
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.bars import BarPart, LabelledBar, draw_horizontal_bars
from ketgui.figures.parts.denominators import describe_event_denominator
from ketgui.figures.spec import FigureSpec, LegendEntry, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents, EventTerm
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, integer, mark, share

KEY, TITLE = "adverse_events", mark("Adverse events")
_MOST_TERMS = 12
_SILENT = mark("Severity not recorded")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a bar for each term, the most frequent first, and one for serious events."""
    events = analysis[AdverseEvents]
    terms = events.terms[:_MOST_TERMS]
    scale = analysis.plan.events.severity_scale
    bars = [_make_bar(_(term.term), term.patients, _make_parts(term, scale)) for term in terms]
    # An empty box, which no severity has: severe is not serious.
    bars.append(_make_bar(_("serious (any)"), events.serious, colour=theme.PAPER))
    return draw_horizontal_bars(
        [bar for bar in bars if bar],
        legend=make_severity_legend([term.by_severity for term in terms], scale),
        title=_(TITLE),
        axis_label=_("Patients (%)"),
        colour=theme.AFTER,
        reason=_("The file says nothing about adverse events."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    bars = draw_panel(analysis)
    terms = len(analysis[AdverseEvents].terms)
    caption = _(
        "Patients with each adverse event at least once, with {interval}. {who}",
        interval=analysis.plan.name_interval(),
        who=describe_event_denominator(analysis),
    )
    if any(term.max_severity for term in analysis[AdverseEvents].terms):
        caption += " " + _("Shading: the highest severity in each patient.")
    if terms > _MOST_TERMS:
        caption += " " + _(
            "The {n} most frequent of {all} terms.", n=integer(_MOST_TERMS), all=integer(terms)
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (bars,),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=0.6,
    )


FIGURE = Figure(KEY, TITLE, build, tab="adverse_events", priority=20, main=True)


def make_severity_legend(
    counted: Sequence[tuple[tuple[str, int], ...]], scale: SeverityScale
) -> tuple[LegendEntry, ...]:
    """Return an entry for each severity that is drawn; none where no severity is recorded."""
    present = {level for levels in counted for level, _n in levels}
    # Only "not recorded": shades without a meaning need no legend.
    if present <= {""}:
        return ()
    return tuple(
        LegendEntry(_name_line(level, scale), theme.SEVERITY[level], box=True, hatch=not level)
        for level in ("", *SEVERITY_ORDER)
        if level in present
    )


def _name_line(level: str, scale: SeverityScale) -> str:
    title = get_severity_titles(scale).get(level, _SILENT)
    return _(title)


def _make_parts(term: EventTerm, scale: SeverityScale) -> tuple[BarPart, ...]:
    """Return a bar's parts by highest severity; none where no severity is recorded."""
    if not term.max_severity:
        return ()
    return tuple(
        BarPart(
            100 * n / term.patients.n,
            theme.SEVERITY[level],
            f"{_name_line(level, scale)} {share(n, term.patients.n)}",
            hatch=not level,
        )
        for level, n in term.by_severity
    )


def _make_bar(
    name: str, rate: Proportion | Unavailable, parts: tuple[BarPart, ...] = (), colour: str = ""
) -> LabelledBar | None:
    if isinstance(rate, Unavailable):
        return None
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    return LabelledBar(
        name, rate.percent, share(rate.count, rate.n), rate.ci, colour=colour, parts=parts
    )
