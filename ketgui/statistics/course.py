"""Where each rating stands in the course: after how many infusions, and in which week."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.statistics.study import Study
from ketgui.statistics.timing import is_after

_DAYS_A_WEEK = 7


def numbered_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a place in the course, one a patient and place.

    Columns: ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
    "after"), ``infusions`` (how many were given on earlier days) and ``score``.
    """
    ratings, given = acute_ratings(study), study.infusions
    both = ratings.reset_index().merge(
        given[["patient_id", "study_day", "clock"]], on="patient_id", suffixes=("", "_given")
    )
    same_day = study.plan.same_day_rating == "after"
    earlier = is_after(both, both["study_day_given"], both["clock_given"], same_day=same_day)
    counts = pd.Series(earlier).groupby(both["index"]).sum()
    numbered = ratings.loc[counts.index].assign(infusions=counts.astype("int64"))
    # Of two ratings on one day the one that shows less improvement, as in the pairing.
    kept = numbered.sort_values(["study_day", "score"], kind="stable").drop_duplicates(
        ["patient_id", "infusions"], keep="last"
    )
    # What counts as before and after is settled once, in the pairing: it overrules.
    settled = pd.concat([kept, *_ends(study)])
    settled = settled.drop_duplicates(["patient_id", "infusions"], keep="last")
    columns = ["patient_id", "study_day", "infusions", "score"]
    tidy = settled.dropna(subset=["infusions"])[columns].astype({"infusions": "int64"})
    return tidy.sort_values(["patient_id", "infusions"]).reset_index(drop=True)


def acute_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a day, but those after the acute course.

    A rating is after it where it comes more than the plan's ``post_window_days`` after the last
    acute infusion, or once maintenance or a later course has begun.
    """
    ratings = study.ratings.dropna(subset=["study_day"]).join(study.windows, on="patient_id")
    same_day = study.plan.same_day_rating == "after"
    begun = is_after(ratings, ratings["later"], ratings["later_clock"], same_day=same_day)
    late = ratings["study_day"] - ratings["last"] > study.plan.post_window_days
    return ratings[~(begun | late)]


def course_ratings(study: Study) -> pd.DataFrame:
    """Return every rating from the baseline to the outcome, in each patient's order of time.

    Columns: ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
    "after"), ``clock``, ``score`` and ``given``, whether the first infusion had been given.
    """
    before, after = (ends.reset_index() for ends in study.ends)
    ratings = acute_ratings(study)
    same_day = study.plan.same_day_rating == "after"
    begun = is_after(ratings, ratings["first"], ratings["first_clock"], same_day=same_day)
    # What counts as before and after is settled once, in the pairing.
    is_during = begun & ratings["moment"].isna().to_numpy()
    during = pd.DataFrame(ratings.loc[is_during])
    during = during.assign(row=during.index)
    ends = after.set_index("patient_id")["study_day"].reindex(during["patient_id"])
    is_late = np.asarray(during["study_day"], np.float64) > np.asarray(ends, np.float64)
    during = pd.DataFrame(during.loc[~is_late])
    placed = pd.concat(
        [before.assign(given=False), during.assign(given=True), after.assign(given=True)]
    ).drop_duplicates("row", keep="last")
    columns = ["patient_id", "study_day", "clock", "score", "given"]
    return placed[columns].sort_values(
        ["patient_id", "study_day", "clock", "score"], kind="stable", na_position="first"
    )


def _ends(study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings before, at 0 infusions, and after, at the end of the acute course."""
    before, after = (ends.reset_index() for ends in study.ends)
    treated = before["patient_id"].isin(study.windows.index)
    given = study.windows["acute"].reindex(after["patient_id"]).to_numpy()
    return before[treated].assign(infusions=0), after.assign(infusions=given)


def weekly_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings by week from the first infusion, one a patient and week.

    Week 0 holds the rating before; week 1 is the first seven days after the first infusion. Of
    several ratings of one patient in a week the last counts. Columns: ``patient_id``,
    ``study_day``, ``week`` and ``score``.
    """
    ratings = study.ratings.dropna(subset=["study_day"])
    later = ratings[ratings["study_day"] > 0]
    weeks = np.ceil(later["study_day"] / _DAYS_A_WEEK)
    before = study.ends[0].reset_index()
    placed = pd.concat([before.assign(week=0), later.assign(week=weeks.astype("int64"))])
    columns = ["patient_id", "study_day", "week", "score"]
    tidy = placed[columns].sort_values(["study_day", "score"], kind="stable", na_position="first")
    tidy = tidy.drop_duplicates(["patient_id", "week"], keep="last")
    return tidy.sort_values(["patient_id", "week"]).reset_index(drop=True)
