"""Figure: score after against score before."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many, are_singled, shade_points
from ketgui.figures.parts.denominators import write_paired_caption
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_rated,
    keep_patients,
    make_legend,
)
from ketgui.figures.parts.tables import tabulate_pairs
from ketgui.figures.spec import Area, Axis, DirectLabel, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.text import _, bare, mark, number

KEY, TITLE = "scatter", mark("Before against after")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a symbol a patient, the line of no change and the band of no reliable change."""
    scale = analysis.plan.rating_scale
    low, high = float(scale.low), float(scale.high)
    groups = group_rated(analysis)
    many = are_many(analysis.pairs.analysed)
    return Panel(
        Axis(low, high, _("{scale} before", scale=scale.title)),
        Axis(low, high, _("{scale} after", scale=scale.title), grid=True),
        (
            *_draw_band(analysis, low, high),
            Lines((((low, low), (high, high)),), theme.SOFT_INK, 0.8, dash="dashed"),
            DirectLabel(high * 0.92, high * 0.92, _("no change"), theme.SOFT_INK, anchor="right",
                        dx=-6),
            *(_draw_crowd(analysis, low, high) if many else _draw_groups(analysis, groups)),
        ),
        title=_("Before against after"),
        legend=() if many else make_legend(groups),
        reason="" if analysis.pairs.analysed else _("No patient has a rating both before and "
                                                    "after."),
        table=partial(tabulate_pairs, analysis),
    )  # fmt: skip


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    threshold = analysis[ReliableChange].threshold
    scale = analysis.plan.rating_scale
    if scale.higher_is_better:
        caption = _(
            "{scale} score after against before; above the dashed line is improvement.",
            scale=scale.title,
        )
    else:
        caption = _(
            "{scale} score after against before; below the dashed line is improvement.",
            scale=scale.title,
        )
    if not isinstance(threshold, Unavailable):
        caption += " " + _(
            "Grey band: no reliable change (within {points} points).", points=number(threshold)
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=write_paired_caption(analysis, caption),
        invented=analysis.cohort.invented,
        height_ratio=1.0,
    )


def _draw_singled(analysis: Analysis, ids: frozenset[str], _variant: str) -> tuple[Mark, ...]:
    if not are_singled(analysis.pairs.analysed, ids):
        return ()
    chosen = np.isin(analysis.pairs.patient_id, list(ids))
    return _draw_groups(analysis, keep_patients(group_rated(analysis), chosen))


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=50, singled=_draw_singled)


def _draw_band(analysis: Analysis, low: float, high: float) -> tuple[Mark, ...]:
    threshold = analysis[ReliableChange].threshold
    if isinstance(threshold, Unavailable):
        return ()
    # The band around the diagonal, clipped to the square: six corners.
    t = min(threshold, high - low)
    outline = ((low, low), (low, low + t), (high - t, high), (high, high), (high, high - t),
               (low + t, low))  # fmt: skip
    return (Area(outline, theme.NON_RESPONDER, 0.18),)


def _draw_crowd(analysis: Analysis, low: float, high: float) -> tuple[Mark, ...]:
    pairs, change = analysis.pairs.complete(), analysis[PairedChange]
    cells: tuple[Mark, ...] = shade_points(pairs.before, pairs.after, low, high, theme.BEFORE)
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        return cells
    hover = f"{_('Mean')}: {number(before)} → {number(after)}"
    return (*cells, Points((before,), (after,), theme.AFTER, "diamond", 7.0, hover=(hover,)))


def _draw_groups(analysis: Analysis, groups: tuple[OutcomeGroup, ...]) -> tuple[Mark, ...]:
    return tuple(_draw_points(analysis, group) for group in groups if group.flags.any())


def _draw_points(analysis: Analysis, group: OutcomeGroup) -> Points:
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
            f"{patient_id}: {bare(b)} → {bare(a)}"
            for patient_id, b, a in zip(ids, before, after, strict=True)
        ),
    )
