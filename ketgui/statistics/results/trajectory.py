"""Scores over the course: by number of infusions received, and by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores, chosen_ratings, timed_ratings, with_study_day
from ketgui.statistics.results.outcomes import PatientOutcomes
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    limits,
    number,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NO_DAYS = Unavailable(mark("no rating has a date or a study day"))
_ONE = Unavailable(mark("rated in one patient only"))
_NOBODY = Unavailable(mark("no patient reached it"))


@dataclass(frozen=True)
class Point:
    """One moment: `infusions` received before the rating, the patients rated, their scores."""

    infusions: int
    n: int
    mean: float
    sd: Estimate
    ci: Limits | Unavailable
    change: Estimate

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Trajectory(Result):
    """Mean score after each number of infusions, first response, area under the curve.

    Notes
    -----
    A rating belongs to the number of infusions given on earlier days; of several ratings of one
    patient at the same number, the last counts. Each point has the patients rated there; no
    missing rating is filled in. What the file itself calls "before" or "after" has its place
    without a day, at none and at all of the patient's recorded infusions; days and areas are of
    the ratings that have a day. `change` is the mean of each patient's change from the score
    before. `first_response_day` is the median day of the first rating that is a response, among
    those who reached one. Area under the curve: trapezoids from the rating before to the rating
    after, divided by the days between, so that it reads as a mean score.
    """

    key: ClassVar[str] = "trajectory"
    title: ClassVar[str] = mark("Scores over the course")
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Mean ± SD"),
        mark("Interval"),
        mark("Change from before"),
    )

    points: tuple[Point, ...]
    ratings: pd.DataFrame
    responders_ever: int
    first_response_day: Estimate
    mean_area: Estimate

    @classmethod
    def compute(cls, study: Study) -> Trajectory:
        """Follow every patient's ratings."""
        ratings = numbered_ratings(study)
        first = _first_response_days(study, ratings)
        areas = _areas(study, ratings)
        return cls(
            _points(study, ratings),
            ratings,
            len(first),
            float(np.median(first)) if len(first) else _NOBODY,
            float(np.mean(areas)) if len(areas) else _NO_DAYS,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a number of infusions, then the summaries."""
        blank: tuple[Cell, ...] = (BLANK, BLANK)
        return (
            *(_row(point) for point in self.points),
            Row(
                Text(mark("Responded at some rating; median day of the first")),
                (Count(self.responders_ever), number(self.first_response_day, 0), *blank),
            ),
            Row(
                Text(mark("Area under the curve per day, mean of patients")),
                (BLANK, number(self.mean_area, 1), *blank),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return points and summaries by name."""
        return {
            "points": [point.as_dict() for point in self.points],
            "responders_ever": self.responders_ever,
            "first_response_day_median": self.first_response_day,
            "mean_area_per_day": self.mean_area,
        }


def numbered_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a place in the course, one a patient and place.

    Columns: ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
    "after"), ``infusions`` (how many were given on earlier days) and ``score``.
    """
    ratings = timed_ratings(study.cohort, study.plan).dropna(subset=["study_day"])
    given = with_study_day(study.cohort.infusions, study.cohort.infusions)
    both = ratings.reset_index().merge(
        given[["patient_id", "study_day"]], on="patient_id", suffixes=("", "_given")
    )
    earlier = both["study_day_given"] < both["study_day"]
    counts = earlier.groupby(both["index"]).sum()
    numbered = ratings.loc[counts.index].assign(infusions=counts.astype("int64"))
    kept = numbered.sort_values("study_day", kind="stable").drop_duplicates(
        ["patient_id", "infusions"], keep="last"
    )
    # What counts as before and after is settled once, in the pairing: it overrules.
    settled = pd.concat([kept, *_ends(study, given.groupby("patient_id").size())])
    settled = settled.drop_duplicates(["patient_id", "infusions"], keep="last")
    columns = ["patient_id", "study_day", "infusions", "score"]
    tidy = settled.dropna(subset=["infusions"])[columns].astype({"infusions": "int64"})
    return tidy.sort_values(["patient_id", "infusions"]).reset_index(drop=True)


def _ends(study: Study, infusions: pd.Series[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings before, at 0 infusions, and after, at each patient's last."""
    before, after = (ends.reset_index() for ends in chosen_ratings(study.cohort, study.plan))
    treated = before["patient_id"].isin(infusions.index)
    given = infusions.reindex(after["patient_id"]).to_numpy()
    return before[treated].assign(infusions=0), after.assign(infusions=given)


def _points(study: Study, ratings: pd.DataFrame) -> tuple[Point, ...]:
    before = pd.Series(study.pairs.before, index=study.pairs.patient_id)
    changed = ratings.assign(change=ratings["patient_id"].map(before) - ratings["score"])
    return tuple(
        _point(study, int(str(number_given)), group)
        for number_given, group in changed.groupby("infusions")
    )


def _point(study: Study, infusions: int, group: pd.DataFrame) -> Point:
    n, mean = len(group), float(group["score"].mean())
    change = group["change"].dropna()
    moved = float(change.mean()) if len(change) else _NO_DAYS
    if n < 2:
        return Point(infusions, n, mean, _ONE, _ONE, moved)
    from scipy.special import stdtrit

    sd = float(group["score"].std())
    half = float(stdtrit(n - 1, (1 + study.plan.confidence_level) / 2)) * sd / np.sqrt(n)
    return Point(infusions, n, mean, sd, (mean - half, mean + half), moved)


def _first_response_days(study: Study, ratings: pd.DataFrame) -> list[float]:
    pairs = study.pairs
    place = pd.Series(np.arange(len(pairs.before)), index=pairs.patient_id)
    later = ratings[(ratings["infusions"] > 0) & ratings["study_day"].notna()]
    at = later["patient_id"].map(place).to_numpy(np.int64)
    tried = type(pairs)(pairs.patient_id[at], pairs.before[at], later["score"].to_numpy(np.float64))
    reached = later[PatientOutcomes.of(tried, study.plan).response]
    return reached.groupby("patient_id")["study_day"].min().tolist()


def _areas(study: Study, ratings: pd.DataFrame) -> Scores:
    """Return each patient's area per day, of those with both ratings and days between."""
    rated = study.pairs.patient_id[study.pairs.rated]
    timed = ratings[ratings["patient_id"].isin(rated)].dropna(subset=["study_day"])
    timed = timed.sort_values(["patient_id", "study_day"], kind="stable")
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
    whole = whole[whole["days"] > 0]
    return np.asarray(whole["area"] / whole["days"], np.float64)


def _row(point: Point) -> Row:
    label = mark("Before") if point.infusions == 0 else mark("After infusion")
    number_given = "" if point.infusions == 0 else str(point.infusions)
    return Row(
        Text(label, suffix=number_given),
        (
            Count(point.n),
            Number(point.mean, 1, spread=point.sd),
            limits(point.ci),
            number(point.change),
        ),
    )
