"""Figure: how the rates move with the cut-off."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.forest import Estimated, forest
from ketgui.figures.spec import Figure, FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.cut_offs import CutOff, CutOffs
from ketgui.text import _, mark, share

KEY, TITLE = "cut_off_strip", mark("Rates by cut-off")
_COLOURS = {"response": theme.RESPONDER, "remission": theme.REMITTER}


def panel(analysis: Analysis, outcome: str, title: str) -> Panel:
    """Draw one outcome's rate under each cut-off; the plan's own has a star."""
    lines = [_line(one) for one in analysis[CutOffs].of(outcome)]
    return forest(
        [line for line in lines if line],
        title=title,
        axis_label=_("Patients (%)"),
        low=0,
        high=100,
        reason=_("There is no patient."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return response left, remission right."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (
            panel(analysis, "response", _("Response by cut-off")),
            panel(analysis, "remission", _("Remission by cut-off")),
        ),
        caption=_(
            "Rates of response (percent reduction) and remission (score after) under the cut-offs "
            "in use, with {interval}; a star marks the definition of this analysis.",
            interval=analysis.plan.interval_name(),
        ),
        invented=analysis.cohort.invented,
        columns=2,
        height_ratio=0.42,
    )


FIGURE = Figure(KEY, TITLE, build)


def _line(one: CutOff) -> Estimated | None:
    if isinstance(one.rate.percent, Unavailable) or isinstance(one.rate.ci, Unavailable):
        return None
    return Estimated(
        one.rule,
        one.rate.percent,
        share(one.rate.count, one.rate.n),
        one.rate.ci,
        _COLOURS[one.outcome],
        "star" if one.chosen else "square",
    )
