"""Figure: raincloud of the scores before and after."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many
from ketgui.figures.parts.denominators import describe_rated
from ketgui.figures.parts.density import estimate_density
from ketgui.figures.parts.tables import tabulate_pairs
from ketgui.figures.spec import Area, Axis, Bars, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, bare, integer, mark

KEY, TITLE = "raincloud", mark("Raincloud")
_UPPER = 2.7
# Where the patients' dots begin under a moment's middle, and how far down they may lie.
_RAIN_FROM, _RAIN_DEEP = 0.2, 0.75


def draw_panel(analysis: Analysis) -> Panel:
    """Draw density, quartiles and every patient for each of the two times."""
    scale, pairs = analysis.plan.rating_scale, analysis.pairs.complete()
    n = _("n = {n}", n=integer(len(pairs.before)))
    low, high = float(scale.low), float(scale.high)
    ids = tuple(map(str, pairs.patient_id))
    return Panel(
        Axis(low, high, _("{scale} score", scale=scale.title)),
        Axis(0.0, 3.4, "", ((_UPPER, f"{_('Before')}\n{n}"), (1.0, f"{_('After')}\n{n}"))),
        (
            *_draw_cloud(pairs.before, ids, _UPPER, theme.BEFORE, (low, high)),
            *_draw_cloud(pairs.after, ids, 1.0, theme.AFTER, (low, high)),
        ),
        title=_("Distribution of scores"),
        reason="" if ids else _("No patient has a rating both before and after."),
        table=partial(tabulate_pairs, analysis),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=f"{_write_caption(analysis)} {describe_rated(analysis)}",
        invented=analysis.cohort.invented,
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=30)


def _write_caption(analysis: Analysis) -> str:
    scale = analysis.plan.rating_scale.title
    if are_many(analysis.pairs.analysed):
        return _(
            "{scale} scores before and after: kernel density and quartiles (box: middle half, "
            "line: median); the patients are too many to draw one by one.",
            scale=scale,
        )
    return _(
        "{scale} scores before and after: kernel density, quartiles (box: middle half, line: "
        "median) and every patient.",
        scale=scale,
    )


def _draw_cloud(
    scores: np.ndarray, ids: tuple[str, ...], at: float, colour: str, limits: tuple[float, float]
) -> tuple[Mark, ...]:
    if len(scores) == 0:
        return ()
    positions, heights = estimate_density(scores, *limits)
    edge = [(float(x), at + 0.14 + 0.5 * float(h)) for x, h in zip(positions, heights, strict=True)]
    # Cloud, box and rain lie above each other: the density up from 0.14, the box around 0.
    first, median, third = np.quantile(scores, [0.25, 0.5, 0.75]).tolist()
    return (
        Area(((positions[0], at + 0.14), *edge, (positions[-1], at + 0.14)), colour, 0.4),
        Bars((first,), (third,), (at - 0.07,), (at + 0.07,), colour, 0.9),
        Lines((((median, at - 0.1), (median, at + 0.1)),), theme.PAPER, 1.6),
        *(() if are_many(len(scores)) else (_draw_rain(scores, ids, at, colour),)),
    )


def _draw_rain(scores: np.ndarray, ids: tuple[str, ...], at: float, colour: str) -> Points:
    hover = tuple(f"{w}: {bare(float(s))}" for w, s in zip(ids, scores, strict=True))
    return Points(tuple(scores.tolist()), (at - _RAIN_FROM,) * len(ids), colour, "circle", 3.4,
                  ids=ids, hover=hover, swarm="down", reach=-_RAIN_DEEP)  # fmt: skip
