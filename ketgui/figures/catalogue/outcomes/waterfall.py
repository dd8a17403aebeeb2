"""Figure: percent change of each patient, from worst to best."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many
from ketgui.figures.parts.cut_off_lines import draw_response_lines
from ketgui.figures.parts.denominators import describe_rated
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_rated,
    make_legend,
    name_outcomes,
)
from ketgui.figures.spec import Axis, Bars, DataTable, FigureSpec, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, bare, integer, mark, number, percent

KEY, TITLE = "waterfall", mark("Waterfall")
_MOST_BARS = 400
_MOST_SYMBOLS = 60
# Bars that touch overlap slightly, so that no paper shows between them.
_OVERLAP = 0.1


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a bar a patient, coloured by outcome, with the plan's thresholds."""
    change = -analysis.pairs.percent_reduction
    usable = np.flatnonzero(~np.isnan(change))
    # Worst first: the largest rise at the left, the deepest fall at the right.
    order = usable[np.argsort(-change[usable], kind="stable")]
    groups = group_rated(analysis)
    # Up to the next quarter, so that a ticked line is above the highest bar.
    top = max(25.0, float(np.ceil(change[usable].max() / 25) * 25)) if len(usable) else 25.0
    return Panel(
        Axis(-0.8, max(len(order), 1) - 0.2, _("Patients, n = {n}", n=integer(len(order))), ()),
        Axis(-100, top, _name_change(analysis), _make_ticks(top), grid=True),
        (
            *_draw_groups(analysis, groups, change, order),
            Rule(0, theme.INK, dash="solid"),
            *draw_response_lines(analysis.plan),
        ),
        title=_("Percent change of each patient"),
        legend=make_legend(groups),
        reason="" if len(order) else _find_reason(analysis),
        table=partial(_tabulate, analysis, change, order),
    )  # fmt: skip


def _tabulate(analysis: Analysis, change: np.ndarray, order: np.ndarray) -> DataTable:
    """Return the patients as they are drawn, from the worst to the best."""
    pairs, results = analysis.pairs, name_outcomes(analysis)
    rows = (
        (
            patient_id := str(pairs.patient_id[at]),
            bare(float(pairs.before[at])),
            bare(float(pairs.after[at])),
            number(float(change[at])),
            results[patient_id],
        )
        for at in order
    )
    headers = (_("Patient"), _("Before"), _("After"), _("Change (%)"), _("Result"))
    return DataTable(headers, tuple(rows), numeric=(False, True, True, True, False))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=_write_caption(analysis),
        invented=analysis.cohort.invented,
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=40)


def _find_reason(analysis: Analysis) -> str:
    if not analysis.pairs.has_percentages:
        scale = analysis.plan.rating_scale.title
        return _("{scale} is a level, of which no percentage can be taken.", scale=scale)
    return _("No patient has a rating both before and after.")


def _name_change(analysis: Analysis) -> str:
    if analysis.pairs.best:
        return _("Change of the distance from {best} (%)", best=bare(analysis.pairs.best))
    return _("Change from before (%)")


def _make_ticks(top: float) -> tuple[tuple[float, str], ...]:
    return tuple((float(at), number(at, 0)) for at in range(-100, round(top) + 1, 25))


def _write_caption(analysis: Analysis) -> str:
    change = analysis.pairs.percent_reduction
    plan = analysis.plan
    if analysis.pairs.best:
        caption = _(
            "Percent change of the distance of each patient's {scale} score from the best one, "
            "{best}, sorted; below zero is improvement.",
            scale=plan.rating_scale.title,
            best=bare(analysis.pairs.best),
        )
    else:
        caption = _(
            "Percent change of the {scale} score of each patient, sorted; below zero is "
            "improvement.",
            scale=plan.rating_scale.title,
        )
    if plan.has_partial_response:
        caption += " " + _(
            "Dashed lines: response {response} and partial response {partial}.",
            response=plan.format_response(),
            partial=plan.format_partial_response(),
        )
    if are_many(int((~np.isnan(change)).sum())):
        caption += " " + _(
            "Each bar stands for neighbours and has the outcome that most of them had."
        )
    return f"{caption} {describe_rated(analysis)}"


def _draw_groups(
    analysis: Analysis, groups: tuple[OutcomeGroup, ...], change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    if are_many(len(order)):
        return _draw_neighbours(groups, change, order)
    present = (group for group in groups if group.flags.any())
    return tuple(
        patient_mark
        for group in present
        for patient_mark in _draw_bars(analysis, group, change, order)
    )


def _draw_bars(
    analysis: Analysis, group: OutcomeGroup, change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    """Return a bar a patient, with the outcome's symbol at its end: colour alone is not enough."""
    at = np.flatnonzero(group.flags[order])
    heights = change[order][at]
    ids = tuple(map(str, analysis.pairs.patient_id[order][at]))
    hover = tuple(
        f"{patient_id}: {percent(float(h))}" for patient_id, h in zip(ids, heights, strict=True)
    )
    left, right = tuple((at - 0.4).tolist()), tuple((at + 0.4).tolist())
    # Narrow bars have no room for the symbols of outcomes; their ends are marked by dots.
    tall, thin = tuple(map(float, heights)), len(order) > _MOST_SYMBOLS
    return (
        Bars(left, right, (0.0,) * len(at), tall, group.colour, hover=hover, ids=ids,
             hatch=group.hatch, widest=theme.BAR_POINTS),
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
    )  # fmt: skip


def _draw_neighbours(
    groups: tuple[OutcomeGroup, ...], change: np.ndarray, order: np.ndarray
) -> tuple[Mark, ...]:
    """Return bars of several neighbours each, coloured by the outcome that most of them had."""
    # Patients in sorted order are shared out over as many slots as there are bars.
    slots = np.arange(len(order)) * _MOST_BARS // len(order)
    heights = np.bincount(slots, change[order]) / np.bincount(slots)
    had = np.array([np.bincount(slots, group.flags[order]) for group in groups])
    commonest = had.argmax(axis=0)
    wide = len(order) / _MOST_BARS
    return tuple(
        Bars(
            tuple((slot * wide - 0.5).tolist()),
            tuple(((slot + 1 + _OVERLAP) * wide - 0.5).tolist()),
            (0.0,) * len(slot),
            tuple(heights[slot].tolist()),
            group.colour,
            hatch=group.hatch,
        )
        for index, group in enumerate(groups)
        if (slot := np.flatnonzero(commonest == index)).size
    )
