"""Figure: paired estimation plot after Gardner and Altman, with the bootstrap distribution."""

from __future__ import annotations

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.catalogue.outcomes import before_after
from ketgui.figures.catalogue.outcomes.before_after import AFTER, BEFORE, MEAN_OFFSET
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many
from ketgui.figures.parts.denominators import name_difference, write_paired_caption
from ketgui.figures.parts.density import estimate_density
from ketgui.figures.parts.outcome_groups import group_rated, make_legend
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import (
    Area,
    Axis,
    DirectLabel,
    ErrorBars,
    FigureSpec,
    Lines,
    Mark,
    Panel,
    Points,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.pairing import Scores
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.rows import Limits
from ketgui.statistics.tests.bootstrap import resample_means
from ketgui.text import _, integer, interval, mark, number

KEY, TITLE = "estimation", mark("Estimation plot")
# Positions on the x axis: the difference, its own axis, and the right edge of the panel.
_DIFFERENCE, _OWN_AXIS, _RIGHT = 2.8, 3.6, 3.72
_CLOUD_FROM, _CLOUD_WIDE = 0.1, 0.6
_TICK = 0.05


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the scores, and beside them the mean difference on an axis of its own.

    The zero of that axis is at the mean before, so that the mean difference is at the mean after.
    """
    scale, pairs = analysis.plan.rating_scale, analysis.pairs
    n = _("n = {n}", n=integer(pairs.analysed))
    groups = () if are_many(pairs.analysed) else group_rated(analysis)
    ticks = (
        (BEFORE, f"{_('Before')}\n{n}"),
        (AFTER, f"{_('After')}\n{n}"),
        (_DIFFERENCE + 0.3, f"{_name_own_axis(analysis)}\n{_describe_mean(analysis)}"),
    )
    return Panel(
        Axis(0.55, _RIGHT, "", ticks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title)),
        (*before_after.draw_patients(analysis), *_draw_difference(analysis)),
        title=_("{scale} before and after, and the mean difference", scale=scale.title),
        legend=make_legend(groups),
        reason="" if pairs.analysed else _("No patient has a rating both before and after."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=write_paired_caption(analysis, _write_caption(analysis)),
        invented=analysis.cohort.invented,
        height_ratio=0.8,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=20, singled=before_after.draw_singly)


def _write_caption(analysis: Analysis) -> str:
    name = analysis.plan.name_interval()
    if isinstance(analysis[RobustChange].bootstrap_ci, Unavailable):
        own = _("mean difference with its t interval ({interval})", interval=name)
    else:
        own = _(
            "mean difference with its BCa bootstrap interval ({interval}, seed {seed}) and the "
            "distribution of the resampled means",
            interval=name,
            seed=str(analysis.plan.bootstrap_seed),
        )
    return _(
        "Left: each patient's score before and after, and the means with {interval}. Right: "
        "{difference}, on an axis whose zero lies at the mean before.",
        interval=name,
        difference=own,
    )


def _find_interval(analysis: Analysis) -> Limits | None:
    """Return the interval of the mean difference: of the bootstrap, else of t."""
    for ci in (analysis[RobustChange].bootstrap_ci, analysis[PairedChange].difference_ci):
        if not isinstance(ci, Unavailable):
            return ci
    return None


def _describe_mean(analysis: Analysis) -> str:
    mean, ci = analysis[PairedChange].mean_difference, _find_interval(analysis)
    if isinstance(mean, Unavailable):
        return ""
    return f"{number(mean)} {interval(*ci)}" if ci else number(mean)


def _draw_difference(analysis: Analysis) -> tuple[Mark, ...]:
    """Return the means, and everything about their difference."""
    change = analysis[PairedChange]
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        return ()
    ci, resampled = _find_interval(analysis), _get_resampled(analysis)
    sign = _get_sign(analysis)
    hover = (f"{_('Mean difference')}: {_describe_mean(analysis)}",)
    errors = None
    # A difference d is drawn at (mean before − d), so that it ends at the mean after.
    if ci:
        low, high = sorted(before + sign * limit for limit in ci)
        errors = ErrorBars((_DIFFERENCE,), (low,), (high,), theme.INK, 1.6, 0)
    drawn_values = [
        0.0,
        sign * (after - before),
        *(ci or ()),
        *(resampled[[0, -1]] if len(resampled) else ()),
    ]
    return (
        Lines(
            (((BEFORE - MEAN_OFFSET, before), (_OWN_AXIS, before)),
             ((AFTER + MEAN_OFFSET, after), (_OWN_AXIS, after))),
            theme.SOFT_INK, 0.6, dash="dashed",
        ),
        *before_after.draw_means(change, "ci"),
        *((_draw_distribution(resampled, before, sign),) if len(resampled) else ()),
        *((errors,) if errors else ()),
        Points((_DIFFERENCE,), (after,), theme.INK, "circle", 6.0, hover=hover),
        *_make_own_axis(analysis, before, (min(drawn_values), max(drawn_values))),
    )  # fmt: skip


def _get_sign(analysis: Analysis) -> float:
    """Return 1 where an improvement leads up the axis of the scores, −1 where it leads down."""
    return 1.0 if analysis.pairs.is_rising else -1.0


def _name_own_axis(analysis: Analysis) -> str:
    name = name_difference(analysis)
    return name[:1].upper() + name[1:]


def _get_resampled(analysis: Analysis) -> Scores:
    """Return the resampled means of the difference, sorted; none where there is no bootstrap."""
    if isinstance(analysis[RobustChange].bootstrap_ci, Unavailable):
        return np.empty(0)
    difference = analysis.pairs.complete().difference
    return np.sort(resample_means(difference, analysis.plan.bootstrap_seed))


def _draw_distribution(resampled: Scores, zero: float, sign: float) -> Area:
    at, heights = estimate_density(resampled, float(resampled[0]), float(resampled[-1]))
    left = _DIFFERENCE + _CLOUD_FROM
    # The distribution lies on its side: heights to the right, the differences along the scores.
    edge = [
        (left + _CLOUD_WIDE * float(h), zero + sign * float(d))
        for d, h in zip(at, heights, strict=True)
    ]
    outline = ((left, zero + sign * float(at[0])), *edge, (left, zero + sign * float(at[-1])))
    return Area(outline, theme.AFTER, 0.45)


def _make_own_axis(analysis: Analysis, zero: float, reach: Limits) -> tuple[Mark, ...]:
    """Return the axis of the difference: a line with ticks at their positions on the scale."""
    scale, widest = analysis.plan.rating_scale, max(2.0, 1.3 * (reach[1] - reach[0]))
    middle = (reach[0] + reach[1]) / 2
    low, high = middle - widest / 2, middle + widest / 2
    # The axis may not extend beyond the scale of the scores, beside which it is drawn.
    sign = _get_sign(analysis)
    least, most = sorted(sign * (end - zero) for end in (scale.low, scale.high))
    low, high = max(low, least), min(high, most)
    ticks = find_round_ticks(low, high, 5)
    line = ((_OWN_AXIS, zero + sign * low), (_OWN_AXIS, zero + sign * high))
    places = [(zero + sign * at, label) for at, label in ticks]
    marks = tuple(((_OWN_AXIS, y), (_OWN_AXIS + _TICK, y)) for y, _label in places)
    return (
        Lines((line, *marks), theme.INK, theme.AXIS_WIDTH),
        *(DirectLabel(_OWN_AXIS + _TICK, y, label, dx=2) for y, label in places),
    )
