"""Which rating is "before" and which is "after", patient by patient."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.timing import add_study_day, is_after

Scores = NDArray[np.float64]
AFTER_TMS = "after_tms"
AROUND_TMS = ("before_tms", AFTER_TMS)
# Far below any scale's step, far above the error of a binary fraction.
_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Pairs:
    """Scores before and after, one entry per enrolled patient, in the order of the cohort.

    Attributes
    ----------
    patient_id : ndarray of str, shape (n,)
    before, after : ndarray of float, shape (n,)
        Total scores; NaN for a patient without that rating.
    best : float
        The best possible score, from which percentages are counted.
    is_rising : bool
        Whether a higher score is an improvement.
    has_percentages : bool
        Whether a percentage is meaningful: not on a scale that is a single level.
    """

    patient_id: NDArray[np.object_]
    before: Scores
    after: Scores
    best: float = 0.0
    is_rising: bool = False
    has_percentages: bool = True

    @property
    def rated(self) -> NDArray[np.bool_]:
        """Whether each patient has both ratings."""
        return ~(np.isnan(self.before) | np.isnan(self.after))

    @property
    def analysed(self) -> int:
        """Number of patients with both ratings."""
        return int(self.rated.sum())

    @property
    def difference(self) -> Scores:
        """Before minus after, or after minus before where a rising score is an improvement.

        Improvement is positive; NaN for the unrated.
        """
        return compute_improvement(self.before, self.after, is_rising=self.is_rising)

    @property
    def percent_reduction(self) -> Scores:
        """Reduction as a percentage of the score before; NaN where that is 0.

        On a scale that does not begin at 0, it is a percentage of the distance from the best score.
        """
        before, after = self.distances
        usable = np.where((before > 0) & self.has_percentages, before, np.nan)
        return (before - after) / usable * 100

    @property
    def distances(self) -> tuple[Scores, Scores]:
        """Distances of the scores before and after from the best one, arrays of shape (n,)."""
        sign = -1.0 if self.is_rising else 1.0
        return sign * (self.before - self.best), sign * (self.after - self.best)

    def complete(self) -> Pairs:
        """Return the patients with both ratings alone."""
        rated = self.rated
        return replace(
            self,
            patient_id=self.patient_id[rated],
            before=self.before[rated],
            after=self.after[rated],
        )


def compute_improvement(before: Scores, after: Scores, *, is_rising: bool = False) -> Scores:
    """Return before minus after, shape (n,), without the error that binary fractions add.

    Where a higher score is an improvement, it is after minus before.

    Examples
    --------
    >>> compute_improvement(np.array([30.3, 25.1]), np.array([20.1, 14.9])).tolist()
    [10.2, 10.2]
    """
    # Otherwise 30.3 − 20.1 and 25.1 − 14.9 would not be a tie, and 30.2 − 28.3 would be below 1.9.
    return np.round(after - before if is_rising else before - after, _DECIMALS)


def pair(
    ids: pd.Series[str], ratings: tuple[pd.DataFrame, pd.DataFrame], plan: AnalysisPlan
) -> Pairs:
    """Pair each patient's scores on the plan's scale.

    Parameters
    ----------
    ids : Series of str, shape (n,)
        Of the enrolled patients.
    ratings : tuple of DataFrame
        Those before and those after, as ``choose_ratings`` returns them.
    plan : AnalysisPlan
        With the scale.

    Returns
    -------
    Pairs
        One entry per enrolled patient, rated or not: the enrolled are the denominator.
    """
    before, after = ratings
    scale = plan.rating_scale
    return Pairs(
        ids.to_numpy(dtype=object),
        _align(before["score"], ids),
        _align(after["score"], ids),
        float(scale.high if scale.higher_is_better else scale.low),
        scale.higher_is_better,
        scale.kind == "total",
    )


def choose_ratings(
    ratings: pd.DataFrame, windows: pd.DataFrame, plan: AnalysisPlan
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings that are "before" and "after", each with a row a patient, by id.

    Parameters
    ----------
    ratings : DataFrame
        Those on the plan's scale, as ``list_timed_ratings`` returns them.
    windows : DataFrame
        The patients' acute courses, as ``find_acute_windows`` returns them.
    plan : AnalysisPlan
        With the windows in which a rating counts.

    Returns
    -------
    before, after : DataFrame
        Columns of the assessments with ``study_day``; ``row`` is a rating's position in the table
        of assessments.

    Notes
    -----
    A rating that the file itself calls "before" or "after" is that. Otherwise the baseline is
    the last rating at or before the first infusion, and the outcome the first rating on a day
    after the last infusion of the acute course, at most the plan's ``post_window_days`` later and
    never after maintenance or a later course has begun. A dated rating after TMS, at most the
    plan's ``baseline_window_days`` before the first infusion, is the baseline of a patient who has
    no other, unless the plan says that it is none; its ``moment`` stays "after_tms".

    On the day of an infusion the times tell which came first; without them the rating counts as
    the plan's ``same_day_rating`` says. Of two ratings to which the file gives the same moment, the
    one nearer to the infusions is taken; of two on one day, the one that shows less improvement.
    """
    timed = ratings.join(windows, on="patient_id")
    # The index is the position in the table of assessments; edits and tooltips refer to it.
    timed = timed.assign(row=timed.index)
    unnamed = timed["moment"].isna()
    # Three moments of each rating relative to its patient's acute course, as arrays of bool.
    begun = _has_passed(timed, "first", plan)
    # By whole days: the outcome is rated on a day after the last infusion, not hours after it.
    ended = np.floor(timed["study_day"]) > np.floor(timed["last"])
    in_time = timed["study_day"] - timed["last"] <= plan.post_window_days
    is_before = (timed["moment"] == "before") | (unnamed & timed["first"].notna() & ~begun)
    # A rating without a day that the file does not call "before" has no place in time.
    is_before &= timed["study_day"].notna() | ~unnamed
    is_after = unnamed & ended & in_time & ~_has_passed(timed, "later", plan)
    is_after |= timed["moment"] == "after"
    # A rating without a day yields to one with a day at both ends.
    rising = plan.rating_scale.higher_is_better
    before = _sort_ratings(timed.loc[is_before], "first", rising)
    after = _sort_ratings(timed.loc[is_after], "last", rising)
    # The last rows count: a rating after TMS stands ahead of every other one.
    before = pd.concat([_sort_ratings(_find_tms_baselines(timed, plan), "first", rising), before])
    before = before.drop_duplicates("patient_id", keep="last")
    after = after.drop_duplicates("patient_id", keep="first")
    return before.set_index("patient_id"), after.set_index("patient_id")


