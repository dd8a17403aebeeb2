"""Figure: the Kaplan–Meier curve of time to relapse, with numbers at risk."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.invention import note_additions
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.spec import (
    Area,
    Axis,
    DataTable,
    FigureSpec,
    LegendEntry,
    Lines,
    Mark,
    Panel,
    Points,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.follow_up.relapse import Relapse
from ketgui.text import _, integer, interval, mark, number, percent

KEY, TITLE = "relapse_curve", mark("Time to relapse")
_DAYS_A_WEEK = 7
# About so many ticks leave room for the numbers at risk below them.
_MOST_TICKS = 7
_BAND_OPACITY = 0.18


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the curve in steps with its band, a plus at each censoring, and the numbers at risk."""
    relapse = analysis[Relapse]
    last = max((float(day) for day in relapse.curve.time), default=_DAYS_A_WEEK)
    weeks = max(1, math.ceil(last / _DAYS_A_WEEK))
    step = next(s for s in (1, 2, 4, 8, 13, 26, 52, 10_000) if weeks / s <= _MOST_TICKS)
    ticks = tuple(
        (float(week), f"{integer(week)}\n{_('n = {n}', n=integer(_count_at_risk(relapse, week)))}")
        for week in range(0, weeks + 1, step)
    )
    return Panel(
        Axis(0, weeks * 1.03, _("Weeks from the last acute infusion (n: patients at risk)"),
             ticks),
        Axis(0, 100, _("Free of relapse (%)"), grid=True),
        _draw_curve(relapse),
        title=_(TITLE),
        legend=(
            LegendEntry(_name_patients(relapse), theme.RESPONDER, line=True),
            LegendEntry(_("Last rating, free of relapse"), theme.INK, "plus"),
        ),
        reason=write_reason(relapse),
        table=partial(_tabulate, relapse),
    )  # fmt: skip


def _tabulate(relapse: Relapse) -> DataTable:
    """Return a row for each time at which somebody relapsed or was last rated."""
    curve = relapse.curve
    rows = (
        (
            number(day / _DAYS_A_WEEK, 1),
            integer(int(n)),
            integer(int(events)),
            integer(int(censored)),
            number(100 * share),
            "" if math.isnan(low) or math.isnan(high) else interval(100 * low, 100 * high),
        )
        for day, n, events, censored, share, low, high in zip(
            curve.time,
            curve.at_risk,
            curve.events,
            curve.censored,
            curve.survival,
            curve.low,
            curve.high,
            strict=True,
        )
    )
    headers = (
        _("Week"),
        _("At risk"),
        _("Relapses"),
        _("Last rated"),
        _("Free of relapse (%)"),
        _("Interval"),
    )
    return DataTable(headers, tuple(rows), numeric=(True,) * len(headers))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    plan, relapse = analysis.plan, analysis[Relapse]
    caption = _(
        "Kaplan–Meier curve of {who} free of relapse, with {interval} (log–log). Relapse: {rule}.",
        who=_name_patients(relapse).lower(),
        interval=plan.name_interval(),
        rule=plan.relapse.describe(plan.rating_scale) or _("not set"),
    )
    if plan.relapse.counts_scores(plan.rating_scale):
        caption += " " + _("A relapse in the score is dated by the visit at which it was seen.")
    if relapse.on_maintenance and not relapse.reason:
        caption += " " + _(
            "On maintenance: {n} of {all}.",
            n=integer(relapse.on_maintenance),
            all=integer(len(relapse.patients)),
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=caption,
        note=note_additions(analysis.cohort),
        height_ratio=0.65,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=62)


def _name_patients(relapse: Relapse) -> str:
    return _("Remitters") if relapse.among == "remitters" else _("Responders")


def _count_at_risk(relapse: Relapse, week: int) -> int:
    return relapse.curve.at(week * _DAYS_A_WEEK)[0]


def write_reason(relapse: Relapse) -> str:
    """Return why nobody's follow-up can be drawn; empty where somebody's can."""
    if not relapse.reason:
        return ""
    reason = _(relapse.reason.reason)
    return f"{reason[:1].upper()}{reason[1:]}."


def _draw_curve(relapse: Relapse) -> tuple[Mark, ...]:
    curve = relapse.curve
    weeks = curve.time / _DAYS_A_WEEK
    line = _make_steps(weeks, 100 * curve.survival)
    censored = curve.censored > 0
    hover = tuple(
        _(
            "Week {week}: {percent} free of relapse, {n} at risk",
            week=number(week, 1),
            percent=percent(100 * share),
            n=integer(int(n)),
        )
        for week, share, n in zip(weeks, curve.survival, curve.at_risk, strict=True)
    )
    ends = Points(
        tuple(map(float, weeks[censored])),
        tuple(map(float, 100 * curve.survival[censored])),
        theme.INK,
        "plus",
        5.0,
        hover=tuple(text for text, shown in zip(hover, censored, strict=True) if shown),
    )
    drops = curve.events > 0
    falls = Points(
        tuple(map(float, weeks[drops])),
        tuple(map(float, 100 * curve.survival[drops])),
        theme.RESPONDER,
        "circle",
        2.2,
        hover=tuple(text for text, shown in zip(hover, drops, strict=True) if shown),
    )
    return (
        *_draw_band(relapse, weeks),
        Lines((line,), theme.RESPONDER, theme.MEAN_LINE),
        falls,
        ends,
    )


def _draw_band(relapse: Relapse, weeks: NDArray[np.float64]) -> tuple[Mark, ...]:
    """Return the band between the limits, from the first relapse on."""
    curve = relapse.curve
    has_limits = ~np.isnan(curve.low)
    if not has_limits.any():
        return ()
    at, end = weeks[has_limits], float(weeks[-1])
    # A curve at 0 has no limits: the band ends where it falls there.
    later = weeks[(weeks > at[-1]) & ~has_limits]
    end = float(later[0]) if len(later) else end
    upper = _make_corners(at, 100 * curve.high[has_limits], end)
    lower = _make_corners(at, 100 * curve.low[has_limits], end)
    return (Area((*upper, *reversed(lower)), theme.RESPONDER, _BAND_OPACITY),)


def _make_steps(
    weeks: NDArray[np.float64], percent: NDArray[np.float64]
) -> tuple[tuple[float, float], ...]:
    """Return the curve from 100 % at 0 on, falling at each time."""
    points = [(0.0, 100.0)]
    for week, value in zip(weeks, percent, strict=True):
        points += [(float(week), points[-1][1]), (float(week), float(value))]
    return tuple(points)


def _make_corners(
    at: NDArray[np.float64], values: NDArray[np.float64], end: float
) -> tuple[tuple[float, float], ...]:
    """Return steps from each time to the next, the last one to the end."""
    stops = (*map(float, at[1:]), end)
    corners: list[tuple[float, float]] = []
    for start, stop, value in zip(at, stops, values, strict=True):
        corners += [(float(start), float(value)), (stop, float(value))]
    return tuple(corners)
