"""Figure: paired estimation plot after Gardner and Altman, with the bootstrap distribution."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.catalogue.outcomes import before_after
from ketgui.figures.catalogue.outcomes.before_after import AFTER, BEFORE
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many
from ketgui.figures.parts.denominators import name_difference, write_paired_caption
from ketgui.figures.parts.density import estimate_density
from ketgui.figures.parts.outcome_groups import group_rated, make_legend
from ketgui.figures.parts.tables import tabulate_pairs
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
# Positions on the x axis: the two intervals of the difference, the distribution of the resampled
# means, the axis of the difference, and the right edge of the panel.
_T_AT, _BCA_AT, _OWN_AXIS, _RIGHT = 2.72, 2.95, 3.6, 3.72
_CLOUD_FROM, _CLOUD_WIDE = 3.02, 0.5
# The means of fewer patients' resamples take too few values for a smooth outline.
_LEAST_RESAMPLED = 8
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
        (
            (_T_AT + _OWN_AXIS) / 2,
            "\n".join((_name_own_axis(analysis), *_describe_mean(analysis))),
        ),
    )
    return Panel(
        Axis(0.52, _RIGHT, "", ticks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title)),
        (*before_after.draw_patients(analysis), *_draw_difference(analysis)),
        title=_("{scale} before and after, and the mean difference", scale=scale.title),
        legend=make_legend(groups),
        reason="" if pairs.analysed else _("No patient has a rating both before and after."),
        table=partial(tabulate_pairs, analysis),
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
        own = _("mean difference with its {interval} from the t distribution (t)", interval=name)
    else:
        own = _(
            "mean difference with its {interval} from the t distribution (t) and from the "
            "bootstrap (BCa, seed {seed})",
            interval=name,
            seed=str(analysis.plan.bootstrap_seed),
        )
    if len(_get_resampled(analysis)):
        own += _(", and the distribution of the resampled means")
    return _(
        "Left: each patient's score before and after, and the means with {interval}. Right: "
        "{difference}, on an axis whose zero lies at the mean before.",
        interval=name,
        difference=own,
    )


def _list_intervals(analysis: Analysis) -> list[tuple[str, float, Limits]]:
    """Return the intervals of the mean difference that there are: name, position and limits."""
    named = (
        (_("t"), _T_AT, analysis[PairedChange].difference_ci),
        (_("BCa"), _BCA_AT, analysis[RobustChange].bootstrap_ci),
    )
    return [(name, at, ci) for name, at, ci in named if not isinstance(ci, Unavailable)]


def _describe_mean(analysis: Analysis) -> tuple[str, ...]:
    """Return the mean difference, then each interval with its name."""
    mean = analysis[PairedChange].mean_difference
    if isinstance(mean, Unavailable):
        return ()
    named = (f"{name} {interval(*ci)}" for name, _at, ci in _list_intervals(analysis))
    return (number(mean), *named)


def _draw_difference(analysis: Analysis) -> tuple[Mark, ...]:
    """Return the means, and everything about their difference."""
    change = analysis[PairedChange]
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        return ()
    intervals, resampled = _list_intervals(analysis), _get_resampled(analysis)
    sign = _get_sign(analysis)
    drawn_values = [
        0.0,
        sign * (after - before),
        *(limit for _name, _at, ci in intervals for limit in ci),
        *(resampled[[0, -1]] if len(resampled) else ()),
    ]
    return (
        # Both means are carried to the axis of the difference.
        Lines(
            (((BEFORE, before), (_OWN_AXIS, before)), ((AFTER, after), (_OWN_AXIS, after))),
            theme.SOFT_INK,
            0.6,
            dash="dashed",
        ),
        *before_after.draw_means(change, "ci"),
        *((_draw_distribution(resampled, before, sign),) if len(resampled) else ()),
        *(mark for named in intervals for mark in _draw_interval(named, before, sign)),
        *_draw_estimates(analysis, [at for _name, at, _ci in intervals], after),
        *_make_own_axis(analysis, before, (min(drawn_values), max(drawn_values))),
    )


def _draw_interval(
    named: tuple[str, float, Limits], before: float, sign: float
) -> tuple[Mark, ...]:
    """Return an interval of the difference with its name at its upper end."""
    name, at, ci = named
    # A difference d is drawn at (mean before − d), so that it ends at the mean after.
    low, high = sorted(before + sign * limit for limit in ci)
    return (
        ErrorBars((at,), (low,), (high,), theme.INK, 1.2, 0),
        DirectLabel(at, high, name, anchor="centre", above=True, dy=1),
    )


def _draw_estimates(analysis: Analysis, places: list[float], after: float) -> tuple[Points, ...]:
    at = tuple(places or [_T_AT])
    text = f"{_('Mean difference')}: {'; '.join(_describe_mean(analysis))}"
    return (Points(at, (after,) * len(at), theme.INK, "circle", 4.5, hover=(text,) * len(at)),)


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
    if analysis.pairs.analysed < _LEAST_RESAMPLED:
        return np.empty(0)
    difference = analysis.pairs.complete().difference
    return np.sort(resample_means(difference, analysis.plan.bootstrap_seed))


def _draw_distribution(resampled: Scores, zero: float, sign: float) -> Area:
    at, heights = estimate_density(resampled, float(resampled[0]), float(resampled[-1]))
    left = _CLOUD_FROM
    # The distribution lies on its side: heights to the right, the differences along the scores.
    edge = [
        (left + _CLOUD_WIDE * float(h), zero + sign * float(d))
        for d, h in zip(at, heights, strict=True)
    ]
    outline = ((left, zero + sign * float(at[0])), *edge, (left, zero + sign * float(at[-1])))
    return Area(outline, theme.SOFT_INK, 0.3)


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
