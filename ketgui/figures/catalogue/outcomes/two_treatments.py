"""Figure: every patient's score before and after TMS, then before and after ketamine."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.invention import note_additions
from ketgui.domain.scale import Scale
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many, find_line_width, shade_lines
from ketgui.figures.parts.cut_off_lines import draw_remission_line
from ketgui.figures.parts.means import draw_means
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_everyone,
    make_legend,
    name_outcomes,
)
from ketgui.figures.parts.tables import tabulate_patients
from ketgui.figures.spec import Axis, DataTable, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.pairing import Scores
from ketgui.statistics.results.further.tms_outcome import TmsOutcome
from ketgui.statistics.tests.effect_size import compute_mean_interval
from ketgui.text import _, bare, integer, mark, mean_sd, number

KEY, TITLE = "two_treatments", mark("TMS, then ketamine")
_POINTS = (
    mark("Before TMS"),
    mark("After TMS"),
    mark("Before ketamine"),
    mark("After ketamine"),
)


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a line a patient over the four points, and the mean of each with its interval."""
    scale, points = analysis.plan.rating_scale, analysis[TmsOutcome].four_points
    is_recorded = analysis[TmsOutcome].is_recorded
    groups = [group for group in group_everyone(analysis) if group.flags.any()]
    many = are_many(len(points))
    singly = () if many or not is_recorded else groups
    counts = (~np.isnan(points)).sum(axis=0).tolist()
    ticks = tuple(
        (float(position), f"{_(title)}\n{_('n = {n}', n=integer(n))}")
        for position, (title, n) in enumerate(zip(_POINTS, counts, strict=True))
    )
    return Panel(
        Axis(-0.4, 3.4, "", ticks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title), grid=True),
        (
            *(_shade(points, scale) if many and is_recorded else ()),
            *(
                patient_mark
                for group in singly
                for patient_mark in _draw_patients(analysis, points, group)
            ),
            *draw_remission_line(analysis.plan),
            *(_draw_means(points, analysis.plan.confidence_level) if is_recorded else ()),
        ),
        title=_(TITLE),
        legend=make_legend(tuple(singly)),
        reason="" if is_recorded else _("No score before and after TMS is recorded."),
        table=partial(_tabulate, analysis, points),
    )


def _tabulate(analysis: Analysis, points: Scores) -> DataTable:
    values = dict(zip(map(str, analysis.pairs.patient_id), points.tolist(), strict=True))
    rated = [column[~np.isnan(column)] for column in points.T]
    means = tuple(_describe_mean(values) if len(values) else "" for values in rated)
    headers = tuple(_(title) for title in _POINTS)
    return tabulate_patients(headers, values, name_outcomes(analysis), ((_("Mean"), *means, ""),))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    values = {
        "scale": analysis.plan.rating_scale.title,
        "interval": analysis.plan.name_interval(),
    }
    if analysis.plan.has_outcome:
        caption = _(
            "{scale} score of each patient before and after TMS and before and after ketamine, "
            "coloured by the outcome of ketamine; thick line: mean with {interval} of the "
            "patients rated at that point (n).",
            **values,
        )
    else:
        caption = _(
            "{scale} score of each patient before and after TMS and before and after ketamine; "
            "thick line: mean with {interval} of the patients rated at that point (n).",
            **values,
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=caption,
        note=note_additions(analysis.cohort),
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=65)


def _draw_patients(analysis: Analysis, points: Scores, group: OutcomeGroup) -> tuple[Mark, ...]:
    ids = tuple(map(str, analysis.pairs.patient_id[group.flags]))
    rows = points[group.flags]
    # NaN differs from itself: a patient's line passes over the points without a rating.
    paths = tuple(tuple((float(x), float(y)) for x, y in enumerate(row) if y == y) for row in rows)
    places = [(patient_id, x, float(y)) for patient_id, row in zip(ids, rows, strict=True)
              for x, y in enumerate(row) if y == y]  # fmt: skip
    return (
        Lines(paths, group.colour, find_line_width(len(points)), dash=group.dash, ids=ids),
        Points(
            tuple(float(x) for _patient_id, x, _y in places),
            tuple(y for _patient_id, _x, y in places),
            group.colour,
            group.symbol,
            3.2,
            ids=tuple(patient_id for patient_id, _x, _y in places),
            hover=tuple(f"{patient_id}: {bare(y)}" for patient_id, _x, y in places),
        ),
    )


def _shade(points: Scores, scale: Scale) -> tuple[Mark, ...]:
    """Return the density of very many patients' lines between consecutive points."""
    starts, ends = points[:, :-1].ravel(), points[:, 1:].ravel()
    positions = np.tile(np.arange(3.0), len(points))
    # A patient who misses one of the two ratings has no line between them.
    both = ~(np.isnan(starts) | np.isnan(ends))
    lines = positions[both], starts[both], positions[both] + 1, ends[both]
    return shade_lines(lines, scale.low, scale.high, theme.BEFORE)


def _draw_means(points: Scores, level: float) -> tuple[Mark, ...]:
    rated = [column[~np.isnan(column)] for column in points.T]
    occupied = [(position, values) for position, values in enumerate(rated) if len(values)]
    at = tuple(float(position) for position, _values in occupied)
    means = tuple(float(values.mean()) for _position, values in occupied)
    bounded = [(float(p), *compute_mean_interval(v, level)) for p, v in occupied if len(v) > 1]
    hover = tuple(_describe_mean(values) for _position, values in occupied)
    return draw_means(at, means, bounded, hover, 5.0)


def _describe_mean(values: Scores) -> str:
    mean = float(values.mean())
    return mean_sd(mean, float(values.std(ddof=1))) if len(values) > 1 else number(mean)
