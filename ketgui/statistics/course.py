"""Where each rating is in the course: after how many infusions, and in which week."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.statistics.pairing import AROUND_TMS
from ketgui.statistics.study import Study
from ketgui.statistics.timing import is_after

_DAYS_A_WEEK = 7


def number_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a position in the course, one a patient and position.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
        "after"), ``infusions`` (the number given on earlier days) and ``score``.
    """
    ratings, infusions = select_acute_ratings(study), study.infusions
    # Every rating with every infusion of its patient: those given before the rating are counted.
    both = ratings.reset_index().merge(
        infusions[["patient_id", "study_day", "clock"]], on="patient_id", suffixes=("", "_given")
    )
    same_day = study.plan.same_day_rating == "after"
    earlier = is_after(both, both["study_day_given"], both["clock_given"], same_day=same_day)
    counts = pd.Series(earlier).groupby(both["index"]).sum()
    numbered = ratings.loc[counts.index].assign(infusions=counts.astype("int64"))
    # Of two ratings on one day the one with less improvement, as in the pairing.
    distinct = _sort_from_best(study, numbered).drop_duplicates(
        ["patient_id", "infusions"], keep="last"
    )
    # Which ratings are before and after is decided once, in
    # the pairing, which takes precedence here.
    settled = pd.concat([distinct, *_list_ends(study)])
    settled = settled.drop_duplicates(["patient_id", "infusions"], keep="last")
    columns = ["patient_id", "study_day", "infusions", "score"]
    tidy = settled.dropna(subset=["infusions"])[columns].astype({"infusions": "int64"})
    return tidy.sort_values(["patient_id", "infusions"]).reset_index(drop=True)


def select_acute_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a day, without those after the acute course.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        With each patient's ``find_acute_windows``.

    Notes
    -----
    A rating is after the acute course where it comes more than the plan's ``post_window_days``
    after the last acute infusion, or once maintenance or a later course has begun. Ratings before
    and after TMS are left out: whether one is a baseline is decided in the pairing.
    """
    ratings = study.ratings.dropna(subset=["study_day"]).join(study.windows, on="patient_id")
    same_day = study.plan.same_day_rating == "after"
    begun = is_after(ratings, ratings["later"], ratings["later_clock"], same_day=same_day)
    late = ratings["study_day"] - ratings["last"] > study.plan.post_window_days
    return ratings[~(begun | late | ratings["moment"].isin(AROUND_TMS))]


def list_course_ratings(study: Study) -> pd.DataFrame:
    """Return every rating from the baseline to the outcome, each patient's in chronological order.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
        "after"), ``clock``, ``score`` and ``given``: whether the first infusion had been given.
    """
    before, after = (ends.reset_index() for ends in study.ends)
    ratings = select_acute_ratings(study)
    same_day = study.plan.same_day_rating == "after"
    begun = is_after(ratings, ratings["first"], ratings["first_clock"], same_day=same_day)
    # Which ratings are before and after is decided once, in the pairing.
    is_during = begun & ratings["moment"].isna().to_numpy()
    during = pd.DataFrame(ratings.loc[is_during])
    during = during.assign(row=during.index)
    # Of ratings after the one that is the outcome none counts.
    ends = after.set_index("patient_id")["study_day"].reindex(during["patient_id"])
    is_late = np.asarray(during["study_day"], np.float64) > np.asarray(ends, np.float64)
    during = pd.DataFrame(during.loc[~is_late])
    # The outcome is often one of the ratings during the course, too; it is kept once, as the end.
    placed = pd.concat(
        [before.assign(given=False), during.assign(given=True), after.assign(given=True)]
    ).drop_duplicates("row", keep="last")
    columns = ["patient_id", "study_day", "clock", "score", "given"]
    return placed[columns].sort_values(
        ["patient_id", "study_day", "clock", "score"], kind="stable", na_position="first"
    )


def _sort_from_best(study: Study, ratings: pd.DataFrame) -> pd.DataFrame:
    """Sort by day, those of one day from the best score to the worst; those without a day first."""
    order = [True, not study.pairs.is_rising]
    return ratings.sort_values(
        ["study_day", "score"], ascending=order, kind="stable", na_position="first"
    )


def _list_ends(study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings before, at 0 infusions, and after, at all of the acute course."""
    before, after = (ends.reset_index() for ends in study.ends)
    treated = before["patient_id"].isin(study.windows.index)
    acute = study.windows["acute"].reindex(after["patient_id"]).to_numpy()
    return before[treated].assign(infusions=0), after.assign(infusions=acute)


def list_weekly_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings by week from the first infusion, one a patient and week.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``patient_id``, ``study_day``, ``week`` and ``score``. Week 0 is the rating before; week 1
        the first seven days after the first infusion. Of several ratings of one patient in a week
        the last counts.
    """
    # Days 1–7 are week 1, 8–14 week 2; a rating of day 0 may be the one before.
    ratings = study.ratings.dropna(subset=["study_day"])
    later = ratings[(ratings["study_day"] > 0) & ~ratings["moment"].isin(AROUND_TMS)]
    weeks = np.ceil(later["study_day"] / _DAYS_A_WEEK)
    before = study.ends[0].reset_index()
    placed = pd.concat([before.assign(week=0), later.assign(week=weeks.astype("int64"))])
    columns = ["patient_id", "study_day", "week", "score"]
    tidy = _sort_from_best(study, placed[columns])
    tidy = tidy.drop_duplicates(["patient_id", "week"], keep="last")
    return tidy.sort_values(["patient_id", "week"]).reset_index(drop=True)
