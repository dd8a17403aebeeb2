"""Which rating is "before" and which is "after", patient by patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan

Scores = NDArray[np.float64]
_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Pairs:
    """Scores before and after, one entry per enrolled patient, in the order of the cohort.

    Attributes
    ----------
    patient_id : ndarray of str, shape (n,)
    before, after : ndarray of float, shape (n,)
        Total scores; not-a-number marks a patient without that rating.
    """

    patient_id: NDArray[np.object_]
    before: Scores
    after: Scores

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
        """Before minus after, so that improvement is positive; not-a-number where unrated."""
        return improvement(self.before, self.after)

    @property
    def percent_reduction(self) -> Scores:
        """Reduction as a percentage of the score before; not-a-number where that is 0."""
        usable = np.where(self.before > 0, self.before, np.nan)
        return (self.before - self.after) / usable * 100

    def complete(self) -> Pairs:
        """Return the patients with both ratings alone."""
        kept = self.rated
        return Pairs(self.patient_id[kept], self.before[kept], self.after[kept])


def improvement(before: Scores, after: Scores) -> Scores:
    """Return before minus after, shape (n,), without what binary fractions add to decimals.

    Examples
    --------
    >>> improvement(np.array([30.3, 25.1]), np.array([20.1, 14.9])).tolist()
    [10.2, 10.2]
    """
    # Else 30.3 − 20.1 and 25.1 − 14.9 would be no tie, and 30.2 − 28.3 less than 1.9.
    return np.round(before - after, _DECIMALS)


def pair(cohort: Cohort, plan: AnalysisPlan) -> Pairs:
    """Pair each patient's scores on the plan's scale; see ``chosen_ratings``."""
    before, after = chosen_ratings(cohort, plan)
    ids = cohort.patients["patient_id"]
    return Pairs(
        ids.to_numpy(dtype=object), _aligned(before["score"], ids), _aligned(after["score"], ids)
    )


def chosen_ratings(cohort: Cohort, plan: AnalysisPlan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings that are "before" and "after", each with a row a patient, by id.

    A rating that the file itself calls "before" or "after" is that. Otherwise the baseline is
    the last rating before the first infusion, and the outcome the first rating after the last
    one; a rating on the day of an infusion counts as made before that infusion. Of two ratings
    that the file calls alike, the one nearer to the infusions is taken; of two on one day, the
    one that shows less improvement. ``row`` is a rating's place in the table of assessments.
    """
    timed = timed_ratings(cohort, plan).join(infusion_window(cohort.infusions), on="patient_id")
    timed = timed.assign(row=timed.index)
    unnamed = timed["moment"].isna()
    is_before = (timed["moment"] == "before") | (unnamed & (timed["study_day"] <= timed["first"]))
    is_after = (timed["moment"] == "after") | (unnamed & (timed["study_day"] > timed["last"]))
    # A rating without a day yields to one that has a day, whichever end is asked for.
    before = _in_order(timed.loc[is_before], "first").drop_duplicates("patient_id", keep="last")
    after = _in_order(timed.loc[is_after], "last").drop_duplicates("patient_id", keep="first")
    return before.set_index("patient_id"), after.set_index("patient_id")


def timed_ratings(cohort: Cohort, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the scored ratings on the plan's scale with their ``study_day``."""
    ratings = cohort.assessments
    ratings = ratings[(ratings["scale"] == plan.scale) & ratings["score"].notna()]
    return with_study_day(ratings, cohort.infusions)


def with_study_day(rows: pd.DataFrame, infusions: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with ``study_day``: days from the patient's first infusion (day 0).

    A date counts from the first infusion's date, hours aside; where either is lacking the row's
    own ``day`` is taken.
    """
    first = infusions.groupby("patient_id")["date"].min().dt.normalize()
    start = first.reindex(rows["patient_id"]).set_axis(rows.index)
    days = (rows["date"].dt.normalize() - start).dt.total_seconds() / 86_400
    return rows.assign(study_day=days.fillna(rows["day"]))


def infusion_window(infusions: pd.DataFrame) -> pd.DataFrame:
    """Return each patient's ``first`` and ``last`` infusion as study days, by patient id."""
    days = with_study_day(infusions, infusions).groupby("patient_id")["study_day"]
    return pd.DataFrame({"first": days.min(), "last": days.max()})


def _in_order(ratings: pd.DataFrame, undated: Literal["first", "last"]) -> pd.DataFrame:
    """Sort by day and, on one day, by falling score, so that no order of the rows matters."""
    # Falling scores put the lower last among "before", the higher first among "after".
    by_score = ratings.sort_values("score", ascending=False, kind="stable")
    return by_score.sort_values("study_day", kind="stable", na_position=undated)


def _aligned(scores: pd.Series[float], ids: pd.Series[str]) -> Scores:
    return np.asarray(scores.reindex(ids), dtype=np.float64)
