"""Figure: dissociation over the infusions, patient by patient."""

from __future__ import annotations

import pandas as pd

from ketgui.domain.scales import scale_of
from ketgui.figures import theme
from ketgui.figures.crowd import are_many, crowd_words
from ketgui.figures.spec import Axis, Figure, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.cadss_course import CadssCourse, ratings
from ketgui.statistics.study import Study
from ketgui.text import _, integer, mark, number

KEY, TITLE = "cadss_course", mark("CADSS over the infusions")


def panel(analysis: Analysis) -> Panel:
    """Draw a line a patient, and the mean above them."""
    course = analysis[CadssCourse]
    rated = ratings(Study(analysis.cohort, analysis.plan, analysis.pairs))
    last = max((point.infusion for point in course.points), default=1)
    scale = scale_of("cadss")
    highest = min(
        float(scale.high), 1.15 * max((p.high for p in course.points), default=scale.high)
    )
    ticks = tuple(
        (float(p.infusion), f"{p.infusion}\n{_('n = {n}', n=integer(p.n))}") for p in course.points
    )
    patients = int(rated["patient_id"].nunique()) if len(rated) else 0
    marks: list[Mark] = [] if are_many(patients) else [_lines(rated)]
    if course.points:
        marks += _means(course)
    return Panel(
        Axis(0.6, last + 0.4, _("Infusion"), ticks),
        Axis(0.0, max(highest, 1.0), _("{scale} score", scale=scale.title), grid=True),
        tuple(marks),
        title=_(TITLE),
        reason="" if course.points else _("No CADSS is recorded."),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    peak = analysis[CadssCourse].peak
    caption = _("Highest CADSS total at each infusion in each patient; thick line: mean.")
    if peak:
        caption += " " + _(
            "Rated in {n} of {enrolled} enrolled patients.",
            n=integer(peak.n),
            enrolled=integer(analysis.cohort.enrolled),
        )
        caption = " ".join(filter(None, (caption, crowd_words(peak.n))))
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=0.6,
    )


FIGURE = Figure(KEY, TITLE, build)


def _lines(rated: pd.DataFrame) -> Lines:
    paths: dict[str, list[tuple[float, float]]] = {}
    in_order = rated.sort_values("number", kind="stable")
    for who, at, score in zip(
        in_order["patient_id"], in_order["number"], in_order["cadss"], strict=True
    ):
        paths.setdefault(str(who), []).append((float(at), float(score)))
    return Lines(
        tuple(tuple(path) for path in paths.values()),
        theme.AFTER,
        theme.PATIENT_LINE,
        theme.PATIENT_OPACITY,
        ids=tuple(paths),
    )


def _means(course: CadssCourse) -> list[Mark]:
    at = tuple(float(point.infusion) for point in course.points)
    means = tuple(point.mean for point in course.points)
    hover = tuple(
        _("Infusion {n}: mean {mean}", n=point.infusion, mean=number(point.mean, 1))
        for point in course.points
    )
    line = Lines((tuple(zip(at, means, strict=True)),), theme.INK, theme.MEAN_LINE)
    return [line, Points(at, means, theme.INK, "diamond", 5.0, hover=hover)]
