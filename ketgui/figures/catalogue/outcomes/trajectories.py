"""Figure: every patient's scores over the course, and their mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from ketgui.domain.invention import note_additions
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.parts.crowd import (
    are_many,
    are_singled,
    describe_crowd,
    find_line_width,
    shade_lines,
)
from ketgui.figures.parts.cut_off_lines import draw_remission_line
from ketgui.figures.parts.denominators import name_share
from ketgui.figures.parts.means import draw_means
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_everyone,
    keep_patients,
    make_legend,
    name_outcomes,
)
from ketgui.figures.parts.tables import tabulate_patients
from ketgui.figures.spec import Axis, DataTable, FigureSpec, Lines, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.follow_up import list_visits
from ketgui.statistics.results.outcomes.trajectory import Point, Trajectory, describe_points
from ketgui.text import _, bare, integer, mark, mean_sd, number, plural_start

KEY, TITLE = "trajectories", mark("Scores over the course")


@dataclass(frozen=True, eq=False)
class _Course:
    """The ratings along one of the two axes: ``at`` and ``score`` by patient, and their means."""

    by: str
    ratings: pd.DataFrame
    points: tuple[Point, ...]
    # Weeks after the last acute infusion of the points that are follow-up.
    later: dict[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def of(cls, analysis: Analysis, by: str) -> _Course:
        course = analysis[Trajectory]
        ratings, points = (
            (course.weekly, course.weeks) if by == "week" else (course.ratings, course.points)
        )
        placed = cls(by, ratings.rename(columns={by: "at"}), points)
        return placed if by == "week" or not points else placed._with_follow_up(analysis)

    def _with_follow_up(self, analysis: Analysis) -> _Course:
        """Return the course followed by the visits of follow-up, evenly spaced."""
        visits = list_visits(analysis.study)
        if visits.empty:
            return self
        last = max(point.at for point in self.points)
        # The visits take about as much of the axis as the infusions.
        gap = max(1, last // 3)
        weeks = sorted(set(map(int, visits["week"])))
        positions = {week: last + gap * number for number, week in enumerate(weeks, 1)}
        visits = visits.assign(at=visits["week"].map(positions))
        return replace(
            self,
            ratings=pd.concat([self.ratings, visits]).sort_values(["patient_id", "at"]),
            points=(*self.points, *describe_points(analysis.study, visits, "at")),
            later={at: week for week, at in positions.items()},
        )

    @property
    def patients(self) -> int:
        """Number of patients with a rating here."""
        return int(self.ratings["patient_id"].nunique()) if self.points else 0

    @property
    def axis_label(self) -> str:
        """The label of the axis."""
        if self.by == "week":
            return _("Week from the first infusion")
        if self.later:
            return _("Infusions received, then weeks after the last one")
        return _("Infusions received")

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the axis turns from infusions to weeks of follow-up."""
        if not self.later:
            return ()
        first = min(self.later)
        return ((first + max(p.at for p in self.points if p.at < first)) / 2,)

    def name_point(self, at: int) -> str:
        """Return the tick label of a point."""
        week = self.later.get(at)
        return str(at) if week is None else _("+{n} wk", n=integer(week))


def draw_panel(analysis: Analysis, by: str = "infusions") -> Panel:
    """Draw a line a patient by infusions received or by week, and the mean with its interval."""
    course, plan = _Course.of(analysis, by), analysis.plan
    scale = plan.rating_scale
    last = max((point.at for point in course.points), default=1)
    many = are_many(course.patients)
    groups = (
        ()
        if many
        else tuple(g for g in group_everyone(analysis) if _select_group(analysis, course, g).size)
    )
    ticks = tuple(
        (float(p.at), f"{course.name_point(p.at)}\n{_('n = {n}', n=integer(p.n))}")
        for p in course.points
    )
    return Panel(
        Axis(-0.4, max(last, 1) + 0.4, course.axis_label, ticks, breaks=course.breaks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title), grid=True),
        (
            *(_draw_crowd(analysis, course) if many else ()),
            *(patient_mark for group in groups
              for patient_mark in _draw_patients(analysis, course, group)),
            *draw_remission_line(plan),
            *(Rule(at, theme.SOFT_INK, horizontal=False, dash="dotted") for at in course.breaks),
            *_draw_means(course),
        ),
        title=_("{scale} over the course", scale=scale.title),
        legend=make_legend(groups),
        reason="" if course.points else _("No rating has a place in the course: days or infusions "
                                          "are not recorded."),
        table=partial(_tabulate, analysis, course),
    )  # fmt: skip


def _tabulate(analysis: Analysis, course: _Course) -> DataTable:
    """Return a column for each point of the course, a row for each patient, and the means."""
    scores = course.ratings.pivot_table(index="patient_id", columns="at", values="score")
    places = [point.at for point in course.points]
    scores = scores.reindex(columns=places)
    values = dict(zip(map(str, scores.index), scores.to_numpy(float).tolist(), strict=True))
    means = (_("Mean"), *(_write_mean(point) for point in course.points), "")
    headers = tuple(course.name_point(at) for at in places)
    return tabulate_patients(headers, values, name_outcomes(analysis), (means,))


