"""Figure: paired estimation plot after Gardner and Altman, with the bootstrap distribution."""

from __future__ import annotations

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.catalogue import before_after
from ketgui.figures.denominators import paired_caption
from ketgui.figures.density import density
from ketgui.figures.spec import Area, Axis, Errors, Figure, FigureSpec, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.bootstrap import resampled_means
from ketgui.statistics.results.paired_change import PairedChange
from ketgui.statistics.results.robust_change import RobustChange
from ketgui.text import _, interval, mark, number

KEY, TITLE = "estimation", mark("Estimation plot")
_MOST_RESAMPLED = 5000


def panel(analysis: Analysis) -> Panel:
    """Draw the distribution of the resampled mean difference, its mean and its interval."""
    difference = analysis.pairs.complete().difference
    change, robust = analysis[PairedChange], analysis[RobustChange]
    scale = analysis.plan.rating_scale
    low, high = _range(difference, scale.high - scale.low)
    marks: list[Mark] = [Rule(0, theme.INK, dash="solid", label=_("no change"))]
    if 2 < len(difference) <= _MOST_RESAMPLED:
        marks.append(_distribution(difference, analysis.plan.bootstrap_seed))
    if not isinstance(change.mean_difference, Unavailable):
        words = number(change.mean_difference)
        ci = robust.bootstrap_ci
        if isinstance(ci, Unavailable):
            ci = change.difference_ci
        if not isinstance(ci, Unavailable):
            marks.append(Errors((0.0,), (ci[0],), (ci[1],), theme.INK, 1.6, 0))
            words = f"{words} {interval(*ci)}"
        marks.append(
            Points((0.0,), (change.mean_difference,), theme.INK, "circle", 6.0,
                   hover=(f"{_('Mean difference')}: {words}",))
        )  # fmt: skip
    return Panel(
        Axis(-0.4, 1.1, "", ((0.0, _("Before − after")),)),
        Axis(low, high, _("Mean difference"), grid=True),
        tuple(marks),
        title=_("Mean difference"),
        reason="" if len(difference) else _("No patient has a rating both before and after."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return both panels: the scores, and the difference."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (before_after.panel(analysis), panel(analysis)),
        caption=paired_caption(
            analysis,
            _caption(analysis),
        ),
        invented=analysis.cohort.invented,
        columns=2,
        height_ratio=0.66,
    )


FIGURE = Figure(KEY, TITLE, build)


def _caption(analysis: Analysis) -> str:
    name = analysis.plan.interval_name()
    if isinstance(analysis[RobustChange].bootstrap_ci, Unavailable):
        return _(
            "Left: each patient's score before and after. Right: mean difference with its t "
            "interval ({interval}).",
            interval=name,
        )
    return _(
        "Left: each patient's score before and after. Right: mean difference with its BCa "
        "bootstrap interval ({interval}, seed {seed}) and the distribution of the resampled "
        "means.",
        interval=name,
        seed=str(analysis.plan.bootstrap_seed),
    )


def _range(difference: np.ndarray, widest: float) -> tuple[float, float]:
    if len(difference) == 0:
        return -1.0, 1.0
    low, high = min(0.0, float(difference.min())), max(0.0, float(difference.max()))
    margin = max(1.0, 0.08 * (high - low))
    return max(low - margin, -widest), min(high + margin, widest)


def _distribution(difference: np.ndarray, seed: int) -> Area:
    means = resampled_means(difference, seed)
    at, heights = density(means, float(means.min()), float(means.max()))
    edge = [(0.12 + 0.8 * float(h), float(y)) for y, h in zip(at, heights, strict=True)]
    return Area(((0.12, float(at[0])), *edge, (0.12, float(at[-1]))), theme.AFTER, 0.45)
