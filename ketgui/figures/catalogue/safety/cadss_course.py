"""Figure: dissociation over the infusions, patient by patient: the CADSS, or another scale."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ketgui.domain.scales import get_scale
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.parts.crowd import are_many, describe_means_alone
from ketgui.figures.parts.denominators import name_share
from ketgui.figures.spec import Axis, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.cadss_course import (
    CADSS,
    ScorePoint,
    describe_scores,
    list_infusion_ratings,
    list_rated_scales,
)
from ketgui.text import _, integer, mark, number

KEY, TITLE = "cadss_course", mark("CADSS over the infusions")


def draw_panel(analysis: Analysis, key: str = CADSS) -> Panel:
    """Draw a line a patient, and the mean above them."""
    rated = list_infusion_ratings(analysis.study, key)
    points, _peak = describe_scores(rated)
    last = max((point.infusion for point in points), default=1)
    scale = get_scale(key)
    # The scale's whole range would flatten mild dissociation: the axis ends just above the highest
    # score.
    highest = min(float(scale.high), 1.15 * max((p.high for p in points), default=scale.high))
    ticks = tuple(
        (float(p.infusion), f"{p.infusion}\n{_('n = {n}', n=integer(p.n))}") for p in points
    )
    patients = int(rated["patient_id"].nunique()) if len(rated) else 0
    marks: list[Mark] = [] if are_many(patients) else [_draw_lines(rated)]
    if points:
        marks += _draw_means(points)
    return Panel(
        Axis(0.6, last + 0.4, _("Infusion"), ticks),
        Axis(0.0, max(highest, 1.0), _("{scale} score", scale=scale.title), grid=True),
        tuple(marks),
        title=_write_title(key),
        reason="" if points else _("No {scale} is recorded.", scale=scale.title),
    )


def build(analysis: Analysis, key: str = "") -> FigureSpec:
    """Return the figure of a scale, of the CADSS if none is named."""
    scale = key or CADSS
    _points, peak = describe_scores(list_infusion_ratings(analysis.study, scale))
    caption = _(
        "Highest {scale} total at each infusion in each patient; thick line: mean.",
        scale=get_scale(scale).title,
    )
    if peak:
        caption += " " + _(
            "Rated in {who}.",
            who=name_share(analysis, peak.n),
        )
        caption = " ".join(filter(None, (caption, describe_means_alone(peak.n))))
    return FigureSpec.of(
        KEY,
        _write_title(scale),
        (draw_panel(analysis, scale),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=0.6,
    )


def _list_choices(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    return tuple((key, get_scale(key).title) for key in list_rated_scales(analysis.study))


FIGURE = Figure(
    KEY,
    TITLE,
    build,
    tab="adverse_events",
    priority=50,
    variants=Variants(mark("Scale"), _list_choices, build),
)


def _write_title(key: str) -> str:
    return _("{scale} over the infusions", scale=get_scale(key).title)


def _draw_lines(rated: pd.DataFrame) -> Lines:
    # One path a patient, from infusion to infusion.
    paths: dict[str, list[tuple[float, float]]] = {}
    in_order = rated.sort_values("number", kind="stable")
    for patient_id, at, score in zip(
        in_order["patient_id"], in_order["number"], in_order["score"], strict=True
    ):
        paths.setdefault(str(patient_id), []).append((float(at), float(score)))
    return Lines(
        tuple(tuple(path) for path in paths.values()),
        theme.AFTER,
        theme.PATIENT_LINE,
        theme.PATIENT_OPACITY,
        ids=tuple(paths),
    )


def _draw_means(points: Sequence[ScorePoint]) -> list[Mark]:
    at = tuple(float(point.infusion) for point in points)
    means = tuple(point.mean for point in points)
    hover = tuple(
        _("Infusion {n}: mean {mean}", n=point.infusion, mean=number(point.mean, 1))
        for point in points
    )
    line = Lines((tuple(zip(at, means, strict=True)),), theme.INK, theme.MEAN_LINE)
    return [line, Points(at, means, theme.INK, "diamond", 5.0, hover=hover)]
