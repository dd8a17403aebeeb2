"""Figure: score after against score before."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.outcome_groups import OutcomeGroup, legend, outcome_groups
from ketgui.figures.spec import Area, Axis, Figure, FigureSpec, Lines, Mark, Panel, Points, Words
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.reliable_change import ReliableChange
from ketgui.text import _, mark, number

KEY, TITLE = "scatter", mark("Before against after")


def panel(analysis: Analysis) -> Panel:
    """Draw a symbol a patient, the line of no change and the band of no reliable change."""
    scale = analysis.plan.rating_scale
    low, high = float(scale.low), float(scale.high)
    groups = outcome_groups(analysis)
    return Panel(
        Axis(low, high, _("{scale} before", scale=scale.title)),
        Axis(low, high, _("{scale} after", scale=scale.title), grid=True),
        (
            *_band(analysis, low, high),
            Lines((((low, low), (high, high)),), theme.SOFT_INK, 0.8, dash="dashed"),
            Words(high * 0.86, high * 0.965, _("no change"), theme.SOFT_INK, anchor="right"),
            *(_points(analysis, group) for group in groups if group.flags.any()),
        ),
        title=_("Before against after"),
        legend=legend(groups),
        reason="" if analysis.pairs.analysed else _("No patient has a rating both before and "
                                                    "after."),
    )  # fmt: skip


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    threshold = analysis[ReliableChange].threshold
    caption = _(
        "{scale} score after against before; below the dashed line is improvement.",
        scale=analysis.plan.rating_scale.title,
    )
    if not isinstance(threshold, Unavailable):
        caption += " " + _(
            "Grey band: no reliable change (within {points} points).", points=number(threshold)
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=1.0,
    )


FIGURE = Figure(KEY, TITLE, build)


def _band(analysis: Analysis, low: float, high: float) -> tuple[Mark, ...]:
    threshold = analysis[ReliableChange].threshold
    if isinstance(threshold, Unavailable):
        return ()
    t = min(threshold, high - low)
    outline = ((low, low), (low, low + t), (high - t, high), (high, high), (high, high - t),
               (low + t, low))  # fmt: skip
    return (Area(outline, theme.NON_RESPONDER, 0.18),)


def _points(analysis: Analysis, group: OutcomeGroup) -> Points:
    pairs = analysis.pairs
    before, after = pairs.before[group.flags].tolist(), pairs.after[group.flags].tolist()
    ids = tuple(map(str, pairs.patient_id[group.flags]))
    return Points(
        tuple(before),
        tuple(after),
        group.colour,
        group.symbol,
        5.5,
        ids=ids,
        hover=tuple(
            f"{who}: {number(b, 0)} → {number(a, 0)}"
            for who, b, a in zip(ids, before, after, strict=True)
        ),
    )