def build(analysis: Analysis, by: str = "infusions") -> FigureSpec:
    """Return the figure along infusions received or weeks."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis, by),),
        caption=_write_caption(analysis, _Course.of(analysis, by)),
        note=note_additions(analysis.cohort),
        height_ratio=0.7,
    )


def _list_axes(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    weekly = (("week", _("Week from the first infusion")),) if analysis[Trajectory].weeks else ()
    return (("infusions", _("Infusions received")), *weekly)


def _draw_singled(analysis: Analysis, ids: frozenset[str], by: str) -> tuple[Mark, ...]:
    course = _Course.of(analysis, by or "infusions")
    if not are_singled(course.patients, ids):
        return ()
    groups = keep_patients(group_everyone(analysis), np.isin(analysis.pairs.patient_id, list(ids)))
    return tuple(
        patient_mark for group in groups for patient_mark in _draw_patients(analysis, course, group)
    )


FIGURE = Figure(
    KEY,
    TITLE,
    build,
    tab="outcomes",
    priority=60,
    variants=Variants(mark("Along"), _list_axes, build),
    singled=_draw_singled,
)


def _write_caption(analysis: Analysis, course: _Course) -> str:
    patients, enrolled = course.patients, analysis.cohort.enrolled
    values = {
        "scale": analysis.plan.rating_scale.title,
        "interval": analysis.plan.name_interval(),
        "who": name_share(analysis, patients),
    }
    if course.by == "week":
        caption = _(
            "{scale} score of each patient by week from the first infusion (0: before); thick "
            "line: mean with {interval}, of the patients rated in that week (n). Drawn: {who}.",
            **values,
        )
    else:
        caption = _(
            "{scale} score of each patient by infusions received; thick line: mean with "
            "{interval}, of the patients rated at that point (n). Drawn: {who}.",
            **values,
        )
    if course.later:
        caption += " " + _(
            "Visits of follow-up: ratings nearest to each mark, in weeks from the last acute "
            "infusion."
        )
    if unplaced := enrolled - patients:
        caption += " " + plural_start(
            "{n} patient has no rating with a place in the course.",
            "{n} patients have no rating with a place in the course.",
            unplaced,
        )
    return " ".join(filter(None, (caption, describe_crowd(patients))))


def _select_group(analysis: Analysis, course: _Course, group: OutcomeGroup) -> pd.DataFrame:
    ids = set(map(str, analysis.pairs.patient_id[group.flags]))
    return course.ratings[course.ratings["patient_id"].isin(ids)]


def _draw_patients(analysis: Analysis, course: _Course, group: OutcomeGroup) -> tuple[Mark, ...]:
    """Return a line a patient, and a symbol at every rating: a single rating has no line."""
    ratings = _select_group(analysis, course, group)
    paths = {
        str(patient_id): tuple(
            zip(rows["at"].astype(float), rows["score"].astype(float), strict=True)
        )
        for patient_id, rows in ratings.groupby("patient_id")
    }
    ids = tuple(map(str, ratings["patient_id"]))
    at, scores = ratings["at"].tolist(), ratings["score"].tolist()
    hover = tuple(f"{patient_id}: {bare(s)}" for patient_id, s in zip(ids, scores, strict=True))
    return (
        Lines(
            tuple(paths.values()),
            group.colour,
            find_line_width(course.patients),
            dash=group.dash,
            ids=tuple(paths),
        ),
        Points(
            tuple(map(float, at)),
            tuple(map(float, scores)),
            group.colour,
            group.symbol,
            3.0,
            ids=ids,
            hover=hover,
        ),
    )


def _draw_crowd(analysis: Analysis, course: _Course) -> tuple[Mark, ...]:
    ratings, scale = course.ratings, analysis.plan.rating_scale
    patient_ids = ratings["patient_id"].to_numpy()
    at = ratings["at"].to_numpy(np.float64)
    scores = ratings["score"].to_numpy(np.float64)
    # Ratings are sorted by patient: a pair of neighbours is a line where both are of one patient.
    joined = patient_ids[:-1] == patient_ids[1:]
    ends = at[:-1][joined], scores[:-1][joined], at[1:][joined], scores[1:][joined]
    return shade_lines(ends, scale.low, scale.high, theme.BEFORE)


def _draw_means(course: _Course) -> tuple[Mark, ...]:
    at = tuple(float(point.at) for point in course.points)
    means = tuple(point.mean for point in course.points)
    # A single rating has a mean, but no interval.
    bounded = [(float(p.at), *p.ci) for p in course.points if not isinstance(p.ci, Unavailable)]
    hover = tuple(f"{course.name_point(p.at)}: {_write_mean(p)}" for p in course.points)
    return draw_means(at, means, bounded, hover, 5.0)


def _write_mean(point: Point) -> str:
    sd = point.sd
    return number(point.mean) if isinstance(sd, Unavailable) else mean_sd(point.mean, sd)
