"""Figure: percent change of each patient, from worst to best."""

from __future__ import annotations

import numpy as np

from ketgui.figures import theme
from ketgui.figures.crowd import are_many
from ketgui.figures.cut_off_lines import response_lines
from ketgui.figures.denominators import describe_rated
from ketgui.figures.figure import Figure
from ketgui.figures.outcome_groups import OutcomeGroup, group_rated, make_legend
from ketgui.figures.spec import Axis, Bars, FigureSpec, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, integer, mark, number, percent

KEY, TITLE = "waterfall", mark("Waterfall")
_MOST_BARS = 400
_MOST_SYMBOLS = 60
# No paper shines through between bars that touch.
_OVERLAP = 0.1


def panel(analysis: Analysis) -> Panel:
    """Draw a bar a patient, coloured by outcome, with the plan's thresholds."""
    change = -analysis.pairs.percent_reduction
    known = np.flatnonzero(~np.isnan(change))
    order = known[np.argsort(-change[known], kind="stable")]
    groups = group_rated(analysis)
    top = max(25.0, float(np.ceil(change[known].max() / 25) * 25)) if len(known) else 25.0
    return Panel(
        Axis(-0.8, max(len(order), 1) - 0.2, _("Patients, n = {n}", n=integer(len(order))), ()),
        Axis(-100, top, _("Change from before (%)"), _ticks(top), grid=True),
        (
            *_drawn(analysis, groups, change, order),
            Rule(0, theme.INK, dash="solid"),
            *response_lines(analysis.plan),
        ),
        title=_("Percent change of each patient"),
        legend=make_legend(groups),
        reason="" if len(order) else _reason(analysis),
    )  # fmt: skip


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=_caption(analysis),
        invented=analysis.cohort.invented,
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=40)


def _reason(analysis: Analysis) -> str:
    if not analysis.pairs.has_percentages:
        scale = analysis.plan.rating_scale.title
        return _("{scale} is a level, of which no percentage can be taken.", scale=scale)
    return _("No patient has a rating both before and after.")


def _ticks(top: float) -> tuple[tuple[float, str], ...]:
    return tuple((float(at), number(at, 0)) for at in range(-100, round(top) + 1, 25))


def _caption(analysis: Analysis) -> str:
    change = analysis.pairs.percent_reduction
    plan = analysis.plan
    words = _(
        "Percent change of the {scale} score of each of {n} patients, sorted; below zero is "
        "improvement.",
        scale=plan.rating_scale.title,
        n=integer(int((~np.isnan(change)).sum())),
    )
    if plan.has_partial_response:
        words += " " + _(
            "Dashed lines: response {response} and partial response {partial}.",
            response=plan.response_rule(),
            partial=plan.partial_response_rule(),
        )
    if are_many(int((~np.isnan(change)).sum())):
        words += " " + _(
            "Each bar stands for neighbours and has the outcome that most of them had."
        )
    return f"{words} {describe_rated(analysis)}"


def _drawn(
    analysis: Analysis, groups: tuple[OutcomeGroup, ...], change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    if are_many(len(order)):
        return _neighbours(groups, change, order)
    present = (group for group in groups if group.flags.any())
    return tuple(drawn for group in present for drawn in _bars(analysis, group, change, order))


def _bars(
    analysis: Analysis, group: OutcomeGroup, change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    """Return a bar a patient, with the outcome's symbol at its end: colour alone is not enough."""
    at = np.flatnonzero(group.flags[order])
    heights = change[order][at]
    ids = tuple(map(str, analysis.pairs.patient_id[order][at]))
    hover = tuple(f"{who}: {percent(float(h))}" for who, h in zip(ids, heights, strict=True))
    left, right = tuple((at - 0.4).tolist()), tuple((at + 0.4).tolist())
    tall, thin = tuple(map(float, heights)), len(order) > _MOST_SYMBOLS
    return (
        Bars(left, right, (0.0,) * len(at), tall, group.colour, hover=hover, ids=ids),
        Points(
            tuple(map(float, at)),
            tall,
            group.colour,
            "circle" if thin else group.symbol,
            1.2 if thin else 4.0,
            thin,
            ids=ids,
            hover=hover,
        ),
    )


def _neighbours(
    groups: tuple[OutcomeGroup, ...], change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    """Return bars that each stand for neighbours, coloured by the outcome that most of them had."""
    slots = np.arange(len(order)) * _MOST_BARS // len(order)
    heights = np.bincount(slots, change[order]) / np.bincount(slots)
    had = np.array([np.bincount(slots, group.flags[order]) for group in groups])
    commonest = had.argmax(axis=0)
    wide = len(order) / _MOST_BARS
    return tuple(
        Bars(
            tuple((shown * wide - 0.5).tolist()),
            tuple(((shown + 1 + _OVERLAP) * wide - 0.5).tolist()),
            (0.0,) * len(shown),
            tuple(heights[shown].tolist()),
            group.colour,
        )
        for place, group in enumerate(groups)
        if (shown := np.flatnonzero(commonest == place)).size
    )
