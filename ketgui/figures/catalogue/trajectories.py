"""Figure: every patient's scores over the course, and their mean."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.crowd import are_many, crowd_words, passing_lines
from ketgui.figures.outcome_groups import OutcomeGroup, all_groups, legend
from ketgui.figures.spec import Axis, Errors, Figure, FigureSpec, Lines, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.trajectory import Trajectory
from ketgui.text import _, bare, integer, mark, mean_sd, number, plural

KEY, TITLE = "trajectories", mark("Scores over the course")


def panel(analysis: Analysis) -> Panel:
    """Draw a line a patient by infusions received, and the mean with its interval."""
    course, plan = analysis[Trajectory], analysis.plan
    scale = plan.rating_scale
    last = max((point.infusions for point in course.points), default=1)
    many = are_many(_drawn(analysis))
    groups = () if many else tuple(g for g in all_groups(analysis) if _of_group(analysis, g).size)
    ticks = tuple(
        (float(p.infusions), f"{p.infusions}\n{_('n = {n}', n=integer(p.n))}")
        for p in course.points
    )
    return Panel(
        # Shading leaves no room for words but beside it.
        Axis(-0.25 * max(last, 1) if many else -0.4, max(last, 1) + 0.4,
             _("Infusions received"), ticks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title), grid=True),
        (
            *(_crowd(analysis) if many else ()),
            *(drawn for group in groups for drawn in _patients(analysis, group)),
            Rule(plan.remission_score, theme.REMITTER,
                 label=_("remission {rule}", rule=plan.remission_rule())),
            *_means(course),
        ),
        title=_("{scale} over the course", scale=scale.title),
        legend=legend(groups),
        reason="" if course.points else _("No rating has a date or a study day."),
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


FIGURE = Figure(KEY, TITLE, build)


def _drawn(analysis: Analysis) -> int:
    return int(analysis[Trajectory].ratings["patient_id"].nunique())


def _caption(analysis: Analysis) -> str:
    drawn, enrolled = _drawn(analysis), analysis.cohort.enrolled
    words = _(
        "{scale} score of each patient by infusions received; thick line: mean with "
        "{interval}, of the patients rated at that point (n). {drawn} of {enrolled} enrolled "
        "patients are drawn.",
        scale=analysis.plan.rating_scale.title,
        interval=analysis.plan.interval_name(),
        drawn=integer(drawn),
        enrolled=integer(enrolled),
    )
    if left := enrolled - drawn:
        words += " " + plural(
            "{n} patient has no rating with a place in the course.",
            "{n} patients have no rating with a place in the course.",
            left,
        )
    return " ".join(filter(None, (words, crowd_words(drawn))))


def _of_group(analysis: Analysis, group: OutcomeGroup) -> pd.DataFrame:
    ids = set(map(str, analysis.pairs.patient_id[group.flags]))
    ratings = analysis[Trajectory].ratings
    return ratings[ratings["patient_id"].isin(ids)]


def _patients(analysis: Analysis, group: OutcomeGroup) -> tuple[Mark, ...]:
    """Return a line a patient, and a symbol at every rating: one rating alone has no line."""
    ratings = _of_group(analysis, group)
    paths = {
        str(who): tuple(
            zip(rows["infusions"].astype(float), rows["score"].astype(float), strict=True)
        )
        for who, rows in ratings.groupby("patient_id")
    }
    ids = tuple(map(str, ratings["patient_id"]))
    at, scores = ratings["infusions"].tolist(), ratings["score"].tolist()
    hover = tuple(f"{w}: {bare(s)}" for w, s in zip(ids, scores, strict=True))
    return (
        Lines(
            tuple(paths.values()),
            group.colour,
            theme.PATIENT_LINE,
            theme.PATIENT_OPACITY,
            ids=tuple(paths),
        ),
        Points(
            tuple(map(float, at)),
            tuple(map(float, scores)),
            group.colour,
            group.symbol,
            3.2,
            opacity=0.7,
            ids=ids,
            hover=hover,
        ),
    )


def _crowd(analysis: Analysis) -> tuple[Mark, ...]:
    ratings, scale = analysis[Trajectory].ratings, analysis.plan.rating_scale
    who = ratings["patient_id"].to_numpy()
    at = ratings["infusions"].to_numpy(np.float64)
    scores = ratings["score"].to_numpy(np.float64)
    joined = who[:-1] == who[1:]
    ends = at[:-1][joined], scores[:-1][joined], at[1:][joined], scores[1:][joined]
    return passing_lines(ends, scale.low, scale.high, theme.BEFORE)


def _means(course: Trajectory) -> tuple[Mark, ...]:
    at = tuple(float(point.infusions) for point in course.points)
    means = tuple(point.mean for point in course.points)
    bounded = [
        (float(p.infusions), *p.ci) for p in course.points if not isinstance(p.ci, Unavailable)
    ]
    hover = tuple(
        f"{p.infusions}: "
        + (number(p.mean) if isinstance(p.sd, Unavailable) else mean_sd(p.mean, p.sd))
        for p in course.points
    )
    return (
        Lines((tuple(zip(at, means, strict=True)),), theme.INK, theme.MEAN_LINE),
        Errors(
            tuple(b[0] for b in bounded),
            tuple(b[1] for b in bounded),
            tuple(b[2] for b in bounded),
            theme.INK,
            1.2,
        ),
        Points(at, means, theme.INK, "circle", 6.0, hover=hover),
    )
