"""Scores over the course: by infusions and by week, first response, area under the curve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.course import list_course_ratings, list_weekly_ratings, number_ratings
from ketgui.statistics.pairing import Scores
from ketgui.statistics.results.outcomes.outcomes import PatientOutcomes
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    make_limits_cell,
    make_number_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.effect_size import compute_mean_interval
from ketgui.text import mark

_NO_DAYS = Unavailable(mark("no rating has a date or a study day"))
_NO_BEFORE = Unavailable(mark("no patient rated here has a baseline score"))
_BEFORE = Unavailable(mark("nothing has been given yet"))
_ONE = Unavailable(mark("rated in one patient only"))
_NOBODY = Unavailable(mark("no patient reached it"))


@dataclass(frozen=True)
class Point:
    """One moment: after `at` infusions or in week `at`; the patients rated and their scores."""

    at: int
    n: int
    mean: float
    sd: Estimate
    ci: Limits | Unavailable
    change: Estimate
    change_ci: Limits | Unavailable

    def as_dict(self, unit: str) -> dict[str, Any]:
        """Return it by name, `at` under the name of its unit."""
        values = dict(vars(self))
        return {unit: values.pop("at"), **values}


@dataclass(frozen=True, eq=False)
class Trajectory(Result):
    """Mean score after each number of infusions and in each week, first response, area.

    Notes
    -----
    A rating belongs to the number of infusions given on earlier days; of several ratings of one
    patient at the same number, the last counts. Each point has the patients rated there; no
    missing rating is filled in. What the file itself calls "before" or "after" has its place
    without a day, at none and at all of the patient's recorded infusions; weeks, days and areas
    are of the ratings that have a day. Week 0 is the rating before, week 1 the first seven days
    after the first infusion. `change` is the mean of each patient's change from the score before;
    intervals are t intervals.
    `first_response_day` is the median day of the first rating that is a response, among those who
    reached one; every rating of the acute course counts. Area under the curve: trapezoids over
    all ratings from the one before to the one after, divided by the days between, so that it
    reads as a mean score.

    Examples
    --------
    >>> result = Trajectory.compute(Study.of_scores([30, 28], [12, 27]))
    >>> result.points, result.mean_area.reason
    ((), 'no rating has a date or a study day')
    """

    key: ClassVar[str] = "trajectory"
    title: ClassVar[str] = mark("Scores over the course")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 90
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Mean ± SD"),
        mark("Interval"),
        mark("Change from before"),
        mark("Interval"),
    )

    points: tuple[Point, ...]
    weeks: tuple[Point, ...]
    ratings: pd.DataFrame
    weekly: pd.DataFrame
    responders_ever: int
    first_response_day: Estimate
    mean_area: Estimate

    @classmethod
    def compute(cls, study: Study) -> Trajectory:
        """Follow every patient's ratings."""
        ratings, weekly = number_ratings(study), list_weekly_ratings(study)
        every = list_course_ratings(study)
        responders = _select_responses(study, every)
        days = responders.groupby("patient_id")["study_day"].min().dropna()
        areas = _compute_areas(study, every)
        return cls(
            describe_points(study, ratings, "infusions"),
            describe_points(study, weekly, "week") if weekly["week"].any() else (),
            ratings,
            weekly,
            int(responders["patient_id"].nunique()),
            _find_first_day(days, responders),
            float(np.mean(areas)) if len(areas) else _NO_DAYS,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a number of infusions, then the summaries."""
        blank: tuple[Cell, ...] = (BLANK, BLANK, BLANK)
        # Without a day there is no course, of which the two ratings alone tell nothing.
        is_placed = bool(self.points or self.weeks)
        responders: Cell = Count(self.responders_ever) if is_placed else _NO_DAYS
        return (
            *(_make_row(point, mark("After infusion")) for point in self.points),
            *(_make_row(point, mark("Week")) for point in self.weeks if point.at),
            Row(
                Text(mark("Responded at some rating; median day of the first")),
                (responders, make_number_cell(self.first_response_day, 0), *blank),
            ),
            Row(
                Text(mark("Area under the curve per day, mean of patients")),
                (BLANK, make_number_cell(self.mean_area, 1), *blank),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return points and summaries by name."""
        return {
            "points": [point.as_dict("infusions") for point in self.points],
            "weeks": [point.as_dict("week") for point in self.weeks],
            "responders_ever": self.responders_ever,
            "first_response_day_median": self.first_response_day,
            "mean_area_per_day": self.mean_area,
        }


def describe_points(study: Study, ratings: pd.DataFrame, unit: str) -> tuple[Point, ...]:
    """Return a point for each value of a column of ratings.

    Parameters
    ----------
    study : Study
    ratings : DataFrame
        ``patient_id``, ``score`` and the column `unit` of whole numbers.
    unit : str
        The column's name.
    """
    before = pd.Series(study.pairs.before, index=study.pairs.patient_id)
    changed = ratings.assign(change=ratings["patient_id"].map(before) - ratings["score"])
    return tuple(_point(study, int(str(at)), group) for at, group in changed.groupby(unit))


def _point(study: Study, at: int, group: pd.DataFrame) -> Point:
    level = study.plan.confidence_level
    scores = np.asarray(group["score"], np.float64)
    change = np.asarray(group["change"].dropna(), np.float64)
    sd = float(scores.std(ddof=1)) if len(scores) > 1 else _ONE
    mean_change = float(change.mean()) if len(change) else _NO_BEFORE
    # Before the first infusion nobody has changed.
    moved_ci = _compute_interval(change, level) if at else _BEFORE
    ci = _compute_interval(scores, level)
    return Point(at, len(scores), float(scores.mean()), sd, ci, mean_change, moved_ci)


def _compute_interval(values: Scores, level: float) -> Limits | Unavailable:
    """Return the t interval of a mean."""
    if len(values) < 2:
        return _ONE if len(values) else _NO_BEFORE
    return compute_mean_interval(values, level)


def _find_first_day(days: pd.Series[Any], responders: pd.DataFrame) -> Estimate:
    """Return the median day of the patients' first responses, or why there is none."""
    if len(days):
        return float(days.median())
    return _NOBODY if responders.empty else _NO_DAYS


def _select_responses(study: Study, ratings: pd.DataFrame) -> pd.DataFrame:
    """Return the ratings after the first infusion that are responses."""
    pairs = study.pairs
    position = pd.Series(np.arange(len(pairs.before)), index=pairs.patient_id)
    later = ratings[ratings["given"] & ratings["patient_id"].isin(position.index)]
    # Each rating is paired with its patient's baseline as if it were the outcome, so that response
    # means here what it means elsewhere.
    at = later["patient_id"].map(position).to_numpy(np.int64)
    tried = replace(
        pairs,
        patient_id=pairs.patient_id[at],
        before=pairs.before[at],
        after=later["score"].to_numpy(np.float64),
    )
    return later[PatientOutcomes.of(tried, study.plan).response]


def _compute_areas(study: Study, ratings: pd.DataFrame) -> Scores:
    """Return each patient's area per day, for those with both ratings and days between them."""
    rated = study.pairs.patient_id[study.pairs.rated]
    timed = ratings[ratings["patient_id"].isin(rated)].dropna(subset=["study_day"])
    # Trapezoids between consecutive ratings of a patient; a
    # patient's first rating has none before it.
    earlier = timed.groupby("patient_id")[["study_day", "score"]].shift()
    days = timed["study_day"] - earlier["study_day"]
    steps = pd.DataFrame(
        {
            "patient_id": timed["patient_id"],
            "days": days,
            "area": days * (timed["score"] + earlier["score"]) / 2,
        }
    ).dropna()
    whole = steps.groupby("patient_id")[["area", "days"]].sum()
    # Ratings all on one day span no time to divide by.
    whole = whole[whole["days"] > 0]
    return np.asarray(whole["area"] / whole["days"], np.float64)


def _make_row(point: Point, label: str) -> Row:
    return Row(
        Text(label, suffix=str(point.at)) if point.at else Text(mark("Before")),
        (
            Count(point.n),
            Number(point.mean, 1, spread=point.sd),
            make_limits_cell(point.ci),
            make_number_cell(point.change),
            make_limits_cell(point.change_ci) if point.at else BLANK,
        ),
    )
