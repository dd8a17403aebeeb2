"""Figure: the cohort's response and remission beside published rates."""

from __future__ import annotations

from ketgui.figures import theme
from ketgui.figures.denominators import rates_words
from ketgui.figures.forest import Estimated, estimated_rate, percent_forest
from ketgui.figures.spec import Figure, FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.literature import Comparison, Literature
from ketgui.text import _, mark, percent

KEY, TITLE = "literature_forest", mark("Beside published rates")


def panel(analysis: Analysis, outcome: str, title: str) -> Panel:
    """Draw the cohort's rate with its interval, and each published rate as printed."""
    result = analysis[Literature]
    rate = result.response if outcome == "response" else result.remission
    own = estimated_rate(_("This cohort"), rate, theme.AFTER, "diamond")
    published = [_line(one, outcome) for one in result.comparisons]
    return percent_forest([own, *published] if own else [], title)


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
        )
        + f" {rates_words(analysis)}",
        invented=analysis.cohort.invented,
        columns=2,
        height_ratio=0.5,
    )


FIGURE = Figure(KEY, TITLE, build)


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
