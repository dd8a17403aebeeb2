"""Figure: normal quantile–quantile plot of the differences."""

from __future__ import annotations

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.spec import Axis, Figure, FigureSpec, Lines, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.paired_change import PairedChange
from ketgui.text import _, mark, number, p_value

KEY, TITLE = "normal_quantiles", mark("Normal quantiles of the differences")


def panel(analysis: Analysis) -> Panel:
    """Draw the sorted differences against normal quantiles, and the line they should follow."""
    pairs, change = analysis.pairs.complete(), analysis[PairedChange]
    n = len(pairs.before)
    mean, sd = change.mean_difference, change.sd_difference
    if n < 3 or isinstance(mean, Unavailable) or isinstance(sd, Unavailable) or sd == 0:
        reason = _("Fewer than three patients have both ratings, or all changed alike.")
        return Panel(Axis(0, 1), Axis(0, 1), title=_(TITLE), reason=reason)
    from scipy.special import ndtri

    order = np.argsort(pairs.difference, kind="stable")
    difference = pairs.difference[order]
    # Blom's (1958) plotting positions.
    quantiles = ndtri((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    reach = float(np.abs(quantiles).max()) * 1.08
    ends = mean - reach * sd, mean + reach * sd
    margin = 0.06 * (ends[1] - ends[0])
    low, high = min(ends[0], float(difference[0])), max(ends[1], float(difference[-1]))
    ids = tuple(map(str, pairs.patient_id[order]))
    return Panel(
        Axis(-reach, reach, _("Normal quantile")),
        Axis(low - margin, high + margin, _("Difference, before − after"), grid=True),
        (
            Lines((((-reach, ends[0]), (reach, ends[1])),), theme.SOFT_INK, 0.8, dash="dashed"),
            Points(
                tuple(quantiles.tolist()),
                tuple(difference.tolist()),
                theme.BEFORE,
                "circle",
                5.0,
                ids=ids,
                hover=tuple(
                    f"{w}: {number(float(d), 0)}" for w, d in zip(ids, difference, strict=True)
                ),
            ),
        ),
        title=_(TITLE),
        subtitle=_shapiro(change),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=_(
            "Differences (before − after) against the quantiles of a normal distribution with "
            "their mean and SD (dashed)."
        ),
        invented=analysis.cohort.invented,
        height_ratio=0.85,
    )


FIGURE = Figure(KEY, TITLE, build)


def _shapiro(change: PairedChange) -> str:
    if isinstance(change.shapiro_w, Unavailable) or isinstance(change.shapiro_p, Unavailable):
        return ""
    return f"Shapiro–Wilk W = {number(change.shapiro_w, 3)}, {p_value(change.shapiro_p)}"
