"""Figure: the cohort's response and remission beside published rates."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.forest import Estimated, forest
from ketgui.figures.spec import Figure, FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.proportion import Proportion
from ketgui.statistics.results.literature import Comparison, Literature
from ketgui.text import _, mark, percent, share

KEY, TITLE = "literature_forest", mark("Beside published rates")


def panel(analysis: Analysis, outcome: str, title: str) -> Panel:
    """Draw the cohort's rate with its interval, and each published rate as printed."""
    result = analysis[Literature]
    own = _own(result.response if outcome == "response" else result.remission)
    lines = [_line(one, outcome) for one in result.comparisons]
    return forest(
        [line for line in (own, *lines) if line] if own else [],
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
            panel(analysis, "response", _("Response")),
            panel(analysis, "remission", _("Remission")),
        ),
        caption=_(
            "Response and remission of this cohort ({interval}) beside published rates. Open "
            "symbols: not like for like (scale, infusions or dose differ or are not stated).",
            interval=analysis.plan.interval_name(),
        ),
        invented=analysis.cohort.invented,
        columns=2,
        height_ratio=0.5,
    )


FIGURE = Figure(KEY, TITLE, build)


def _own(rate: Proportion) -> Estimated | None:
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    words = share(rate.count, rate.n)
    return Estimated(_("This cohort"), rate.percent, words, rate.ci, theme.AFTER, "diamond")


def _line(one: Comparison, outcome: str) -> Estimated | None:
    published = one.published
    value = published.response if outcome == "response" else published.remission
    if value is None:
        return None
    return Estimated(
        published.study,
        value,
        percent(value),
        None,
        theme.BEFORE,
        "square",
        filled=not one.differs,
    )