def _find_tms_baselines(timed: pd.DataFrame, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the ratings after TMS that may be a baseline."""
    age = timed["first"] - timed["study_day"]
    serves = (timed["moment"] == AFTER_TMS) & (age <= plan.baseline_window_days)
    # Without a day there is no age, and the comparison is false.
    serves &= ~_has_passed(timed, "first", plan)
    return timed[serves] if plan.post_tms_baseline else timed[:0]


def _has_passed(timed: pd.DataFrame, moment: str, plan: AnalysisPlan) -> NDArray[np.bool_]:
    """Tell for each rating whether an infusion of its patient had been given before it."""
    clock = timed[f"{moment}_clock"]
    return is_after(timed, timed[moment], clock, same_day=plan.same_day_rating == "after")


def list_timed_ratings(cohort: Cohort, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the scored ratings on the plan's scale with their ``study_day``."""
    ratings = cohort.assessments
    ratings = ratings[(ratings["scale"] == plan.scale) & ratings["score"].notna()]
    return add_study_day(ratings, cohort.infusions)


def _sort_ratings(
    ratings: pd.DataFrame, undated: Literal["first", "last"], rising: bool
) -> pd.DataFrame:
    """Sort by time and, at one time, from worst to best, so that no order of the rows matters."""
    # Less improvement at both ends: of equal times the better score is last among "before", the
    # worse first among "after".
    by_score = ratings.sort_values("score", ascending=rising, kind="stable")
    return by_score.sort_values(["study_day", "clock"], kind="stable", na_position=undated)


def _align(scores: pd.Series[float], ids: pd.Series[str]) -> Scores:
    return np.asarray(scores.reindex(ids), dtype=np.float64)
