"""Figure: dissociation over the infusions, patient by patient: the CADSS, or another scale."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from ketgui.domain.scales import get_scale
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.parts.crowd import are_many, describe_means_alone
from ketgui.figures.parts.denominators import name_share
from ketgui.figures.parts.tables import tabulate_patients
from ketgui.figures.spec import Axis, DataTable, ErrorBars, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.cadss_course import (
    CADSS,
    ScorePoint,
    describe_scores,
    list_infusion_ratings,
    list_rated_scales,
)
from ketgui.text import _, bare, integer, interval, mark, number

KEY, TITLE = "cadss_course", mark("CADSS over the infusions")


def draw_panel(analysis: Analysis, key: str = CADSS) -> Panel:
    """Draw a line a patient, and over them the median with the quartiles."""
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
        marks += _draw_medians(rated, points)
    return Panel(
        Axis(0.6, last + 0.4, _("Infusion"), ticks),
        Axis(0.0, max(highest, 1.0), _("{scale} score", scale=scale.title), grid=True),
        tuple(marks),
        title=_write_title(key),
        reason="" if points else _("No {scale} is recorded.", scale=scale.title),
        table=partial(_tabulate, rated, points),
    )


def _tabulate(rated: pd.DataFrame, points: Sequence[ScorePoint]) -> DataTable:
    """Return a column for each infusion, a row for each patient, and the median."""
    numbers = [point.infusion for point in points]
    scores = rated.pivot_table(index="patient_id", columns="number", values="score")
    scores = scores.reindex(columns=numbers)
    values = dict(zip(map(str, scores.index), scores.to_numpy(float).tolist(), strict=True))
    medians = (
        f"{bare(median)} {interval(low, high, 1)}"
        for low, median, high in (_find_quartiles(rated, number) for number in numbers)
    )
    headers = tuple(_("Infusion {n}", n=integer(number)) for number in numbers)
    return tabulate_patients(headers, values, further=((_("Median [quartiles]"), *medians),))


def _find_quartiles(rated: pd.DataFrame, infusion: int) -> tuple[float, float, float]:
    # Type 7 of Hyndman & Fan (1996), R's default.
    scores = rated.loc[rated["number"] == infusion, "score"].to_numpy(float)
    low, median, high = np.quantile(scores, [0.25, 0.5, 0.75]).tolist()
    return low, median, high


def build(analysis: Analysis, key: str = "") -> FigureSpec:
    """Return the figure of a scale, of the CADSS if none is named."""
    scale = key or CADSS
    _points, peak = describe_scores(list_infusion_ratings(analysis.study, scale))
    caption = _(
        "Highest {scale} total at each infusion in each patient; thick line and bars: median and "
        "quartiles.",
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
        theme.CROWD_OPACITY,
        ids=tuple(paths),
    )


def _draw_medians(rated: pd.DataFrame, points: Sequence[ScorePoint]) -> list[Mark]:
    at = tuple(float(point.infusion) for point in points)
    quartiles = [_find_quartiles(rated, point.infusion) for point in points]
    low, medians, high = zip(*quartiles, strict=True)
    hover = tuple(
        _("Infusion {n}: median {median} {quartiles}", n=point.infusion, median=number(median, 1),
          quartiles=interval(first, third))
        for point, (first, median, third) in zip(points, quartiles, strict=True)
    )  # fmt: skip
    line = Lines((tuple(zip(at, medians, strict=True)),), theme.INK, theme.MEAN_LINE, halo=True)
    bars = ErrorBars(at, low, high, theme.INK, 1.0)
    return [line, bars, Points(at, medians, theme.INK, "diamond", 4.5, hover=hover)]
